using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Tasks;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Overview;

/// <summary>工作台: where the bureau stands in a year, at a glance.</summary>
public sealed record ShowOverview(int FundingYear);

/// <param name="Missing">Why there is no policy in force; null when there is one.</param>
/// <param name="Shares">Who pays what in the newest run that counts: the released one, or else the newest computed one; null without a run.</param>
public sealed record OverviewPage(
    string BureauName,
    int FundingYear,
    string? Missing,
    PolicyYears? Years,
    IReadOnlyList<PolicyInForce> Policies,
    IReadOnlyList<HeadcountProgress> Headcounts,
    IReadOnlyList<RunStateCount> Runs,
    IReadOnlyList<OverviewGap> Gaps,
    IReadOnlyList<BoardRow> Deadlines,
    IReadOnlyList<TaskRow> Tasks,
    PayerShares? Shares);

public sealed record PolicyInForce(string BureauName, string Title, int Version, DateTimeOffset? PublishedAt);

/// <summary>How many of the bureau's units have a headcount of this basis.</summary>
public sealed record HeadcountProgress(HeadcountBasis Basis, int Filled, int Units);

public sealed record RunStateCount(RunState State, int Count);

/// <summary>依据待补 of the bureau's own policy, and of those above what the office gave to somebody.</summary>
/// <param name="Office">内部口径: who looks for it until when; null while nobody is named.</param>
public sealed record OverviewGap(string What, string IssuerName, bool IsOwn, GapOwner? Office);

/// <summary>The newest run's amounts, for the chart and the table that says the same.</summary>
/// <param name="ByUnit">Per prefecture for a province, per county for a city.</param>
public sealed record PayerShares(long RunId, string RunNumber, string State, AllocationSums Total, IReadOnlyList<UnitShares> ByUnit);

public sealed record UnitShares(string Name, AllocationSums Sums);

public sealed class ShowOverviewHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<OverviewPage>> HandleAsync(Actor actor, ShowOverview request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToSee(actor) is not null)
        {
            return new NotAllowed("您的岗位没有业务工作台。系统管理员和审计岗请从左侧菜单进入各自的页面。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var bureau = (await PolicyChain.PathAsync(db, ct))[^1];
        var loaded = await PolicyChain.InForceAsync(db, request.FundingYear, ct);
        var chain = loaded.IsOk ? loaded.Value : [];
        var today = ChinaTime.Date(clock.GetUtcNow());
        var board = await DeadlineBoardReading.DatedAsync(db, actor, request.FundingYear, today, ct);
        var states = await db.Rows.AllocationRuns.AsNoTracking().Where(run => run.FundingYear == request.FundingYear)
            .GroupBy(run => run.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);
        return new OverviewPage(
            bureau.Name,
            request.FundingYear,
            loaded.Problem?.Sentence,
            chain.Count > 0 ? PolicyYears.Of(chain.Select(policy => policy.Issued)) : null,
            [.. chain.Select(policy => new PolicyInForce(policy.Issued.TenantName, policy.Issued.Content.Title, policy.Issued.Version, policy.PublishedAt))],
            await HeadcountsAsync(db, actor, bureau.RootRegion, request.FundingYear, ct),
            [.. states.OrderBy(state => state.Key).Select(state => new RunStateCount(state.Key, state.Count))],
            await GapsAsync(db, chain, request.FundingYear, today, ct),
            await DeadlineBoardReading.RowsAsync(db, actor, board, request.FundingYear, today, ct),
            await ListTasksHandler.TasksAsync(db, actor, today, ct),
            await SharesAsync(db, actor, request.FundingYear, ct));
    }

    private static async Task<IReadOnlyList<HeadcountProgress>> HeadcountsAsync(TenantSession db, Actor actor, Rules.Regions.RegionCode? root, int fundingYear, CancellationToken ct)
    {
        if (root is not { } own)
        {
            return [];
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(fundingYear), ct);
        var units = tree.FundingUnitsOf(own).Where(unit => actor.Covers(unit.Code, tree)).Select(unit => unit.Code).ToHashSet();
        var filled = await db.Rows.Headcounts.AsNoTracking().Where(count => count.FundingYear == fundingYear)
            .Select(count => new { count.Basis, count.RegionCode }).Distinct().ToListAsync(ct);
        return [.. Enum.GetValues<HeadcountBasis>().Select(basis => new HeadcountProgress(basis, filled.Count(count => count.Basis == basis && units.Contains(count.RegionCode)), units.Count))];
    }

    /// <summary>What presses first, then what has an owner, then the rest in the document's order.</summary>
    private static async Task<IReadOnlyList<OverviewGap>> GapsAsync(TenantSession db, IReadOnlyList<StoredPolicy> chain, int fundingYear, DateOnly today, CancellationToken ct)
    {
        var named = await GapOwners.NewestAsync(db, fundingYear, today, ct);
        var gaps = from policy in chain.Reverse()
                   let isOwn = policy == chain[^1]
                   from gap in policy.Issued.Content.Gaps
                   let office = named.GetValueOrDefault((policy.Issued.Tenant, gap.Id))
                   where isOwn || office is not null
                   orderby office is null, office?.Due ?? DateOnly.MaxValue
                   select new OverviewGap(gap.What, policy.Issued.TenantName, isOwn, office);
        return [.. gaps];
    }

    private static async Task<PayerShares?> SharesAsync(TenantSession db, Actor actor, int fundingYear, CancellationToken ct)
    {
        var newest = await db.Rows.AllocationRuns.AsNoTracking()
            .Where(run => run.FundingYear == fundingYear && run.Scheme == Scheme.FiscalSubsidy && run.State != RunState.Draft && run.State != RunState.Superseded)
            .OrderByDescending(run => run.State == RunState.Released).ThenByDescending(run => run.Number)
            .Select(run => (long?)run.Id)
            .FirstOrDefaultAsync(ct);
        if (newest is not { } id || await StoredRun.LoadAsync(db, id, ct) is not { IsOk: true, Value: var run })
        {
            return null;
        }

        var result = RunScope.Limit(actor, run);
        var units = result.Subtotals.Count > 0
            ? result.Subtotals.Select(subtotal => new UnitShares(subtotal.Name, subtotal.Sums))
            : result.Lines.Select(line => new UnitShares(line.Name, AllocationSums.Of([line])));
        return new PayerShares(id, run.Number, AllocationWords.Of(run.Row.State), result.Total, [.. units]);
    }
}
