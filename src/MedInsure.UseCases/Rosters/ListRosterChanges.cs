using MedInsure.Persistence.Model;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>Which changes are asked for beside kind, county and category.</summary>
public enum RosterSharing
{
    Any,

    /// <summary>People who so far stand in another county of the bureau: they move, or two counties have them.</summary>
    OtherCounty,

    /// <summary>People who hold an identity by another authority's roster in the month of this one.</summary>
    OtherAuthority,
}

/// <summary>The changes of a batch, a page at a time, in the order of the file; who is cancelled by absence comes last. Numbers are masked.</summary>
/// <param name="Page">From 1.</param>
public sealed record ListRosterChanges(long BatchId, RosterChangeKind? Kind, RegionCode? Region, string? Category, RosterSharing Sharing, int Page);

/// <param name="RowNumber">Null for who is cancelled because the file does not have him.</param>
/// <param name="Differences">What is different now, such as "姓名：甲 → 乙"; of a 取消 since when.</param>
/// <param name="Elsewhere">The identities by other authorities: "扶贫部门：农村建档立卡贫困人口". Only where those are asked for.</param>
public sealed record RosterChangeRow(
    RosterChangeKind Kind, int? RowNumber, string Name, string MaskedNumber, string Category, string Region, string Place, DateOnly Identified, IReadOnlyList<string> Differences, IReadOnlyList<string> Elsewhere);

public sealed record RosterChangePage(IReadOnlyList<RosterChangeRow> Rows, long Total, int Page, int Pages);

public sealed class ListRosterChangesHandler(TenantDb tenantDb, InstallationKey key)
{
    public const int PageSize = 50;

    public async Task<Result<RosterChangePage>> HandleAsync(Actor actor, ListRosterChanges request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RosterPermissions.ToSee(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        var (batch, sight, _) = found.Value;
        var asked = Asked(db.Rows, batch, sight, request);
        var total = await asked.LongCountAsync(ct);
        var pages = (int)Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(request.Page, 1, pages);
        var changes = await asked.OrderBy(change => change.RowNumber == null).ThenBy(change => change.RowNumber).ThenBy(change => change.IdNumber).ThenBy(change => change.Category)
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var names = await RosterNames.ReadAsync(db, batch.Month, ct);
        var others = request.Sharing == RosterSharing.OtherAuthority ? await OthersAsync(db.Rows, batch, changes, names, ct) : [];
        using var vault = key.IdentityVaultFor(actor.TenantId);
        return new RosterChangePage([.. changes.Select(change => Row(change, vault, names, others))], total, page, pages);
    }

    private static IQueryable<RosterChangeEntity> Asked(MedInsureContext rows, RosterBatchEntity batch, RosterSight sight, ListRosterChanges request)
    {
        var (authority, month) = (batch.Authority, batch.Month);
        var changes = rows.RosterChanges.AsNoTracking().Where(change => change.BatchId == batch.Id);
        changes = sight.Counties is { } mine ? changes.Where(change => mine.Contains(change.RegionCode)) : changes;
        changes = request.Kind is { } kind ? changes.Where(change => change.Kind == kind) : changes;
        changes = request.Region is { } region ? changes.Where(change => change.RegionCode == region) : changes;
        changes = request.Category is { } category ? changes.Where(change => change.Category == category) : changes;
        return request.Sharing switch
        {
            RosterSharing.OtherCounty => changes.Where(change => change.Kind != RosterChangeKind.Cancelled && change.RegionBefore != null && change.RegionBefore != change.RegionCode),
            RosterSharing.OtherAuthority => changes.Where(change => change.Kind != RosterChangeKind.Cancelled && rows.Persons.Any(person => person.IdNumber == change.IdNumber
                && rows.Memberships.Any(held => held.PersonId == person.Id && held.Authority != authority && held.FromMonth <= month && (held.UntilMonth == null || held.UntilMonth >= month)))),
            _ => changes,
        };
    }

    /// <summary>Identities by other authorities in the batch's month, by the sealed number.</summary>
    private static async Task<Dictionary<string, IReadOnlyList<string>>> OthersAsync(MedInsureContext rows, RosterBatchEntity batch, IReadOnlyList<RosterChangeEntity> changes, RosterNames names, CancellationToken ct)
    {
        var (authority, month, numbers) = (batch.Authority, batch.Month, changes.Select(change => change.IdNumber).ToList());
        var held = await rows.Persons.AsNoTracking().Where(person => numbers.Contains(person.IdNumber))
            .Join(rows.Memberships, person => person.Id, one => one.PersonId, (person, one) => new { person.IdNumber, one.Authority, one.Category, one.FromMonth, one.UntilMonth })
            .Where(one => one.Authority != authority && one.FromMonth <= month && (one.UntilMonth == null || one.UntilMonth >= month)).ToListAsync(ct);
        return held.GroupBy(one => Convert.ToHexString(one.IdNumber)).ToDictionary(
            group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(one => $"{one.Authority}：{names.Category(one.Category)}").Distinct().Order(StringComparer.Ordinal)]);
    }

    private static RosterChangeRow Row(RosterChangeEntity change, IdentityVault vault, RosterNames names, Dictionary<string, IReadOnlyList<string>> others) => new(
        change.Kind, change.RowNumber, change.Name, vault.Open(change.IdNumber).Masked, names.Category(change.Category), names.Of(change.RegionCode), $"{change.Town}{change.Village}", change.Identified,
        [.. Differences(change, names)], others.GetValueOrDefault(Convert.ToHexString(change.IdNumber), []));

    private static IEnumerable<string> Differences(RosterChangeEntity change, RosterNames names)
    {
        if (change.Kind == RosterChangeKind.Cancelled)
        {
            yield return $"{change.UntilMonth?.ToText()}止";
            yield break;
        }

        if (change.IdentifiedBefore is { } before && before != change.Identified)
        {
            yield return $"认定时间：{before:yyyy-MM-dd} → {change.Identified:yyyy-MM-dd}";
        }

        if (change.NameBefore is { } name && name != change.Name)
        {
            yield return $"姓名：{name} → {change.Name}";
        }

        if (change.RegionBefore is { } region && region != change.RegionCode)
        {
            yield return $"行政区划：{names.Of(region)} → {names.Of(change.RegionCode)}";
        }

        if (change is { TownBefore: { } town, VillageBefore: { } village } && (town, village) != (change.Town, change.Village))
        {
            yield return $"镇街村居：{town}{village} → {change.Town}{change.Village}";
        }
    }
}
