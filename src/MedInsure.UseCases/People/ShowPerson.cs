using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>专项台账 of one person: identities over time with the rosters that brought and ended them, contributions, what each 资助认定 said, payments.</summary>
/// <param name="Year">Whose counties and categories are meant.</param>
public sealed record ShowPerson(long PersonId, int Year);

/// <param name="Masked">6201**********002X</param>
/// <param name="Identities">Those that hold first, then by their end, the latest first.</param>
/// <param name="MayUnmask">The person may see the full number.</param>
public sealed record PersonPage(long Id, string BureauName, string Name, string Masked, string County, string Town, string Village, IReadOnlyList<HeldIdentityRow> Identities, PersonHistory History, bool MayUnmask)
{
    public bool IsActive => Identities.Any(identity => identity.Until is null);
}

/// <param name="Category">Its name.</param>
/// <param name="From">The first month in which it holds.</param>
/// <param name="Until">The last one; null while it holds.</param>
/// <param name="IsNew">年度内新增</param>
/// <param name="Added">The roster that brought it.</param>
/// <param name="Cancelled">The roster that ended it; null while it holds.</param>
public sealed record HeldIdentityRow(string Category, string Authority, Month From, Month? Until, DateOnly Identified, bool IsNew, RosterSource Added, RosterSource? Cancelled);

/// <summary>The committed roster behind an identity.</summary>
public sealed record RosterSource(long BatchId, string Authority, Month Month, RosterKind Kind);

public sealed class ShowPersonHandler(TenantDb tenantDb, InstallationKey key)
{
    /// <summary>Also for a person of another county: who is not shown is not told about.</summary>
    internal static NotFound Unknown { get; } = new("没有找到这个人员，或不在您负责的地区。请从人员台账重新查找。");

    public async Task<Result<PersonPage>> HandleAsync(Actor actor, ShowPerson request, CancellationToken ct)
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
        var person = await db.Rows.Persons.AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.PersonId, ct);
        if (person is null || !basis.Covers(actor, person.RegionCode))
        {
            return Unknown;
        }

        using var vault = key.IdentityVaultFor(actor.TenantId);
        return new PersonPage(
            person.Id,
            basis.BureauName,
            person.Name,
            vault.Open(person.IdNumber).Masked,
            basis.NameOf(person.RegionCode),
            person.Town,
            person.Village,
            await IdentitiesAsync(db, basis, person.Id, ct),
            await PersonHistory.ReadAsync(db, basis, person.Id, person.IdNumber, ct),
            PeoplePowers.Unmasking(actor) is null);
    }

    private static async Task<IReadOnlyList<HeldIdentityRow>> IdentitiesAsync(TenantSession db, PeopleBasis basis, long person, CancellationToken ct)
    {
        var held = await db.Rows.Memberships.AsNoTracking().Where(membership => membership.PersonId == person).ToListAsync(ct);
        var batches = held.SelectMany(membership => new[] { membership.AddedBy, membership.CancelledBy ?? membership.AddedBy }).Distinct().ToList();
        var sources = await db.Rows.RosterBatches.AsNoTracking().Where(batch => batches.Contains(batch.Id))
            .ToDictionaryAsync(batch => batch.Id, batch => new RosterSource(batch.Id, batch.Authority, batch.Month, batch.Kind), ct);
        return
        [
            .. held.OrderByDescending(membership => membership.UntilMonth?.Index ?? int.MaxValue).ThenByDescending(membership => membership.FromMonth).ThenBy(membership => membership.Category, StringComparer.Ordinal)
                .Select(membership => new HeldIdentityRow(
                    basis.NameOf(membership.Category),
                    membership.Authority,
                    membership.FromMonth,
                    membership.UntilMonth,
                    membership.Identified,
                    membership.IsNew,
                    sources[membership.AddedBy],
                    membership.CancelledBy is { } cancelled ? sources[cancelled] : null)),
        ];
    }
}
