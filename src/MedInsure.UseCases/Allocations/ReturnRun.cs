using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Allocations;

/// <summary>退回 by a reviewer, with an opinion, or 撤回 by the maker while nobody has decided. The run is a trial again; its figures stay.</summary>
public sealed record ReturnRun(long RunId, string? Opinion);

public sealed class ReturnRunHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<RunMoved>> HandleAsync(Actor actor, ReturnRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await RunActs.TakeAsync(db, request.RunId, RunState.InReview, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var run = taken.Value;
        var isMaker = RunActs.IsMaker(run, actor.UserId);
        if (!isMaker && RunPermissions.ToReview(actor) is { } problem)
        {
            return problem;
        }

        if (!isMaker && string.IsNullOrWhiteSpace(request.Opinion))
        {
            return new Refused("退回必须写明审批意见，说明需要改正的内容。");
        }

        var act = isMaker ? "WithdrawRun" : "ReturnRun";
        run.State = RunState.Computed;
        run.SubmittedBy = null;
        run.SubmittedAt = null;
        db.Note(run, act, actor.UserId, clock.GetUtcNow(), request.Opinion);
        var saved = await db.SaveAsync(act, $"run/{run.Id}", new { request.Opinion }, ct);
        return saved.IsOk ? new RunMoved(run.Id, run.State) : saved.Problem!;
    }
}
