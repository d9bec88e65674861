using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Rosters;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Payments;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tasks;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>入库 and 撤销入库 of long batches, which go on in the background: here every batch of more than two changes is long.</summary>
public sealed class RosterBackgroundTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private readonly RosterFlow flow = new(desk) { Limit = new RosterWaitLimit(2) };

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_long_batch_is_committed_and_undone_in_the_background_and_ends_as_a_short_one_does()
    {
        var empty = await flow.LedgerAsync();
        var page = await flow.CheckedAsync(People(3));
        var asked = AllocationDesk.Ok(await flow.CommitAsync(page, SecondClerk));
        Assert.Equal((true, "已确认，3 条变更正在后台入库，可以关闭本页。"), (asked.IsInBackground, asked.Sentence));
        Assert.Equal(empty, await flow.LedgerAsync());
        var waiting = await flow.ShowAsync(page.Id);
        Assert.Equal((RosterState.Previewed, RosterUnderway.Commit, "正在入库"), (waiting.State, waiting.Underway, waiting.State.Chinese(waiting.Underway)));
        Assert.Equal(new RosterMoves(false, null, false, false, false, null, false), waiting.Moves);
        Assert.Equal([("上传", "经办甲"), ("确认入库（正在后台办理）", "经办乙")], waiting.Steps.Select(step => (step.What, step.By)));
        Assert.Equal("正在入库", await ListedAsync(page.Id));
        Assert.Empty(await TasksAsync(Clerk)); // it was his to commit; now nobody's

        await flow.WorkAsync();
        Assert.Equal("名单已入库：新增 3、变更 0、取消 0、恢复 0 条。", (await JobAsync(RosterCommitJob.Name, page.Id)).Sentence);
        var done = await flow.ShowAsync(page.Id);
        Assert.Equal((RosterState.Committed, null, null, true), (done.State, done.Underway, done.Unfinished, done.Moves.Undo));
        Assert.Equal([("上传", "经办甲"), ("确认入库", "经办乙")], done.Steps.Select(step => (step.What, step.By)));
        Assert.Equal(["AskCommitRoster 经办乙", "CommitRoster 经办乙"], await AuditAsync(page.Id, "%CommitRoster%"));
        Assert.Equal(3, await flow.CountAsync("SELECT count(*) FROM membership"));

        var undo = AllocationDesk.Ok(await flow.UndoAsync(page.Id, Reviewer, "部门重新报送"));
        Assert.Equal((true, "3 条变更正在后台撤销，可以关闭本页。"), (undo.IsInBackground, undo.Sentence));
        Assert.Equal("正在撤销入库", await ListedAsync(page.Id));
        Assert.Equal((RosterUnderway.Undo, false), ((await flow.ShowAsync(page.Id)).Underway, (await flow.ShowAsync(page.Id)).Moves.Undo));
        await flow.WorkAsync();
        Assert.Equal("已撤销入库，人员台账恢复到入库之前。", (await JobAsync(RosterUndoJob.Name, page.Id)).Sentence);
        Assert.Equal((RosterState.Undone, null), ((await flow.ShowAsync(page.Id)).State, (await flow.ShowAsync(page.Id)).Underway));
        Assert.Equal(["AskUndoRoster 复核甲", "UndoRoster 复核甲"], await AuditAsync(page.Id, "%UndoRoster%"));
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'UndoRoster' AND detail ->> 'Reason' = '部门重新报送'"));
        Assert.Equal(empty, await flow.LedgerAsync());
    }

    [Fact]
    public async Task A_batch_of_just_the_limit_is_committed_at_once_unless_another_is_under_way()
    {
        var two = await flow.CheckedAsync(People(2));
        Assert.False(AllocationDesk.Ok(await flow.CommitAsync(two)).IsInBackground);
        Assert.Equal(RosterState.Committed, (await flow.ShowAsync(two.Id)).State);
        Assert.False(AllocationDesk.Ok(await flow.UndoAsync(two.Id)).IsInBackground);

        // Nobody's page waits for minutes because a colleague's long list came first.
        var (other, three) = (await flow.CheckedAsync(Of(Row(50, "建档立卡贫困人口")), authority: Poverty), await flow.CheckedAsync(People(3)));
        Assert.True(AllocationDesk.Ok(await flow.CommitAsync(three)).IsInBackground);
        Assert.True(AllocationDesk.Ok(await flow.CommitAsync(other)).IsInBackground);
        await flow.WorkAsync();
        Assert.Equal(4, await flow.CountAsync("SELECT count(*) FROM membership"));
    }

    [Fact]
    public async Task What_is_refused_is_refused_at_the_asking()
    {
        await flow.CommittedAsync(People(20));
        await flow.WorkAsync();
        var drop = await flow.CheckedAsync(People(10), month: December);
        var (stale, fresh) = (await flow.CheckedAsync(People(24), month: December), await flow.CheckedAsync(People(23), month: December));
        Assert.Contains("上传人以外的另一人", (await flow.CommitAsync(drop)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.IsType<NotAllowed>((await flow.CommitAsync(drop, Some.FinanceOfficer(Bureau.Lanzhou))).Problem);
        Assert.IsType<NotAllowed>((await flow.CommitAsync(drop, SecondClerk.LimitedTo("620123"))).Problem);
        Assert.IsType<NotAllowed>((await flow.UndoAsync(drop.Id, SecondClerk.LimitedTo("620123"))).Problem);
        AllocationDesk.Ok(await flow.RecheckAsync(stale.Id));
        Assert.Contains("正在后台校验", (await flow.CommitAsync(stale)).Problem!.Sentence, StringComparison.Ordinal);
        await flow.WorkAsync();
        Assert.Contains("重新比对过", (await flow.CommitAsync(stale)).Problem!.Sentence, StringComparison.Ordinal);
        AllocationDesk.Ok(await flow.CommitAsync(fresh));
        await flow.WorkAsync();
        Assert.Equal("比对之后，这一部门的名单又有变化，请重新比对后再入库。", (await flow.CommitAsync(await flow.ShowAsync(stale.Id))).Problem!.Sentence);
        Assert.Matches("^这批名单已由 经办甲 于 .* 入库，没有重复办理。$", (await flow.CommitAsync(fresh, Reviewer)).Problem!.Sentence);
        Assert.Contains("只有已入库的名单可以撤销", (await flow.UndoAsync(stale.Id)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM job WHERE state = 'Queued'"));
    }

    [Fact]
    public async Task Of_two_who_press_at_once_one_wins_and_the_other_is_told_who()
    {
        await flow.CommittedAsync(People(20));
        await flow.WorkAsync();
        var page = await flow.CheckedAsync(People(10), month: December);
        var both = await Task.WhenAll(flow.CommitAsync(page, Reviewer), flow.CommitAsync(page, SecondClerk));
        Assert.Matches("^(复核甲|经办乙) 已确认，这批名单正在后台入库，请等它结束后再办理。$", Assert.Single(both, one => !one.IsOk).Problem!.Sentence);
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM job WHERE kind = 'RosterCommit' AND subject_id = $1", page.Id));
        await flow.WorkAsync();
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'CommitRoster' AND subject = $1", $"roster/{page.Id}"));
    }

    [Fact]
    public async Task What_came_between_is_looked_at_when_the_work_begins()
    {
        var (first, second) = (await flow.CheckedAsync(People(3)), await flow.CheckedAsync(People(4)));
        AllocationDesk.Ok(await flow.CommitAsync(first));
        AllocationDesk.Ok(await flow.CommitAsync(second, SecondClerk));
        await flow.WorkAsync();
        Assert.Equal(3, await flow.CountAsync("SELECT count(*) FROM membership"));
        var page = await flow.ShowAsync(second.Id);
        Assert.Equal((RosterState.Previewed, null), (page.State, page.Underway));
        Assert.Equal(("确认入库", false, "经办乙", "比对之后，这一部门的名单又有变化，请重新比对后再入库。"), (page.Unfinished!.What, page.Unfinished.IsCancelled, page.Unfinished.By, page.Unfinished.Sentence));
        Assert.Equal("核对名单并入库", Assert.Single(await TasksAsync(Clerk)).What);
        AllocationDesk.Ok(await flow.RecheckAsync(second.Id));
        await flow.WorkAsync();
        page = await flow.ShowAsync(second.Id);
        Assert.Equal((null, true), (page.Unfinished, page.Moves.Commit));

        // Undone at the same time as another comes to lie on it: whoever is first.
        AllocationDesk.Ok(await flow.CommitAsync(page));
        await flow.WorkAsync();
        var third = await flow.CheckedAsync(People(9), month: December);
        AllocationDesk.Ok(await flow.CommitAsync(third));
        AllocationDesk.Ok(await flow.UndoAsync(second.Id));
        await flow.WorkAsync();
        Assert.StartsWith("这批名单之后，民政部门又有名单入库", (await flow.ShowAsync(second.Id)).Unfinished!.Sentence, StringComparison.Ordinal);
        Assert.Equal(9, await flow.CountAsync("SELECT count(*) FROM membership"));
    }

    /// <summary>What only a look at every row finds is found when the work begins.</summary>
    [Fact]
    public async Task People_whom_another_office_brought_meanwhile_are_compared_again()
    {
        var poor = await flow.CheckedAsync(Of(Enumerable.Range(1, 3).Select(i => Row(i, "建档立卡贫困人口", county: "榆中县"))), authority: Poverty);
        var civil = await flow.CheckedAsync(People(3));
        AllocationDesk.Ok(await flow.CommitAsync(civil));
        AllocationDesk.Ok(await flow.CommitAsync(poor));
        await flow.WorkAsync();
        Assert.Equal("比对之后，名单中有人员的姓名或区划又被其他名单改动，请重新比对后再入库。", (await flow.ShowAsync(poor.Id)).Unfinished!.Sentence);
        Assert.Equal((RosterState.Previewed, 3L), ((await flow.ShowAsync(poor.Id)).State, await flow.CountAsync("SELECT count(*) FROM membership")));
    }

    [Fact]
    public async Task Cancelled_in_its_middle_it_leaves_the_batch_and_the_ledger_as_they_were()
    {
        var page = await flow.CheckedAsync(People(3));
        await using (await RosterTurn.TakeAsync(desk))
        {
            AllocationDesk.Ok(await flow.CommitAsync(page));
            var work = flow.WorkAsync();
            await RosterTurn.WaitingAsync(desk);
            // Its lock is held for long: whoever comes is told at once.
            Assert.IsType<Conflict>((await flow.RecheckAsync(page.Id).WaitAsync(Patience.Longest)).Problem);
            Assert.IsType<Conflict>((await flow.CancelAsync(page.Id).WaitAsync(Patience.Longest)).Problem);
            Assert.IsType<Conflict>((await flow.CommitAsync(page).WaitAsync(Patience.Longest)).Problem);
            var job = await JobAsync(RosterCommitJob.Name, page.Id);
            Assert.True(job.CanCancel);
            Assert.Equal("后台任务只能由提交人本人取消。", (await new CancelJobHandler(desk.Db).HandleAsync(SecondClerk, new CancelJob(job.Id), default)).Problem?.Sentence);
            AllocationDesk.Ok(await new CancelJobHandler(desk.Db).HandleAsync(Clerk, new CancelJob(job.Id), default));
            await work;
        }

        var after = await flow.ShowAsync(page.Id);
        Assert.Equal((RosterState.Previewed, null, "已按要求取消。", true, true), (after.State, after.Underway, after.Unfinished!.Sentence, after.Unfinished.IsCancelled, after.Moves.Commit));
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM person"));
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'CommitRoster' AND subject = $1", $"roster/{page.Id}"));
        AllocationDesk.Ok(await flow.CommitAsync(after));
        await flow.WorkAsync();
        Assert.Equal(RosterState.Committed, (await flow.ShowAsync(page.Id)).State);
    }

    [Fact]
    public async Task A_payment_that_was_planned_meanwhile_keeps_the_batch_and_none_is_planned_while_it_is_undone()
    {
        var page = await flow.CommittedAsync(People(3));
        await flow.WorkAsync();
        AllocationDesk.Ok(await flow.UndoAsync(page.Id));
        var plan = new TryPayment(new PlanPayment(2021, December, PaymentMode.OnBehalf));
        Assert.StartsWith("本机构有一批名单正在撤销入库", (await new TryPaymentHandler(desk.Db).HandleAsync(Clerk, plan, default)).Problem!.Sentence, StringComparison.Ordinal);
        await flow.PlanPaymentAsync(1);
        await flow.WorkAsync();
        var kept = await flow.ShowAsync(page.Id);
        Assert.Equal((RosterState.Committed, "撤销入库"), (kept.State, kept.Unfinished!.What));
        Assert.StartsWith("这批名单变动的人员中，有 1 人已列入资助支付", kept.Unfinished.Sentence, StringComparison.Ordinal);
        await flow.ExecuteAsAsync(Clerk, "UPDATE payment_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now() WHERE state = 'Planned'; UPDATE payment_item SET state = 'Withdrawn', changed_by = app.uid(), changed_at = now() WHERE state = 'Planned'");
    }

    internal static byte[] People(int count) => Of(Enumerable.Range(1, count).Select(i => Row(i)));

    private async Task<JobView> JobAsync(string kind, long batch) => AllocationDesk.Ok(await new ShowJobHandler(desk.Db).HandleAsync(Clerk, new ShowJob(kind, batch), default));

    private async Task<string> ListedAsync(long batch)
    {
        var row = AllocationDesk.Ok(await new ListRostersHandler(desk.Db, Clock).HandleAsync(Clerk, new ListRosters(2020), default)).Rows.Single(one => one.Id == batch);
        return row.State.Chinese(row.Underway);
    }

    private async Task<IReadOnlyList<TaskRow>> TasksAsync(Actor actor) => AllocationDesk.Ok(await new ListTasksHandler(desk.Db, Clock).HandleAsync(actor, new ListTasks(), default));

    private Task<IReadOnlyList<string>> AuditAsync(long batch, string act) => flow.ColumnAsync(
        "SELECT a.act || ' ' || u.display_name FROM audit_entry a JOIN app_user u ON u.tenant_id = a.tenant_id AND u.id = a.user_id WHERE a.subject = $1 AND a.act LIKE $2 ORDER BY a.sequence", $"roster/{batch}", act);
}
