using MedInsure.Persistence.People;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using Npgsql;

namespace MedInsure.UseCases.People;

/// <summary>人员台账: persons who stand or stood on a roster, by name, county, identity and month. Within the person's own counties.</summary>
/// <param name="Year">Whose counties and categories are meant.</param>
/// <param name="Name">The beginning of a name; empty for all.</param>
/// <param name="Region">A county, or a region above several.</param>
/// <param name="Category">The id of a category.</param>
/// <param name="Month">In which the identity held; null for now.</param>
/// <param name="State">Whether an identity (of the category, in the month) holds; null for either.</param>
/// <param name="After">The last person of the page before.</param>
public sealed record FindPeople(int Year, string Name = "", RegionCode? Region = null, string? Category = null, Month? Month = null, IdentityState? State = null, PeopleMark? After = null)
{
    public const int PageSize = 50;

    /// <summary>Counting ends here: more is told as "1000 人以上".</summary>
    public const int MostCounted = 1_000;
}

/// <summary>A place between two persons in the order of their names.</summary>
public sealed record PeopleMark(string Name, long Id);

public enum IdentityState
{
    /// <summary>在册</summary>
    Active,

    /// <summary>已取消</summary>
    Ended,
}

/// <param name="Counties">Of the person who asks, for the filter.</param>
/// <param name="Categories">Id and name, for the filter.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
/// <param name="Count">All that fit, counted no further than <see cref="FindPeople.MostCounted"/>; null where counting takes too long.</param>
/// <param name="MayUnmask">The person may see full numbers.</param>
public sealed record PeopleList(
    string BureauName, IReadOnlyList<Region> Counties, IReadOnlyList<KeyValuePair<string, string>> Categories, IReadOnlyList<PersonRow> Rows, PeopleMark? Next, int? Count, bool IsLimited, bool MayUnmask)
{
    public bool IsMore => Count > FindPeople.MostCounted;
}

/// <param name="Masked">6201**********002X</param>
/// <param name="Identities">The names of those that hold; empty where none does.</param>
public sealed record PersonRow(long Id, string Name, string Masked, string County, string Town, string Village, IReadOnlyList<string> Identities);

public sealed class FindPeopleHandler(TenantDb tenantDb, InstallationKey key)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan CountingPatience = TimeSpan.FromSeconds(2);

    public async Task<Result<PeopleList>> HandleAsync(Actor actor, FindPeople request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PeoplePowers.Seeing(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var read = await PeopleBasis.ReadAsync(db, actor, request.Year, ct);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } otherKey)
        {
            return otherKey;
        }

        var basis = read.Value;
        var search = new PersonSearch(PrefixOf(request.Name), basis.Within(actor, request.Region), request.Category, request.Month, request.State is { } state ? state == IdentityState.Active : null);
        try
        {
            var found = await search.ReadAsync(db.Connection, request.After is { } after ? new PersonMark(after.Name, after.Id) : null, FindPeople.PageSize + 1, Patience, ct);
            var page = found.Take(FindPeople.PageSize).ToList();
            var count = request.After is null && found.Count <= FindPeople.PageSize ? found.Count : await CountAsync(db, search, ct);
            return new PeopleList(
                basis.BureauName,
                basis.Mine,
                [.. basis.Categories],
                await PersonRows.OfAsync(db, key, basis, page, ct),
                found.Count > page.Count ? new PeopleMark(page[^1].Name, page[^1].Id) : null,
                count,
                actor.RegionScope.Count > 0,
                PeoplePowers.Unmasking(actor) is null);
        }
        catch (NpgsqlException slow) when (IsSlow(slow))
        {
            return new Refused("符合条件的人员太分散，没有在规定时间内找齐。请再选一个县（市、区），或输入姓名的开头几个字。");
        }
    }

    /// <summary>As names are stored: without blanks between Chinese characters, with one kind of dot.</summary>
    private static string PrefixOf(string name) => PersonName.Read(name).Name ?? name.Trim();

    private static async Task<int?> CountAsync(TenantSession db, PersonSearch search, CancellationToken ct)
    {
        try
        {
            return await search.CountAsync(db.Connection, FindPeople.MostCounted + 1, CountingPatience, ct);
        }
        catch (NpgsqlException slow) when (IsSlow(slow))
        {
            return null;
        }
    }

    private static bool IsSlow(NpgsqlException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } || failure.InnerException is TimeoutException;
}
