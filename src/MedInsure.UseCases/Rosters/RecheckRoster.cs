using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;

namespace MedInsure.UseCases.Rosters;

/// <summary>重新比对: the stored file is read and compared once more, because the state has changed since, or because the check ended without a result.</summary>
public sealed record RecheckRoster(long BatchId);

public sealed class RecheckRosterHandler(TenantDb tenantDb)
{
    public async Task<Result<RosterMoved>> HandleAsync(Actor actor, RecheckRoster request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (RosterBasis.Refusal(actor) is { } notAllowed)
        {
            return await RosterPermissions.RecordAsync(db, nameof(RecheckRoster), $"roster/{request.BatchId}", notAllowed, ct);
        }

        if (await RosterJobs.RefusalAsync(db, actor, request.BatchId, ct) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await db.BeginAsync(ct);
        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value.Batch;
        if (batch.State is not (RosterState.Uploaded or RosterState.Previewed or RosterState.AwaitingSecond))
        {
            return new Conflict($"这批名单现在是“{batch.State.Chinese()}”，不需要再比对，请刷新后再看。");
        }

        if (await RosterJobs.BusyAsync(db, batch.Id, ct) is { } busy)
        {
            return busy;
        }

        var saved = await db.SaveAsync(nameof(RecheckRoster), () => found.Value.Subject, null, connection => JobQueue.AskAsync(connection, RosterCheckJob.Name, batch.Id, ct), ct);
        return saved.IsOk ? new RosterMoved("已在后台重新比对。") : saved.Problem;
    }
}
