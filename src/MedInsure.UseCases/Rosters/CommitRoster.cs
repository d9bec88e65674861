using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// 确认入库: applies what the comparison found, all or nothing. What needs a second person is committed by that person, never by who uploaded; what has changed since the comparison is compared again first.
/// </summary>
/// <param name="Version">Of the preview that the person agreed to.</param>
public sealed record CommitRoster(long BatchId, uint Version);

public sealed record CommittedRoster(long BatchId, string Sentence);

public sealed class CommitRosterHandler(TenantDb tenantDb)
{
    public async Task<Result<CommittedRoster>> HandleAsync(Actor actor, CommitRoster request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if (RosterPermissions.ToDecide(actor) is { } notAllowed)
        {
            return await RosterPermissions.RecordAsync(db, nameof(CommitRoster), $"roster/{request.BatchId}", notAllowed, ct);
        }

        await using var transaction = await db.BeginAsync(ct);
        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value.Batch;
        if (await RefusalAsync(db, actor, found.Value, request, ct) is { } refusal)
        {
            await transaction.RollbackAsync(ct);
            return refusal is Conflict ? refusal : await RosterPermissions.RecordAsync(db, nameof(CommitRoster), found.Value.Subject, refusal, ct);
        }

        var counts = await db.Rows.RosterCounts.AsNoTracking().Where(count => count.BatchId == batch.Id).ToListAsync(ct);
        var (added, changed, cancelled, restored) = (counts.Sum(count => count.Added), counts.Sum(count => count.Changed), counts.Sum(count => count.Cancelled), counts.Sum(count => count.Restored));
        var saved = await db.SaveAsync(
            nameof(CommitRoster),
            () => found.Value.Subject,
            new { batch.Authority, Kind = $"{batch.Kind}", Month = $"{batch.Month}", batch.Sha256, Added = added, Changed = changed, Cancelled = cancelled, Restored = restored, AsSecond = batch.State == RosterState.AwaitingSecond },
            connection => RosterCommit.ApplyAsync(connection, batch.Id, ct),
            ct);
        return saved.IsOk ? new CommittedRoster(batch.Id, $"名单已入库：新增 {added}、变更 {changed}、取消 {cancelled}、恢复 {restored} 条。") : saved.Problem;
    }

    private static async Task<Problem?> RefusalAsync(TenantSession db, Actor actor, RosterCase one, CommitRoster request, CancellationToken ct)
    {
        var batch = one.Batch;
        if (one.Sight.NotWhole is { } notWhole)
        {
            return notWhole;
        }

        if (batch is { State: RosterState.Committed, CommittedBy: { } by, CommittedAt: { } at })
        {
            var name = await db.Rows.Users.AsNoTracking().Where(user => user.Id == by).Select(user => user.DisplayName).SingleAsync(ct);
            return new Conflict($"这批名单已由 {name} 于 {ChinaTime.Text(at)} 入库，没有重复办理。");
        }

        return batch.State is not (RosterState.Previewed or RosterState.AwaitingSecond) ? new Conflict($"这批名单现在是“{batch.State.Chinese()}”，不能入库，请刷新后再看。")
            : batch.State == RosterState.AwaitingSecond && batch.MadeBy == actor.UserId ? new Refused("这批名单须由上传人以外的另一人确认入库，请换一位同事办理。")
            : batch.Version != request.Version ? new Conflict("您看到预览之后，这批名单又重新比对过。请核对新的比对结果，再确认入库。")
            : null;
    }
}
