using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using Npgsql;

namespace MedInsure.UseCases.Entitlements;

/// <summary>与上次比较: what changed from one run of a coverage year to another, by county and cause.</summary>
public sealed record CompareEntitlementRuns(long BeforeRunId, long AfterRunId);

public enum EntitlementCause
{
    /// <summary>新进</summary>
    Joined,

    /// <summary>退出</summary>
    Left,

    /// <summary>县区变化: out of one county and into another.</summary>
    Region,

    /// <summary>身份变化</summary>
    Identity,

    /// <summary>政策变化</summary>
    Policy,

    /// <summary>已付变化: does not change what somebody is entitled to, but what remains to be paid.</summary>
    Paid,
}

/// <param name="Persons">A person whose identities and county both changed is counted with both causes.</param>
/// <param name="Fen">Change of what the persons are entitled to; for <see cref="EntitlementCause.Paid"/> of what was paid. An amount that cannot be computed counts nothing.</param>
public sealed record EntitlementChange(RegionCode Region, string RegionName, EntitlementCause Cause, long Persons, long Fen);

/// <param name="Unknown">Persons whose amount could not be computed in one of the two runs; there it counts nothing, so that the figures add up to the difference of the totals.</param>
public sealed record EntitlementComparison(string Before, string After, IReadOnlyList<EntitlementChange> Changes, long Unchanged, long Unknown);

public sealed class CompareEntitlementRunsHandler(TenantDb tenantDb)
{
    public async Task<Result<EntitlementComparison>> HandleAsync(Actor actor, CompareEntitlementRuns request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EntitlementPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var (before, after) = (await StoredEntitlementRun.LoadAsync(db, actor, request.BeforeRunId, ct), await StoredEntitlementRun.LoadAsync(db, actor, request.AfterRunId, ct));
        if (!before.IsOk || !after.IsOk)
        {
            return (before.Problem ?? after.Problem)!;
        }

        if (before.Value.Row.CoverageYear != after.Value.Row.CoverageYear)
        {
            return new Refused("两次认定的待遇年度不同，不能比较，请选择同一待遇年度的两次认定。");
        }

        if ((before.Value.OtherEngine() ?? after.Value.OtherEngine()) is { } engine)
        {
            return engine;
        }

        var split = new EntitlementSplit(before.Value, await before.Value.ChoicesAsync(db, ct), after.Value, await after.Value.ChoicesAsync(db, ct));
        foreach (var group in await GroupsAsync(db.Connection, request, ct))
        {
            split.Add(group);
        }

        return new EntitlementComparison(before.Value.Number, after.Value.Number, split.Changes(), split.Unchanged, split.Unknown);
    }

    private static async Task<IReadOnlyList<EntitlementPair>> GroupsAsync(NpgsqlConnection connection, CompareEntitlementRuns request, CancellationToken ct)
    {
        await using (var settings = new NpgsqlCommand("SET work_mem = '128MB'; SET jit = off", connection))
        {
            await settings.ExecuteNonQueryAsync(ct); // the pool's reset takes it back
        }

        await using var command = new NpgsqlCommand(
            """
            SELECT b.region_code, b.choice_id, a.region_code, a.choice_id, coalesce(a.paid_fen, 0) - coalesce(b.paid_fen, 0) AS paid, count(*)
            FROM (SELECT * FROM entitlement WHERE tenant_id = app.tid() AND run_id = $1) AS b
            FULL JOIN (SELECT * FROM entitlement WHERE tenant_id = app.tid() AND run_id = $2) AS a ON a.person_id = b.person_id
            GROUP BY 1, 2, 3, 4, 5
            """,
            connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = request.BeforeRunId });
        command.Parameters.Add(new() { Value = request.AfterRunId });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var groups = new List<EntitlementPair>();
        while (await rows.ReadAsync(ct))
        {
            groups.Add(new EntitlementPair(
                rows.IsDBNull(0) ? null : (new RegionCode(rows.GetString(0)), rows.GetInt32(1)), rows.IsDBNull(2) ? null : (new RegionCode(rows.GetString(2)), rows.GetInt32(3)), rows.GetInt32(4), rows.GetInt64(5)));
        }

        return groups;
    }
}

/// <summary>Persons with one county and choice before and one after; null where they are not in the run.</summary>
internal sealed record EntitlementPair((RegionCode Region, int Choice)? Before, (RegionCode Region, int Choice)? After, int PaidFen, long Persons);

