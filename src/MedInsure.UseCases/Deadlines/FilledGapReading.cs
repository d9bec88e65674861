using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Gaps;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>Compares a version with the one before it, and looks up which runs waited for what is filled.</summary>
internal static class FilledGapReading
{
    /// <summary>Null where nothing can be compared: the first version of a year, a text that is not complete, a basis that is gone.</summary>
    public static async Task<FilledVersion?> OfAsync(TenantSession db, Actor actor, PolicyVersionEntity version, CancellationToken ct)
    {
        var before = await db.Rows.PolicyVersions.AsNoTracking()
            .Where(other => other.FundingYear == version.FundingYear && other.VersionNumber < version.VersionNumber && other.PublishedAt != null && other.State != PolicyState.Withdrawn)
            .OrderByDescending(other => other.VersionNumber)
            .FirstOrDefaultAsync(ct);
        if (before is null || (version.PublishedAt is null && !PolicyJson.Read(version.Text).IsOk))
        {
            return null;
        }

        var (old, now) = (await PolicyChain.OfVersionAsync(db, before, ct), await PolicyChain.OfVersionAsync(db, version, ct));
        if (!old.IsOk || !now.IsOk || !FitTogether(now.Value))
        {
            return null;
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(version.FundingYear), ct);
        var after = new EffectivePolicy([.. now.Value.Select(policy => policy.Issued)], tree);
        var last = await PolicyChain.InForceAsync(db, version.FundingYear - 1, ct);
        var lastYear = last.IsOk ? new EffectivePolicy([.. last.Value.Select(policy => policy.Issued)], await RegionFacts.TreeAsync(db, RegionFacts.AsOf(version.FundingYear - 1), ct)) : null;
        var filled = FilledGaps.Between(new EffectivePolicy([.. old.Value.Select(policy => policy.Issued)], tree), after, lastYear);
        var runs = filled.Count == 0 ? [] : await BlockedRunsAsync(db, actor, version, [.. filled.Select(gap => $"\"{gap.Gap.Id}\"")], ct);
        FreedNames Named(FreedCounties counties) => new(
            [.. counties.Computable.Select(code => tree.Find(code)!.Name)],
            [.. counties.StillWaiting.Select(code => tree.Find(code)!.Name)],
            [.. counties.OtherGaps.Select(gap => after.FindGap(gap)?.What ?? gap)]);
        return new FilledVersion(
            version.Id,
            version.VersionNumber,
            version.Title,
            version.State,
            version.PublishedAt,
            before.VersionNumber,
            after.Own.Root is { } root ? tree.FundingUnitsOf(root).Count() : 0,
            [.. filled.Select(gap => new FilledGapRow(gap, gap.Issuer == actor.TenantCode, Named(gap.Split), Named(gap.Illness), [.. runs.Select(run => Waiting(run, gap.Gap.Id)).OfType<WaitingRun>()]))]);
    }

    /// <summary>A draft can name another bureau or year above it; then its findings say so, and there is nothing to compare.</summary>
    private static bool FitTogether(IReadOnlyList<StoredPolicy> chain) =>
        chain.Select((policy, i) => policy.Issued.Content.Parent == (i == 0 ? null : chain[i - 1].Issued.Tenant) && policy.Issued.Content.Tenant == policy.Issued.Tenant && policy.Issued.Content.Year.Funding == chain[0].Issued.Content.Year.Funding).All(fits => fits)
        && chain.SelectMany(policy => policy.Issued.Content.Groups).GroupBy(group => group.Id).All(same => same.Count() == 1);

    /// <summary>What the person may see of the runs of the year that wait for a basis, as long as no later one of the same kind rests on the version or on one after it.</summary>
    /// <param name="mentions">How a result's text names the gaps; which line waits is read from the result itself.</param>
    private static async Task<IReadOnlyList<(StoredRun Run, AllocationResult Result)>> BlockedRunsAsync(TenantSession db, Actor actor, PolicyVersionEntity version, IReadOnlyList<string> mentions, CancellationToken ct)
    {
        if (RunPermissions.ToSee(actor) is not null)
        {
            return [];
        }

        var since = db.Rows.PolicyVersions.Where(other => other.FundingYear == version.FundingYear && other.VersionNumber >= version.VersionNumber).Select(other => other.Id);
        var ids = await db.Rows.AllocationRuns.AsNoTracking()
            .Where(run => run.FundingYear == version.FundingYear && run.State != RunState.Superseded && mentions.Any(gap => run.Outcome!.Contains(gap)))
            .Where(run => !db.Rows.AllocationRuns.Any(later =>
                later.FundingYear == run.FundingYear && later.Scheme == run.Scheme && later.Kind == run.Kind && later.Id >= run.Id
                && db.Rows.RunPolicies.Any(policy => policy.RunId == later.Id && policy.IssuerTenantId == db.Rows.TenantId && since.Contains(policy.PolicyVersionId))))
            .OrderByDescending(run => run.Number)
            .Select(run => run.Id)
            .ToListAsync(ct);
        var runs = new List<(StoredRun, AllocationResult)>();
        foreach (var id in ids)
        {
            if (await StoredRun.LoadAsync(db, id, ct) is { IsOk: true, Value: var run })
            {
                runs.Add((run, RunScope.Limit(actor, run)));
            }
        }

        return runs;
    }

    private static WaitingRun? Waiting((StoredRun Run, AllocationResult Result) entry, string gap)
    {
        var lines = entry.Result.Lines.Count(line => line.Gaps.Contains(gap) || line.Rows.Any(row => row.Cells.Any(cell => cell.OpenGap == gap)));
        return lines == 0 ? null : new WaitingRun(entry.Run.Row.Id, entry.Run.Number, entry.Run.Row.Title, entry.Run.Row.State, lines);
    }
}
