using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Jobs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// 入库 or 撤销入库 of a batch: what refuses it and what it writes. A short batch is written while the person waits; a long one, and any that would have to wait for another, is asked for in the request and
/// written in the background, where everything is looked at again. Either way the effect, its audit row in the name of the person who decided, and the end of the job are one transaction.
/// </summary>
internal abstract record RosterDecision
{
    /// <summary>The use case, as the audit trail has it.</summary>
    protected abstract string Act { get; }

    protected abstract string JobKind { get; }

    /// <summary>What is going on, for the page.</summary>
    protected abstract string Stage { get; }

    /// <summary>What each statement of the work does, in order.</summary>
    protected abstract IReadOnlyList<string> Steps { get; }

    /// <summary>The person's words that the audit row keeps; null where none are needed.</summary>
    protected virtual string? Reason => null;

    /// <param name="one">Locked.</param>
    /// <returns>Why not; null when the person may.</returns>
    protected abstract Task<Problem?> RefusalAsync(TenantSession db, Actor actor, RosterCase one, CancellationToken ct);

    protected abstract object Detail(RosterBatchEntity batch, RosterTotals totals);

    protected abstract Task WriteAsync(NpgsqlConnection connection, long batchId, Action<int>? begins, CancellationToken ct);

    protected abstract string Done(RosterTotals totals);

    protected abstract string Asked(RosterTotals totals);

    /// <summary>In the request of the person.</summary>
    public async Task<Result<RosterMoved>> HandleAsync(TenantDb tenantDb, RosterWaitLimit limit, Actor actor, long batchId, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        if ((RosterPermissions.ToDecide(actor) ?? await RosterJobs.RefusalAsync(db, actor, batchId, ct)) is { } early)
        {
            return await RefusedAsync(db, batchId, early, ct);
        }

        await using var transaction = await db.BeginAsync(ct);
        var found = await RosterCase.FindAsync(db, actor, batchId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        if ((await RosterJobs.BusyAsync(db, batchId, ct) ?? await RefusalAsync(db, actor, found.Value, ct)) is { } refusal)
        {
            await transaction.RollbackAsync(ct);
            return await RefusedAsync(db, batchId, refusal, ct);
        }

        var (batch, totals) = (found.Value.Batch, await TotalsAsync(db, batchId, ct));
        if (totals.Changes > limit.Changes || await RosterJobs.IsAnyDecidedAsync(db, ct))
        {
            var asked = await db.SaveAsync($"Ask{Act}", () => found.Value.Subject, new { totals.Changes }, connection => JobQueue.AskAsync(connection, JobKind, batchId, Reason, ct), ct);
            return asked.IsOk ? new RosterMoved(Asked(totals), IsInBackground: true) : asked.Problem;
        }

        var saved = await db.SaveAsync(Act, () => found.Value.Subject, Detail(batch, totals), connection => WriteAsync(connection, batchId, null, ct), ct);
        return saved.IsOk ? new RosterMoved(Done(totals)) : saved.Problem;
    }

    /// <summary>In the background, as the person who decided, with the powers of now. Refused, it leaves the batch as it was; the job keeps the sentence.</summary>
    public async Task<Result<string>> RunAsync(TenantDb tenantDb, JobRun job, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(job.Actor, ct);
        if (RosterPermissions.ToDecide(job.Actor) is { } notAllowed)
        {
            return await RefusedAsync(db, job.SubjectId, notAllowed, ct);
        }

        job.Report(Stage);
        db.Rows.Database.SetCommandTimeout(0);
        await using var transaction = await db.BeginAsync(ct);
        var found = await RosterCase.FindAsync(db, job.Actor, job.SubjectId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        if (await RefusalAsync(db, job.Actor, found.Value, ct) is { } refusal)
        {
            await transaction.RollbackAsync(ct);
            return await RefusedAsync(db, job.SubjectId, refusal, ct);
        }

        var totals = await TotalsAsync(db, job.SubjectId, ct);
        var finished = await job.FinishAsync(
            db, Act, () => found.Value.Subject, Detail(found.Value.Batch, totals),
            connection => WriteAsync(connection, job.SubjectId, step => job.Report($"{Stage}：{Steps[step - 1]}（第 {step} 步，共 {Steps.Count} 步）"), ct), Done(totals), ct);
        return finished.IsOk ? Done(totals) : finished.Problem;
    }

    private async Task<Problem> RefusedAsync(TenantSession db, long batchId, Problem refusal, CancellationToken ct) =>
        refusal is Conflict or NotFound ? refusal : await RosterPermissions.RecordAsync(db, Act, $"roster/{batchId}", refusal, ct);

    private static async Task<RosterTotals> TotalsAsync(TenantSession db, long batchId, CancellationToken ct)
    {
        var counts = await db.Rows.RosterCounts.AsNoTracking().Where(count => count.BatchId == batchId).ToListAsync(ct);
        return new RosterTotals(counts.Sum(count => count.Added), counts.Sum(count => count.Changed), counts.Sum(count => count.Cancelled), counts.Sum(count => count.Restored));
    }
}
