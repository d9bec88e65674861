using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;

namespace MedInsure.UseCases.Rosters;

/// <summary>Gives a batch up before it is committed; its file may be uploaded again. While it is worked on, the work itself is cancelled instead (<see cref="Jobs.CancelJob"/>).</summary>
public sealed record CancelRoster(long BatchId);

/// <summary>A step with a batch was taken.</summary>
/// <param name="IsInBackground">Asked for and not yet done.</param>
public sealed record RosterMoved(string Sentence, bool IsInBackground = false);

public sealed class CancelRosterHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<RosterMoved>> HandleAsync(Actor actor, CancelRoster request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (RosterPermissions.ToDecide(actor) is { } notAllowed)
        {
            return await RosterPermissions.RecordAsync(db, nameof(CancelRoster), $"roster/{request.BatchId}", notAllowed, ct);
        }

        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value.Batch;
        if ((found.Value.Sight.NotWhole ?? await RosterJobs.BusyAsync(db, batch.Id, ct)) is { } refusal)
        {
            return refusal;
        }

        if (batch.State is not (RosterState.Uploaded or RosterState.Previewed or RosterState.AwaitingSecond))
        {
            return new Conflict($"这批名单现在是“{batch.State.Chinese()}”，不能取消，请刷新后再看。");
        }

        (batch.State, batch.CancelledBy, batch.CancelledAt) = (RosterState.Cancelled, actor.UserId, clock.GetUtcNow());
        var saved = await db.SaveAsync(nameof(CancelRoster), found.Value.Subject, null, ct);
        return saved.IsOk ? new RosterMoved("已取消这一批名单。") : saved.Problem;
    }
}
