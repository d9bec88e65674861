using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// 确认入库: applies what the comparison found, all or nothing. What needs a second person is committed by that person, never by who uploaded; what has changed since the comparison is compared again first.
/// A long batch goes on in the background (<see cref="RosterCommitJob"/>).
/// </summary>
/// <param name="Version">Of the preview that the person agreed to.</param>
public sealed record CommitRoster(long BatchId, uint Version);

/// <param name="IsInBackground">Confirmed and not yet committed.</param>
public sealed record CommittedRoster(long BatchId, string Sentence, bool IsInBackground = false);

public sealed class CommitRosterHandler(TenantDb tenantDb, RosterWaitLimit limit)
{
    public async Task<Result<CommittedRoster>> HandleAsync(Actor actor, CommitRoster request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var moved = await new RosterCommitting(request.Version).HandleAsync(tenantDb, limit, actor, request.BatchId, ct);
        return moved.IsOk ? new CommittedRoster(request.BatchId, moved.Value.Sentence, moved.Value.IsInBackground) : moved.Problem;
    }
}
