using MedInsure.Persistence.Jobs;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using Npgsql;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>A check that is cancelled or killed half-way, with its rows staged and its comparison begun: somebody else holds the bureau's turn, so it waits there.</summary>
public sealed class RosterInterruptionTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private readonly RosterFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_check_that_is_cancelled_half_way_leaves_a_cancelled_batch_and_nothing_else()
    {
        await using var turn = await TakeTurnAsync();
        var id = AllocationDesk.Ok(await flow.TryUploadAsync(Of(Row(1), Row(2)))).BatchId;
        var work = flow.WorkAsync();
        await WaitingAsync();
        Assert.Contains("正在后台校验", (await flow.CancelAsync(id)).Problem!.Sentence, StringComparison.Ordinal);
        var job = AllocationDesk.Ok(await new ShowJobHandler(desk.Db).HandleAsync(Clerk, new ShowJob(RosterCheckJob.Name, id), default));
        AllocationDesk.Ok(await new CancelJobHandler(desk.Db).HandleAsync(Clerk, new CancelJob(job.Id), default));
        await work;
        var page = await flow.ShowAsync(id);
        Assert.Equal((RosterState.Cancelled, false, 0), (page.State, page.IsWorking, page.Rows));
        Assert.Equal(0, await flow.CountAsync("SELECT (SELECT count(*) FROM roster_change) + (SELECT count(*) FROM roster_count) + (SELECT count(*) FROM roster_fault)"));
        Assert.True(AllocationDesk.Ok(await flow.TryUploadAsync(Of(Row(1), Row(2)))).IsNew);
    }

    [Fact]
    public async Task A_check_that_is_killed_half_way_begins_again_from_the_file_and_comes_to_the_same()
    {
        long id;
        await using (await TakeTurnAsync())
        {
            id = AllocationDesk.Ok(await flow.TryUploadAsync(Of(Row(1), Row(2), Row(3, name: "")))).BatchId;
            var work = flow.WorkAsync();
            var waiting = await WaitingAsync();
            await using var superuser = await desk.Database.OpenSuperuserAsync();
            Assert.True(await superuser.ScalarAsync<bool>("SELECT pg_terminate_backend($1)", waiting));
            await work;
            var page = await flow.ShowAsync(id);
            Assert.Equal((RosterState.Uploaded, true, 0), (page.State, page.IsWorking, page.Rows));
            Assert.Equal(0, await flow.CountAsync("SELECT (SELECT count(*) FROM roster_change) + (SELECT count(*) FROM roster_count) + (SELECT count(*) FROM roster_fault)"));
            await superuser.ExecuteAsync("UPDATE job SET lease_until = now() - interval '1 second'");
        }

        await flow.WorkAsync();
        var again = await flow.ShowAsync(id);
        Assert.Equal((RosterState.Previewed, 3, 2, 1, 2L), (again.State, again.Rows, again.Ok, again.Failed, again.Counts.Sum(count => count.Added)));
        Assert.Equal(2, (await flow.ChangesAsync(id)).Total);
    }

    [Fact]
    public async Task A_commit_that_is_killed_half_way_leaves_the_batch_waiting_and_the_ledger_as_it_was()
    {
        await flow.CommittedAsync(Of(Row(1)));
        var page = await flow.CheckedAsync(Of(Row(1), Row(2)), month: December);
        var before = await flow.LedgerAsync();
        await using (await TakeTurnAsync())
        {
            var commit = Assert.ThrowsAnyAsync<Exception>(() => flow.CommitAsync(page));
            var waiting = await WaitingAsync();
            await using var superuser = await desk.Database.OpenSuperuserAsync();
            Assert.True(await superuser.ScalarAsync<bool>("SELECT pg_terminate_backend($1)", waiting));
            await commit;
        }

        Assert.Equal(before, await flow.LedgerAsync());
        Assert.Equal(RosterState.Previewed, (await flow.ShowAsync(page.Id)).State);
        AllocationDesk.Ok(await flow.CommitAsync(page));
    }

    [Fact]
    public async Task A_batch_whose_check_ended_without_a_result_is_checked_again_by_another_clerk()
    {
        var id = AllocationDesk.Ok(await flow.TryUploadAsync(Of(Row(1)))).BatchId;
        var queue = new JobQueue(desk.Db, Guid.NewGuid());
        var taken = await queue.TakeAsync((int)Bureau.Lanzhou, default);
        await queue.EndAsync((int)Bureau.Lanzhou, taken!.Id, JobState.Failed, "提交这项任务的账号已停用。", default);
        Assert.Equal((RosterState.Uploaded, true), ((await flow.ShowAsync(id)).State, (await flow.ShowAsync(id, SecondClerk)).Moves.Recheck));
        AllocationDesk.Ok(await flow.RecheckAsync(id, SecondClerk));
        await flow.WorkAsync();
        Assert.Equal(RosterState.Previewed, (await flow.ShowAsync(id)).State);
    }

    /// <summary>Holds the bureau's turn: whoever compares or commits waits.</summary>
    private async Task<Turn> TakeTurnAsync()
    {
        var holder = await desk.Database.OpenSuperuserAsync();
        await holder.ExecuteAsync("SELECT pg_advisory_lock(hashtext('roster'), 5)");
        return new Turn(holder);
    }

    private sealed class Turn(NpgsqlConnection holder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // Going back into a pool does not let go of it.
            await holder.ExecuteAsync("SELECT pg_advisory_unlock_all()");
            await holder.DisposeAsync();
        }
    }

    /// <returns>The process that waits for the turn.</returns>
    private async Task<int> WaitingAsync()
    {
        await using var superuser = await desk.Database.OpenSuperuserAsync();
        for (var i = 0; i < 200; i++)
        {
            var found = await superuser.ColumnAsync("SELECT pid::text FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            if (found.Count > 0)
            {
                return int.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture);
            }

            await Task.Delay(50);
        }

        throw new Xunit.Sdk.XunitException("Nobody came to wait for the turn.");
    }
}
