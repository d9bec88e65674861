using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>The background work on batches: one at a time on each, which the database holds as well.</summary>
internal static class RosterJobs
{
    private static readonly string[] Kinds = [RosterCheckJob.Name, RosterCommitJob.Name, RosterUndoJob.Name];

    /// <summary>Of each batch that is worked on, what is done.</summary>
    public static async Task<Dictionary<long, RosterUnderway>> OpenAsync(TenantSession db, CancellationToken ct) =>
        (await Open(db).Select(job => new { job.SubjectId, job.Kind }).ToListAsync(ct)).ToDictionary(job => job.SubjectId, job => UnderwayOf(job.Kind));

    /// <returns>Null when the batch is not worked on.</returns>
    public static async Task<RosterUnderway?> OpenAsync(TenantSession db, long batchId, CancellationToken ct) => (await WorkAsync(db, batchId, ct))?.What;

    /// <returns>What is done with the batch, and who wanted it when; null when it is not worked on.</returns>
    public static async Task<RosterWanted?> WorkAsync(TenantSession db, long batchId, CancellationToken ct) =>
        await Open(db).Where(job => job.SubjectId == batchId).Select(job => new { job.Kind, job.AskedBy, job.AskedAt }).FirstOrDefaultAsync(ct) is { } open ? new RosterWanted(UnderwayOf(open.Kind), open.AskedBy, open.AskedAt) : null;

    /// <summary>Somebody's roster of the bureau is being committed or undone, or waits to be: whatever writes identities comes after it.</summary>
    public static Task<bool> IsAnyDecidedAsync(TenantSession db, CancellationToken ct) => Open(db).AnyAsync(job => job.Kind != RosterCheckJob.Name, ct);

    /// <summary>
    /// Why nobody may do anything about the batch now, asked before it is locked: background work holds that lock for minutes. To be asked again under the lock (<see cref="BusyAsync"/>).
    /// </summary>
    public static async Task<Problem?> RefusalAsync(TenantSession db, Actor actor, long batchId, CancellationToken ct)
    {
        var found = await RosterCase.FindAsync(db, actor, batchId, isLocked: false, ct);
        db.Rows.ChangeTracker.Clear();
        return !found.IsOk ? found.Problem : found.Value.Sight.NotWhole ?? await BusyAsync(db, batchId, ct);
    }

    /// <returns>What goes on and who wanted it; null when the batch is free.</returns>
    public static async Task<Problem?> BusyAsync(TenantSession db, long batchId, CancellationToken ct)
    {
        if (await WorkAsync(db, batchId, ct) is not { } open)
        {
            return null;
        }

        var by = await db.Rows.Users.AsNoTracking().Where(user => user.Id == open.By).Select(user => user.DisplayName).SingleAsync(ct);
        return open.What switch
        {
            RosterUnderway.Check => new Conflict("这批名单正在后台校验，请由提交人取消处理，或等校验结束后再办理。"),
            RosterUnderway.Commit => new Conflict($"{by} 已确认，这批名单正在后台入库，请等它结束后再办理。"),
            _ => new Conflict($"{by} 正在撤销这批名单的入库，请等它结束后再办理。"),
        };
    }

    /// <summary>How the last work on the batch came to nothing; null when it did not, or when something was done since.</summary>
    public static async Task<RosterUnfinished?> UnfinishedAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct)
    {
        var last = await db.Rows.Jobs.AsNoTracking().Where(job => Kinds.Contains(job.Kind) && job.SubjectId == batch.Id).OrderByDescending(job => job.Id).FirstOrDefaultAsync(ct);
        if (last is not { State: JobState.Failed or JobState.Cancelled, Sentence: { } sentence, EndedAt: { } at } || !IsStill(batch.State, UnderwayOf(last.Kind)))
        {
            return null;
        }

        var by = await db.Rows.Users.AsNoTracking().Where(user => user.Id == last.AskedBy).Select(user => user.DisplayName).SingleAsync(ct);
        return new RosterUnfinished(UnderwayOf(last.Kind) switch { RosterUnderway.Check => "校验", RosterUnderway.Commit => "确认入库", _ => "撤销入库" }, last.State == JobState.Cancelled, by, at, sentence);
    }

    /// <summary>The batch still waits for what the work was to do.</summary>
    private static bool IsStill(RosterState state, RosterUnderway work) => work switch
    {
        RosterUnderway.Check => state is RosterState.Uploaded or RosterState.Previewed or RosterState.AwaitingSecond,
        RosterUnderway.Commit => state is RosterState.Previewed or RosterState.AwaitingSecond,
        _ => state == RosterState.Committed,
    };

    private static RosterUnderway UnderwayOf(string kind) => kind == RosterCommitJob.Name ? RosterUnderway.Commit : kind == RosterUndoJob.Name ? RosterUnderway.Undo : RosterUnderway.Check;

    private static IQueryable<JobEntity> Open(TenantSession db) =>
        db.Rows.Jobs.AsNoTracking().Where(job => Kinds.Contains(job.Kind) && (job.State == JobState.Queued || job.State == JobState.Running));
}

/// <param name="By">The person who asked.</param>
internal sealed record RosterWanted(RosterUnderway What, long By, DateTimeOffset At);