/// <summary>
/// Splits the change of each pair by cause, one after the other (内部口径): the old identities and policy in the new county, then the new identities, then the new policy. Each step's amount is decided by the
/// rules, so the causes add up to the whole difference.
/// </summary>
internal sealed class EntitlementSplit(StoredEntitlementRun before, IReadOnlyList<EntitlementChoiceEntity> choicesBefore, StoredEntitlementRun after, IReadOnlyList<EntitlementChoiceEntity> choicesAfter)
{
    private readonly Dictionary<int, EntitlementChoiceEntity> old = choicesBefore.ToDictionary(choice => choice.Id);
    private readonly Dictionary<int, EntitlementChoiceEntity> now = choicesAfter.ToDictionary(choice => choice.Id);
    private readonly Dictionary<(RegionCode, string, int), long?> decided = [];
    private readonly Dictionary<(RegionCode Region, EntitlementCause Cause), (long Persons, long Fen)> sums = [];

    public long Unchanged { get; private set; }

    public long Unknown { get; private set; }

    public void Add(EntitlementPair pair)
    {
        var (was, becomes) = (pair.Before is { } b ? AmountOf(old[b.Choice]) : 0, pair.After is { } a ? AmountOf(now[a.Choice]) : 0);
        var touched = false;
        if (was is null || becomes is null)
        {
            Unknown += (pair.Before is { } x && before.Covers(x.Region)) || (pair.After is { } y && after.Covers(y.Region)) ? pair.Persons : 0;
        }

        if (pair.Before is not { } from)
        {
            Note(pair.After!.Value.Region, EntitlementCause.Joined, pair.Persons, becomes ?? 0);
        }
        else if (pair.After is not { } to)
        {
            Note(from.Region, EntitlementCause.Left, pair.Persons, -(was ?? 0));
        }
        else
        {
            var (first, last) = (old[from.Choice], now[to.Choice]);
            var moved = from.Region == to.Region ? was : Decide(to.Region, first);
            var turned = Same(first, last) ? moved : Decide(to.Region, last);
            if (from.Region != to.Region)
            {
                Note(from.Region, EntitlementCause.Region, pair.Persons, -(was ?? 0));
                Note(to.Region, EntitlementCause.Region, pair.Persons, moved ?? 0);
            }

            if (!Same(first, last))
            {
                Note(to.Region, EntitlementCause.Identity, pair.Persons, (turned ?? 0) - (moved ?? 0));
            }

            if (turned != becomes)
            {
                Note(to.Region, EntitlementCause.Policy, pair.Persons, (becomes ?? 0) - (turned ?? 0));
            }
        }

        if (pair.PaidFen != 0)
        {
            Note((pair.After ?? pair.Before)!.Value.Region, EntitlementCause.Paid, pair.Persons, pair.PaidFen);
        }

        Unchanged += !touched && after.Covers((pair.After ?? pair.Before)!.Value.Region) ? pair.Persons : 0;

        void Note(RegionCode region, EntitlementCause cause, long persons, long fen)
        {
            touched = true;
            if (after.Covers(region))
            {
                var sum = sums.GetValueOrDefault((region, cause));
                sums[(region, cause)] = (sum.Persons + persons, sum.Fen + (fen * persons));
            }
        }
    }

    public IReadOnlyList<EntitlementChange> Changes() =>
        [.. sums.OrderBy(entry => entry.Key.Region).ThenBy(entry => entry.Key.Cause).Select(entry => new EntitlementChange(entry.Key.Region, after.Basis.RegionName(entry.Key.Region), entry.Key.Cause, entry.Value.Persons, entry.Value.Fen))];

    private static bool Same(EntitlementChoiceEntity one, EntitlementChoiceEntity other) => one.AgeClass == other.AgeClass && one.Categories.SequenceEqual(other.Categories);

    private static long? AmountOf(EntitlementChoiceEntity choice) => choice.State == ChoiceState.Unknown ? null : choice.AmountFen ?? 0;

    /// <summary>By the policy of the run before.</summary>
    private long? Decide(RegionCode region, EntitlementChoiceEntity held)
    {
        var key = (region, string.Join(',', held.Categories), held.AgeClass);
        if (!decided.TryGetValue(key, out var fen))
        {
            var choice = before.Basis.Combinations.Decide(region, held.Categories, Math.Min(held.AgeClass, before.Basis.Combinations.AgeClasses.Count));
            decided[key] = fen = choice.State == ChoiceState.Unknown ? null : choice.Amount?.Fen ?? 0;
        }

        return fen;
    }
}
