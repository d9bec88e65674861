using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Allocations;

/// <summary>审批通过, by somebody who did not make the run.</summary>
public sealed record ApproveRun(long RunId, string? Opinion = null);

public sealed class ApproveRunHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<RunMoved>> HandleAsync(Actor actor, ApproveRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToReview(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await RunActs.TakeAsync(db, request.RunId, RunState.InReview, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var run = taken.Value;
        if (RunActs.IsMaker(run, actor.UserId))
        {
            return new NotAllowed("编制人不能复核自己的测算，请由另一位复核岗同事办理。");
        }

        run.State = RunState.Approved;
        run.ApprovedBy = actor.UserId;
        run.ApprovedAt = clock.GetUtcNow();
        db.Note(run, "ApproveRun", actor.UserId, run.ApprovedAt.Value, request.Opinion);
        var saved = await db.SaveAsync("ApproveRun", $"run/{run.Id}", new { run.OutputHash }, ct);
        return saved.IsOk ? new RunMoved(run.Id, run.State) : saved.Problem!;
    }
}
