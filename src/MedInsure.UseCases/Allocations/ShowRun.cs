using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Tables;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

/// <summary>A run as its page shows it.</summary>
public sealed record ShowRun(long RunId, MoneyUnit Unit = MoneyUnit.Yuan);

/// <summary>A run without its figures: what a page goes on to show beside the table.</summary>
/// <param name="Years">The three years that the run's policies speak of.</param>
/// <param name="Gaps">The gaps that keep lines from being computed.</param>
public record RunFacts(
    RunHeader Header,
    PolicyYears Years,
    IReadOnlyList<RunGap> Gaps,
    IReadOnlyList<BlockedUnit> Blocked,
    IReadOnlyList<RunEvent> Timeline,
    RunPossibleActs Acts);

/// <param name="Sums">Who pays what, over the computed lines.</param>
public sealed record RunPage(RunFacts Facts, OfficialTable Table, AllocationSums Sums, IReadOnlyList<AllocationSubtotal> Subtotals) : RunFacts(Facts);

public sealed record RunHeader(
    long Id,
    string Number,
    string Title,
    int FundingYear,
    Scheme Scheme,
    RunKind Kind,
    RunState State,
    HeadcountBasis Basis,
    DateOnly AsOf,
    IReadOnlyList<Assumption> Assumptions,
    IReadOnlyList<RunPolicyRow> Policies,
    string InputHash,
    string OutputHash,
    string Engine);

/// <param name="IsOutdated">The issuer has published a newer version since: 上级政策已更新.</param>
public sealed record RunPolicyRow(string BureauName, int Version, string Sha256, string Title, bool IsOutdated);

public sealed record RunGap(string Id, string What, string? Expected, string? Owner, DateOnly? Due, int Units);

public sealed record BlockedUnit(RegionCode Region, string Name, LineState State, string Reason, string? ConfirmedBy, DateTimeOffset? ConfirmedAt);

/// <param name="Act">Name of the use case.</param>
public sealed record RunEvent(string Act, string By, DateTimeOffset At, string? Opinion);

/// <summary>What this person can do with the run now; the page shows these buttons and no others.</summary>
public sealed record RunPossibleActs(bool Submit, bool Withdraw, bool Approve, bool Return, bool Release, bool Confirm);

