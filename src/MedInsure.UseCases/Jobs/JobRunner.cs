using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using Microsoft.Extensions.Logging;

namespace MedInsure.UseCases.Jobs;

/// <summary>
/// Takes a bureau's jobs one after the other. Its lease is renewed every second, so that a worker that was killed is noticed within <see cref="JobQueue.Lease"/> and its job begins again; whoever lost his lease
/// cannot write the end, and with it nothing.
/// </summary>
public sealed class JobRunner(TenantDb tenantDb, IEnumerable<IJobKind> kinds, ILogger<JobRunner> log)
{
    /// <summary>A job under which the program died this often is given up: it would do so again.</summary>
    public const int MostAttempts = 5;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, IJobKind> kinds = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);
    private readonly JobQueue queue = new(tenantDb, Guid.NewGuid());

    /// <summary>Does the oldest waiting job of the bureau; false when there is none.</summary>
    /// <param name="ct">The program stops: the job goes back to the queue.</param>
    public async Task<bool> RunNextAsync(BureauEntity bureau, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(bureau);
        if (await queue.TakeAsync(bureau.Id, ct) is not { } taken)
        {
            return false;
        }

        var actor = await JobActor.ReadAsync(tenantDb, bureau, taken.AskedBy, ct);
        if (actor is null || !kinds.TryGetValue(taken.Kind, out var kind))
        {
            await queue.EndAsync(bureau.Id, taken.Id, JobState.Failed, actor is null ? "提交这项任务的账号已停用，任务没有办理。请由在岗人员重新提交。" : "本版程序不认识这类任务，请联系系统管理员。", ct);
            return true;
        }

        var job = new JobRun(queue, actor, taken);
        if (taken.CancelRequested)
        {
            await GiveUpAsync(kind, job, JobState.Cancelled, "已按要求取消。", ct);
        }
        else if (taken.Attempts > MostAttempts)
        {
            await GiveUpAsync(kind, job, JobState.Failed, $"处理中断了 {MostAttempts} 次，任务已停止，数据没有改变。请联系系统管理员查看运行日志后重新提交。", ct);
        }
        else
        {
            await RunAsync(kind, job, ct);
        }

        return true;
    }

    private async Task RunAsync(IJobKind kind, JobRun job, CancellationToken stopping)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var beating = new CancellationTokenSource();
        var beats = BeatAsync(job, work, beating.Token);
        try
        {
            var ended = await kind.RunAsync(job, work.Token);
            if (!ended.IsOk)
            {
                await GiveUpAsync(kind, job, JobState.Failed, ended.Problem.Sentence, CancellationToken.None);
            }
            else if (!job.IsEnding)
            {
                await queue.EndAsync(job.Actor.TenantId, job.JobId, JobState.Done, ended.Value, CancellationToken.None);
            }
        }
        catch (Exception e)
        {
            // Cancelled work ends in whatever exception its query or reader makes of it.
            await AfterFailureAsync(kind, job, e, stopping.IsCancellationRequested, work.IsCancellationRequested, await StopAsync(beating, beats));
        }
        finally
        {
            await StopAsync(beating, beats);
        }
    }

    private async Task AfterFailureAsync(IJobKind kind, JobRun job, Exception e, bool stopping, bool interrupted, BeatEnd beat)
    {
        if (beat == BeatEnd.Cancelled)
        {
            await GiveUpAsync(kind, job, JobState.Cancelled, "已按要求取消。", CancellationToken.None);
        }
        else if (stopping)
        {
            await queue.GiveBackAsync(job.Actor.TenantId, job.JobId, CancellationToken.None);
        }
        else if (!interrupted && IsDiskFull(e))
        {
            JobLog.Failed(log, kind.Kind, job.JobId, e);
            await GiveUpAsync(kind, job, JobState.Failed, "数据库所在的磁盘已满，任务没有完成，数据没有改变。请联系系统管理员腾出空间后重新提交。", CancellationToken.None);
        }
        else if (!interrupted && !IsPassing(e))
        {
            JobLog.Failed(log, kind.Kind, job.JobId, e);
            await GiveUpAsync(kind, job, JobState.Failed, $"处理中出错（任务编号 {job.JobId}），数据没有改变。请联系系统管理员查看运行日志。", CancellationToken.None);
        }
        else
        {
            // The lease was lost, or the database went away: the lease runs out, and the job begins again.
            JobLog.Interrupted(log, kind.Kind, job.JobId, e);
        }
    }

    /// <summary>The database's own trouble, after which the same work may well succeed.</summary>
    private static bool IsPassing(Exception e) => e is Npgsql.NpgsqlException { IsTransient: true } || e.InnerException is { } inner && IsPassing(inner);

    /// <summary>The driver calls it passing; it passes when somebody makes room.</summary>
    private static bool IsDiskFull(Exception e) => e is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull } || (e.InnerException is { } inner && IsDiskFull(inner));

    /// <summary>Only while it is still this worker's: whoever took it over is doing it, and it is not given up.</summary>
    private async Task GiveUpAsync(IJobKind kind, JobRun job, JobState state, string sentence, CancellationToken ct)
    {
        var (stage, done, total) = job.Progress;
        if (await queue.RenewAsync(job.Actor.TenantId, job.JobId, stage, done, total, ct) is null)
        {
            return;
        }

        await kind.AbandonAsync(job, sentence, state == JobState.Cancelled, ct);
        await queue.EndAsync(job.Actor.TenantId, job.JobId, state, sentence, ct);
    }

    private async Task<BeatEnd> BeatAsync(JobRun job, CancellationTokenSource work, CancellationToken ct)
    {
        while (!await SleepAsync(Beat, ct))
        {
            try
            {
                var (stage, done, total) = job.Progress;
                var renewed = await queue.RenewAsync(job.Actor.TenantId, job.JobId, stage, done, total, ct);
                if (job.IsEnding)
                {
                    return BeatEnd.Quiet;
                }

                if (renewed is not false)
                {
                    await work.CancelAsync();
                    return renewed is null ? BeatEnd.Lost : BeatEnd.Cancelled;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The next beat tries again; without one in time the lease is another's, and the end will be refused.
                JobLog.NotRenewed(log, job.JobId, e);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return BeatEnd.Quiet;
    }

    private static async Task<bool> SleepAsync(TimeSpan time, CancellationToken ct)
    {
        await Task.Delay(time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ct.IsCancellationRequested;
    }

    private static async Task<BeatEnd> StopAsync(CancellationTokenSource beating, Task<BeatEnd> beats)
    {
        await beating.CancelAsync();
        return await beats;
    }

    private enum BeatEnd
    {
        Quiet,
        Cancelled,
        Lost,
    }
}
