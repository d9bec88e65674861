using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// What a person sees of a batch. Who is limited to counties sees the whole of a batch that speaks for no others, and of any other the own counties, without its file and its faults, and decides nothing about it.
/// </summary>
/// <param name="Counties">Null for the whole batch.</param>
internal sealed record RosterSight(IReadOnlyList<RegionCode>? Counties)
{
    public static RosterSight Whole { get; } = new((IReadOnlyList<RegionCode>?)null);

    public bool IsWhole => Counties is null;

    public Problem? NotWhole => IsWhole ? null : new NotAllowed("这批名单还涉及您负责地区以外的县（市、区），请由负责这些地区的同事办理。");

    /// <param name="mine">The bureau's counties that the person covers.</param>
    /// <returns>Null when nothing of the batch is the person's.</returns>
    public static RosterSight? Of(Actor actor, IReadOnlyList<RegionCode> mine, RosterBatchEntity batch)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.RegionScope.Count == 0)
        {
            return Whole;
        }

        var spokenFor = batch.Regions.Select(code => new RegionCode(code)).ToList();
        var own = spokenFor.Count == 0 ? mine : [.. spokenFor.Intersect(mine)];
        return own.Count == 0 ? null : spokenFor.Count > 0 && own.Count == spokenFor.Count ? Whole : new RosterSight(own);
    }

    /// <summary>The counties of the bureau that the person covers, in code order.</summary>
    public static async Task<(RegionTree Tree, IReadOnlyList<Region> Mine)> CountiesAsync(TenantSession db, Actor actor, int year, CancellationToken ct)
    {
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(year), ct);
        var root = (await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct)).RootRegion;
        return (tree, root is { } at ? [.. tree.FundingUnitsOf(at).Where(unit => actor.Covers(unit.Code, tree))] : []);
    }
}

/// <summary>A batch as one person has it before him.</summary>
internal sealed record RosterCase(RosterBatchEntity Batch, RosterSight Sight, RegionTree Tree)
{
    public string Subject => $"roster/{Batch.Id}";

    /// <param name="isLocked">In a transaction: nobody else decides about the batch until it ends.</param>
    public static async Task<Result<RosterCase>> FindAsync(TenantSession db, Actor actor, long batchId, bool isLocked, CancellationToken ct)
    {
        if (isLocked)
        {
            await db.Rows.Database.ExecuteSqlAsync($"SELECT FROM roster_batch WHERE tenant_id = app.tid() AND id = {batchId} FOR UPDATE", ct);
        }

        if (await db.Rows.RosterBatches.SingleOrDefaultAsync(one => one.Id == batchId, ct) is not { } batch)
        {
            return Missing;
        }

        var (tree, mine) = await RosterSight.CountiesAsync(db, actor, batch.Month.Year, ct);
        return RosterSight.Of(actor, [.. mine.Select(county => county.Code)], batch) is { } sight ? new RosterCase(batch, sight, tree) : Missing;
    }

    /// <summary>The same sentence for a batch that is not there and for one that is none of the person's business.</summary>
    private static NotFound Missing => new("没有找到这批名单，或者它不在您负责的地区范围内。请从“名单”中重新选择。");
}