public sealed class ShowRunHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<RunPage>> HandleAsync(Actor actor, ShowRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var loaded = await StoredRun.LoadAsync(db, request.RunId, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem!;
        }

        var run = loaded.Value;
        var chain = await PolicyChain.OfRunAsync(db, request.RunId, ct);
        var result = RunScope.Limit(actor, run);
        var confirmations = await db.Rows.RunAcknowledgements.AsNoTracking().Where(row => row.RunId == request.RunId).ToDictionaryAsync(row => row.RegionCode, ct);
        var events = await db.Rows.RunOpinions.AsNoTracking().Where(row => row.RunId == request.RunId).OrderBy(row => row.Id).ToListAsync(ct);
        var people = await PeopleAsync(db, run.Row, confirmations.Values.Select(row => row.AcknowledgedBy), events.Select(row => row.By), ct);
        var frame = RunFrame.Of(run, chain, people, actor, clock.GetUtcNow());
        var facts = new RunFacts(
            await HeaderAsync(db, run, chain, ct),
            PolicyYears.Of(chain.Select(policy => policy.Issued)),
            [.. GapsOf(result, chain)],
            [.. result.Lines.Where(line => line.State != LineState.Computed).Select(line => Blocked(line, frame, confirmations, people))],
            [new RunEvent("ComputeRun", people[run.Row.CreatedBy], run.Row.CreatedAt, null), .. events.Select(row => new RunEvent(row.Act, people[row.By], row.At, row.Opinion))],
            Acts(actor, run));
        return new RunPage(facts, new AllocationTable(run.Snapshot, result, frame).Build(request.Unit), result.Total, result.Subtotals);
    }

    /// <summary>The names of those who had to do with the run, and of nobody else.</summary>
    private static async Task<IReadOnlyDictionary<long, string>> PeopleAsync(
        TenantSession db, Persistence.Allocations.AllocationRunEntity run, IEnumerable<long> confirmed, IEnumerable<long> decided, CancellationToken ct)
    {
        List<long> named = [.. new[] { run.CreatedBy, run.ApprovedBy, run.ReleasedBy }.OfType<long>().Concat(confirmed).Concat(decided).Distinct()];
        return await db.Rows.Users.AsNoTracking().Where(user => named.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
    }

    private static async Task<RunHeader> HeaderAsync(TenantSession db, StoredRun run, IReadOnlyList<StoredPolicy> chain, CancellationToken ct)
    {
        var newest = await db.Rows.ReadablePolicyVersions.AsNoTracking()
            .Where(version => version.FundingYear == run.Row.FundingYear && version.State == PolicyState.Published)
            .GroupBy(version => version.TenantId)
            .Select(group => new { Tenant = group.Key, Newest = group.Max(version => version.VersionNumber) })
            .ToDictionaryAsync(group => group.Tenant, group => group.Newest, ct);
        return new RunHeader(
            run.Row.Id,
            run.Number,
            run.Row.Title,
            run.Row.FundingYear,
            run.Row.Scheme,
            run.Row.Kind,
            run.Row.State,
            run.Row.HeadcountBasis,
            run.Snapshot.AsOf,
            run.Snapshot.Assumptions,
            [.. chain.Select(policy => new RunPolicyRow(policy.Issued.TenantName, policy.Issued.Version, policy.Issued.Sha256, policy.Issued.Content.Title, newest.GetValueOrDefault(policy.IssuerTenantId) > policy.Issued.Version))],
            run.Row.InputHash!,
            run.Row.OutputHash!,
            run.Row.EngineVersion!);
    }

    private static IEnumerable<RunGap> GapsOf(AllocationResult result, IReadOnlyList<StoredPolicy> chain)
    {
        var known = chain.SelectMany(policy => policy.Issued.Content.Gaps).ToDictionary(gap => gap.Id);
        var open = result.Lines.SelectMany(line => line.Gaps.Concat(line.Rows.SelectMany(row => row.Cells).Select(cell => cell.OpenGap).OfType<string>()).Distinct().Select(gap => (gap, line.Region)));
        return open.GroupBy(entry => entry.gap).Select(group => (gap: known[group.Key], units: group.Count()))
            .Select(entry => new RunGap(entry.gap.Id, entry.gap.What, entry.gap.Expected, entry.gap.Owner, entry.gap.Due, entry.units));
    }

    private static BlockedUnit Blocked(
        AllocationLine line, AllocationTableFrame frame, Dictionary<RegionCode, Persistence.Allocations.RunAcknowledgementEntity> confirmations, IReadOnlyDictionary<long, string> people)
    {
        var reason = line.State == LineState.WaitingForBasis ? string.Join("；", line.Gaps.Select(gap => frame.GapTexts.GetValueOrDefault(gap, gap))) : line.Reason!;
        return confirmations.TryGetValue(line.Region, out var confirmation)
            ? new BlockedUnit(line.Region, line.Name, line.State, reason, people[confirmation.AcknowledgedBy], confirmation.AcknowledgedAt)
            : new BlockedUnit(line.Region, line.Name, line.State, reason, null, null);
    }

    private static RunPossibleActs Acts(Actor actor, StoredRun run)
    {
        var makes = RunPermissions.ToMake(actor) is null;
        var reviews = RunPermissions.ToReview(actor) is null;
        var isMaker = RunActs.IsMaker(run.Row, actor.UserId);
        var state = run.Row.State;
        return new RunPossibleActs(
            Submit: makes && state == RunState.Computed && run.Row.AssumptionCount == 0,
            Withdraw: isMaker && state == RunState.InReview,
            Approve: reviews && !isMaker && state == RunState.InReview,
            Return: reviews && !isMaker && state == RunState.InReview,
            Release: reviews && !isMaker && run.Row.ApprovedBy != actor.UserId && state == RunState.Approved,
            Confirm: (makes || reviews) && run.Row.BlockedCount > 0 && state is not (RunState.Released or RunState.Superseded));
    }
}
