using MedInsure.Persistence.Allocations;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

/// <summary>What the acts on a run have in common: the row under a lock, the state that the act needs, the words for the timeline.</summary>
internal static class RunActs
{
    /// <summary>Reads the run and locks it until the act is saved, so that two people cannot take the same step.</summary>
    public static async Task<Result<AllocationRunEntity>> TakeAsync(TenantSession db, long runId, RunState needed, CancellationToken ct)
    {
        await db.BeginAsync(ct);
        var run = await db.Rows.AllocationRuns.FromSql($"SELECT *, xmin FROM allocation_run WHERE id = {runId} FOR UPDATE").FirstOrDefaultAsync(ct);
        if (run is null)
        {
            return new NotFound("没有找到这次测算，可能已被删除；请回到资金分配列表重新选择。");
        }

        if (await ClosedAsync(db, run, ct) is { } closed)
        {
            return closed;
        }

        return run.State == needed
            ? run
            : new Conflict($"这次测算现在是“{AllocationWords.Of(run.State)}”，不能办理此事项（需要“{AllocationWords.Of(needed)}”）；请刷新后查看最新状态。");
    }

    public static void Note(this TenantSession db, AllocationRunEntity run, string act, long by, DateTimeOffset at, string? opinion) =>
        db.Rows.Add(new RunOpinionEntity { RunId = run.Id, Act = act, By = by, At = at, Opinion = string.IsNullOrWhiteSpace(opinion) ? null : opinion.Trim() });

    /// <summary>The refusal of an act on a run of a closed year; a settlement goes on until one of its scheme is released.</summary>
    public static Task<Refused?> ClosedAsync(TenantSession db, AllocationRunEntity run, CancellationToken ct) =>
        ClosedYear.CheckAsync(db.Rows, run.FundingYear, run.Scheme, run.Kind, run.HeadcountBasis, ct);

    public static bool IsMaker(AllocationRunEntity run, long user) => run.CreatedBy == user || run.ComputedBy == user || run.SubmittedBy == user;
}

/// <summary>The state that a run has after an act.</summary>
public sealed record RunMoved(long RunId, RunState State);
