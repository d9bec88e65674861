using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using Microsoft.Extensions.Logging.Abstractions;
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
        await using var turn = await RosterTurn.TakeAsync(desk);
        var id = AllocationDesk.Ok(await flow.TryUploadAsync(Of(Row(1), Row(2)))).BatchId;
        var work = flow.WorkAsync();
        await RosterTurn.WaitingAsync(desk);
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
        await using (await RosterTurn.TakeAsync(desk))
        {
            id = AllocationDesk.Ok(await flow.TryUploadAsync(Of(Row(1), Row(2), Row(3, name: "")))).BatchId;
            var work = flow.WorkAsync();
            var waiting = await RosterTurn.WaitingAsync(desk);
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
        await using (await RosterTurn.TakeAsync(desk))
        {
            var commit = Assert.ThrowsAnyAsync<Exception>(() => flow.CommitAsync(page));
            var waiting = await RosterTurn.WaitingAsync(desk);
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

    [Fact]
    public async Task A_server_with_another_key_leaves_a_compared_batch_as_it_was()
    {
        var page = await flow.CheckedAsync(Csv(Header, Row(1)));
        AllocationDesk.Ok(await flow.RecheckAsync(page.Id));
        var other = new RosterCheckJob(desk.Db, Clock, new InstallationKey([.. Enumerable.Range(2, IdentityVault.KeyLength).Select(i => (byte)i)]));
        var bureau = (await desk.Db.ListBureausAsync(default)).Single(one => one.Id == (int)Bureau.Lanzhou);
        Assert.True(await new JobRunner(desk.Db, [other], NullLogger<JobRunner>.Instance).RunNextAsync(bureau, default));
        var after = await flow.ShowAsync(page.Id);
        Assert.Equal((RosterState.Previewed, page.Reason, 1L), (after.State, after.Reason, after.Counts.Sum(count => count.Added)));
    }
}
