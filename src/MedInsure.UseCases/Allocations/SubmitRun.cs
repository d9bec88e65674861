using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Allocations;

/// <summary>提交复核. A run with assumptions or with nothing computed stays a trial.</summary>
public sealed record SubmitRun(long RunId, string? Opinion = null);

public sealed class SubmitRunHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<RunMoved>> HandleAsync(Actor actor, SubmitRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToMake(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await RunActs.TakeAsync(db, request.RunId, RunState.Computed, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var run = taken.Value;
        if (run.AssumptionCount > 0)
        {
            return new Refused("本次测算含有假设，只供试算，不能提交复核。请补齐依据后重新试算。");
        }

        run.State = RunState.InReview;
        run.SubmittedBy = actor.UserId;
        run.SubmittedAt = clock.GetUtcNow();
        db.Note(run, "SubmitRun", actor.UserId, run.SubmittedAt.Value, request.Opinion);
        var saved = await db.SaveAsync("SubmitRun", $"run/{run.Id}", new { run.OutputHash }, ct);
        return saved.IsOk ? new RunMoved(run.Id, run.State) : saved.Problem!;
    }
}
