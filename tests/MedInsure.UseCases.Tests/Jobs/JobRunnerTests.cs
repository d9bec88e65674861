using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MedInsure.UseCases.Tests.Jobs;

/// <summary>The effect of the work here is an audit row of its own: it must stand exactly once, whoever is killed when.</summary>
public sealed class JobRunnerTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly Actor Clerk = Some.Clerk(Bureau.Lanzhou);
    private NpgsqlConnection? sql;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (sql is not null)
        {
            await sql.DisposeAsync();
        }
    }

    [Fact]
    public async Task Work_is_done_as_the_person_and_leaves_its_effect_and_its_sentence()
    {
        var id = await AskAsync(1);
        var work = NewWork();
        Assert.True(await NextAsync(work));

        Assert.Equal((Clerk.UserId, 1L, Role.Clerk), (work.Seen!.Actor.UserId, work.Seen.SubjectId, work.Seen.Actor.Roles));
        var shown = await ShowAsync(1);
        Assert.Equal((id, false, true, "做完了。"), (shown.Id, shown.IsOpen, shown.Succeeded, shown.Sentence));
        Assert.Equal(1, await EffectsAsync(1));
        Assert.False(await NextAsync(work));
    }

    [Fact]
    public async Task Another_bureau_s_work_is_not_taken()
    {
        await AskAsync(2);
        Assert.False(await NextAsync(NewWork(), Bureau.Gansu));
        Assert.True(await NextAsync(NewWork()));
    }

    [Fact]
    public async Task A_killed_worker_s_job_begins_again_and_the_dead_one_cannot_write_its_end()
    {
        var id = await AskAsync(3);
        var dead = new JobQueue(database.TenantDb, Guid.NewGuid());
        Assert.Equal(id, (await dead.TakeAsync((int)Bureau.Lanzhou, default))!.Id);
        Assert.False(await NextAsync(NewWork())); // it is still his
        await LapseAsync(id);
        Assert.True(await NextAsync(NewWork()));
        Assert.Equal(1, await EffectsAsync(3));

        await using var db = await database.TenantDb.OpenAsync(Clerk, default);
        var late = await db.SaveAsync("TestEffect", () => "test/3", null, connection => dead.DoneAsync(connection, id, "晚了。", default), default);
        Assert.Equal("这项后台任务已由另一个进程接手，本次处理作废。", late.Problem?.Sentence);
        Assert.Equal(1, await EffectsAsync(3));
        Assert.Null(await dead.RenewAsync((int)Bureau.Lanzhou, id, null, 0, 0, default));
    }

    [Fact]
    public async Task A_job_under_which_the_program_dies_again_and_again_is_given_up()
    {
        var id = await AskAsync(4);
        for (var kill = 0; kill < JobRunner.MostAttempts; kill++)
        {
            Assert.Equal(id, (await new JobQueue(database.TenantDb, Guid.NewGuid()).TakeAsync((int)Bureau.Lanzhou, default))!.Id);
            await LapseAsync(id);
        }

        var work = NewWork();
        Assert.True(await NextAsync(work));
        var shown = await ShowAsync(4);
        Assert.Equal((false, false), (shown.IsOpen, shown.Succeeded));
        Assert.StartsWith("处理中断了 5 次", shown.Sentence, StringComparison.Ordinal);
        Assert.Equal((shown.Sentence!, false), work.Abandoned);
        Assert.Equal(0, await EffectsAsync(4));
    }

    [Fact]
    public async Task A_cancel_stops_the_work_within_a_beat_and_nothing_of_it_stays()
    {
        var id = await AskAsync(5);
        var work = new Work(database.TenantDb)
        {
            Before = async (job, ct) =>
        {
            job.Report("正在读取", 3, 10);
            var cancelled = await new CancelJobHandler(database.TenantDb).HandleAsync(Clerk, new CancelJob(id), default);
            Assert.True(cancelled.IsOk, cancelled.Problem?.Sentence);
            await Task.Delay(Patience.Longest, ct);
        }
        };
        Assert.True(await NextAsync(work));
        var shown = await ShowAsync(5);
        Assert.Equal((false, false, "已按要求取消。", true), (shown.IsOpen, shown.Succeeded, shown.Sentence, work.Abandoned?.Cancelled));
        Assert.Equal(("正在读取", 3L, 10L, false), (shown.Stage, shown.Done, shown.Total, shown.CanCancel));
        Assert.Equal(0, await EffectsAsync(5));
    }

    [Fact]
    public async Task Only_the_person_who_asked_cancels_and_an_ended_job_cannot_be_cancelled()
    {
        var id = await AskAsync(6);
        var cancel = new CancelJobHandler(database.TenantDb);
        Assert.Equal("后台任务只能由提交人本人取消。", (await cancel.HandleAsync(Some.Reviewer(Bureau.Lanzhou), new CancelJob(id), default)).Problem?.Sentence);
        Assert.True((await ShowAsync(6)).CanCancel);
        Assert.True(await NextAsync(NewWork()));
        Assert.Equal("这项后台任务已经结束，不能取消。", (await cancel.HandleAsync(Clerk, new CancelJob(id), default)).Problem?.Sentence);
    }

    [Fact]
    public async Task A_refusal_and_an_error_end_the_job_with_a_sentence()
    {
        await AskAsync(7);
        var refused = new Work(database.TenantDb) { Before = (_, _) => throw new InvalidOperationException("planted") };
        Assert.True(await NextAsync(refused));
        Assert.StartsWith("处理中出错（任务编号 ", (await ShowAsync(7)).Sentence, StringComparison.Ordinal);

        await AskAsync(8);
        var sentence = new Work(database.TenantDb) { Refusal = "文件不能读取。" };
        Assert.True(await NextAsync(sentence));
        Assert.Equal(("文件不能读取。", false), sentence.Abandoned);
        Assert.Equal("文件不能读取。", (await ShowAsync(8)).Sentence);
    }

    /// <summary>The error as PostgreSQL gives it; the driver calls it passing, but to begin again at once would fill the disk again.</summary>
    [Fact]
    public async Task A_full_disk_ends_the_job_with_what_to_do()
    {
        await AskAsync(12);
        var full = new Work(database.TenantDb) { Before = (_, _) => throw new InvalidOperationException("wrapped", new PostgresException("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull)) };
        Assert.True(await NextAsync(full));
        var shown = await ShowAsync(12);
        Assert.Equal((false, false), (shown.IsOpen, shown.Succeeded));
        Assert.Equal("数据库所在的磁盘已满，任务没有完成，数据没有改变。请联系系统管理员腾出空间后重新提交。", shown.Sentence);
        Assert.Equal((shown.Sentence!, false), full.Abandoned);

        // Other trouble of the database passes: the job is left for its lease to run out.
        await AskAsync(13);
        Assert.True(await NextAsync(new Work(database.TenantDb) { Before = (_, _) => throw new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown) }));
        var open = await ShowAsync(13);
        Assert.True(open.IsOpen);
        await LapseAsync(open.Id);
        Assert.True(await NextAsync(NewWork()));
    }

    [Fact]
    public async Task A_program_that_stops_puts_its_job_back()
    {
        await AskAsync(9);
        using var stopping = new CancellationTokenSource();
        var interrupted = new Work(database.TenantDb)
        {
            Before = async (_, ct) =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Patience.Longest, ct);
        }
        };
        Assert.True(await NextAsync(interrupted, ct: stopping.Token));
        Assert.Null(interrupted.Abandoned);
        Assert.True((await ShowAsync(9)).IsOpen);
        Assert.True(await NextAsync(NewWork()));
        Assert.Equal(1, await EffectsAsync(9));
    }

    [Fact]
    public async Task Two_workers_share_the_queue_and_every_job_has_one_effect()
    {
        var subjects = Enumerable.Range(100, 20).Select(number => (long)number).ToList();
        foreach (var subject in subjects)
        {
            await AskAsync(subject);
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (await NextAsync(NewWork()))
            {
            }
        })));
        foreach (var subject in subjects)
        {
            Assert.Equal(1, await EffectsAsync(subject));
        }
    }

    [Fact]
    public async Task The_bell_rings_when_the_asking_is_committed()
    {
        await using var source = NpgsqlDataSource.Create(database.AppConnectionString);
        await using var bell = new JobBell(source);
        Assert.Empty(await bell.WaitAsync(TimeSpan.FromMilliseconds(50), default));
        await AskAsync(10);
        Assert.Equal([(int)Bureau.Lanzhou], await bell.WaitAsync(Patience.Longest, default));
        Assert.True(await NextAsync(NewWork()));
    }

    [Theory]
    [InlineData("UPDATE job SET state = 'Done', ended_at = now(), sentence = '好', worker = NULL, lease_until = NULL WHERE subject_id = 11 AND ended_at IS NULL", "MI001")]
    [InlineData("UPDATE job SET attempts = attempts - 1 WHERE subject_id = 11 AND ended_at IS NULL", "MI002")]
    [InlineData("UPDATE job SET subject_id = 12 WHERE subject_id = 11 AND ended_at IS NULL", "42501")]
    [InlineData("DELETE FROM job WHERE subject_id = 11 AND ended_at IS NULL", "42501")]
    [InlineData("INSERT INTO job (tenant_id, kind, subject_id, state, asked_by, asked_at, attempts, done_count, total_count, cancel_requested) SELECT tenant_id, kind, 11, 'Queued', asked_by - 1, now(), 0, 0, 0, false FROM job WHERE subject_id = 11 AND ended_at IS NULL", "MI003")]
    public async Task Plain_sql_of_the_program_s_role_cannot_bend_a_job(string statement, string state)
    {
        await AskAsync(11);
        var connection = await SqlAsync();
        Assert.Equal(state, (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(statement))).SqlState);
        // The same role may what a worker does.
        Assert.True(await NextAsync(NewWork()));
    }

    private Work NewWork() => new(database.TenantDb);

    private async Task<bool> NextAsync(Work work, Bureau bureau = Bureau.Lanzhou, CancellationToken ct = default)
    {
        var row = (await database.TenantDb.ListBureausAsync(default)).Single(one => one.Id == (int)bureau);
        return await new JobRunner(database.TenantDb, [work], NullLogger<JobRunner>.Instance).RunNextAsync(row, ct);
    }

    private async Task<long> AskAsync(long subject)
    {
        await using var db = await database.TenantDb.OpenAsync(Clerk, default);
        var saved = await db.SaveAsync("AskTest", () => $"ask/{subject}", null, connection => JobQueue.AskAsync(connection, "Test", subject, default), default);
        Assert.True(saved.IsOk, saved.Problem?.Sentence);
        return (await ShowAsync(subject)).Id;
    }

    private async Task<JobView> ShowAsync(long subject) => (await new ShowJobHandler(database.TenantDb).HandleAsync(Clerk, new ShowJob("Test", subject), default)).Value;

    private async Task<long> EffectsAsync(long subject) => await (await SqlAsync()).ScalarAsync<long>("SELECT count(*) FROM audit_entry WHERE act = 'TestEffect' AND subject = $1", $"test/{subject}");

    /// <summary>As if the worker had been silent for its lease.</summary>
    private async Task LapseAsync(long id) => await (await SqlAsync()).ExecuteAsync("UPDATE job SET lease_until = now() - interval '1 second' WHERE id = $1", id);

    private async Task<NpgsqlConnection> SqlAsync() => sql ??= await database.OpenAppAsync((int)Bureau.Lanzhou, Clerk.UserId);

    private sealed class Work(TenantDb database) : IJobKind
    {
        public string Kind => "Test";

        public JobRun? Seen { get; private set; }

        public (string Sentence, bool Cancelled)? Abandoned { get; private set; }

        public Func<JobRun, CancellationToken, Task>? Before { get; init; }

        public string? Refusal { get; init; }

        public async Task<Result<string>> RunAsync(JobRun job, CancellationToken ct)
        {
            Seen = job;
            if (Before is not null)
            {
                await Before(job, ct);
            }

            if (Refusal is not null)
            {
                return new Refused(Refusal);
            }

            await using var db = await database.OpenAsync(job.Actor, ct);
            var saved = await job.FinishAsync(db, "TestEffect", () => $"test/{job.SubjectId}", null, null, "做完了。", ct);
            return saved.IsOk ? "做完了。" : saved.Problem;
        }

        public Task AbandonAsync(JobRun job, string sentence, bool cancelled, CancellationToken ct)
        {
            Abandoned = (sentence, cancelled);
            return Task.CompletedTask;
        }

    }
}
