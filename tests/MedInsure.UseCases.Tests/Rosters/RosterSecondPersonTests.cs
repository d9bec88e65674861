using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tasks;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>Who commits what, whatever two people do at once.</summary>
public sealed class RosterSecondPersonTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private readonly RosterFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_drop_waits_for_somebody_else_who_finds_it_among_his_tasks()
    {
        await flow.CommittedAsync(Of([.. Enumerable.Range(1, 20).Select(i => Row(i))]));
        var tenth = await flow.CheckedAsync(Of([.. Enumerable.Range(1, 18).Select(i => Row(i))]), month: December);
        Assert.Equal(RosterState.Previewed, tenth.State); // a tenth is not more than a tenth
        AllocationDesk.Ok(await flow.CancelAsync(tenth.Id));

        var page = await flow.CheckedAsync(Of([.. Enumerable.Range(1, 17).Select(i => Row(i))]), month: December);
        Assert.Equal(RosterState.AwaitingSecond, page.State);
        Assert.StartsWith("将取消 3 条身份，占原有 20 条的 15.0%，超过 10%（内部口径）。", page.Reason, StringComparison.Ordinal);
        Assert.False(page.Moves.Commit);
        Assert.Contains("上传人以外的另一人", page.Moves.Waits, StringComparison.Ordinal);
        Assert.Contains("上传人以外的另一人", (await flow.CommitAsync(page)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Empty(await TasksAsync(Clerk));
        Assert.Equal("第二人确认名单", Assert.Single(await TasksAsync(Reviewer)).What);
        Assert.Equal($"/rosters/{page.Id}", Assert.Single(await TasksAsync(SecondClerk)).Link);
        Assert.Empty(await TasksAsync(SecondClerk.LimitedTo("620123")));

        Assert.True((await flow.ShowAsync(page.Id, SecondClerk)).Moves.Commit);
        AllocationDesk.Ok(await flow.CommitAsync(page, Reviewer));
        Assert.Equal([("上传", "经办甲"), ("第二人确认并入库", "复核甲")], (await flow.ShowAsync(page.Id)).Steps.Select(step => (step.What, step.By)));
        Assert.Empty(await TasksAsync(Reviewer));
    }

    [Fact]
    public async Task A_county_that_is_missing_waits_for_somebody_else_also_where_the_drop_is_small()
    {
        await flow.CommittedAsync(Of([.. Enumerable.Range(1, 40).Select(i => Row(i, county: i == 40 ? "榆中县" : "城关区"))]));
        var page = await flow.CheckedAsync(Of([.. Enumerable.Range(1, 39).Select(i => Row(i))]), month: December);
        Assert.Equal((RosterState.AwaitingSecond, "榆中县原有人员、本次名单中一个也没有。须由上传人以外的另一人核对后确认入库。"), (page.State, page.Reason));
    }

    [Fact]
    public async Task Of_two_people_who_commit_at_once_one_does_and_the_other_is_told_who()
    {
        await flow.CommittedAsync(Of(Row(1), Row(2)));
        var page = await flow.CheckedAsync(Of(Row(1)), month: December);
        var both = await Task.WhenAll(flow.CommitAsync(page, Reviewer), flow.CommitAsync(page, SecondClerk));
        var refused = Assert.Single(both, one => !one.IsOk).Problem!;
        Assert.Matches("^这批名单已由 (复核甲|经办乙) 于 .* 入库，没有重复办理。$", refused.Sentence);
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM membership WHERE until_month IS NOT NULL"));
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'CommitRoster' AND subject = $1", $"roster/{page.Id}"));
    }

    [Fact]
    public async Task What_was_compared_with_another_state_is_compared_again_before_it_is_committed()
    {
        await flow.CommittedAsync(Of(Row(1)));
        var first = await flow.CheckedAsync(Of(Row(1), Row(2)), month: December);
        var second = await flow.CheckedAsync(Of(Row(1), Row(3)), month: December);
        AllocationDesk.Ok(await flow.CommitAsync(first));
        second = await flow.ShowAsync(second.Id);
        Assert.Equal((true, false), (second.IsOvertaken, second.Moves.Commit));
        Assert.Contains("重新比对后再入库", (await flow.CommitAsync(second)).Problem!.Sentence, StringComparison.Ordinal);

        AllocationDesk.Ok(await flow.RecheckAsync(second.Id));
        Assert.Contains("正在后台校验", (await flow.RecheckAsync(second.Id)).Problem!.Sentence, StringComparison.Ordinal);
        await flow.WorkAsync();
        var again = await flow.ShowAsync(second.Id);
        Assert.Equal((RosterState.AwaitingSecond, false, 1L), (again.State, again.IsOvertaken, again.Counts.Sum(count => count.Cancelled)));

        // Who still has the old preview before him has not seen that.
        Assert.Contains("重新比对过", (await flow.CommitAsync(second, Reviewer)).Problem!.Sentence, StringComparison.Ordinal);
        AllocationDesk.Ok(await flow.CommitAsync(again, Reviewer));
    }

    [Fact]
    public async Task Only_the_newest_batch_is_undone_with_a_reason_and_by_who_may()
    {
        var empty = await flow.LedgerAsync();
        var first = await flow.CommittedAsync(Of(Row(1), Row(2)));
        var before = await flow.LedgerAsync();
        var second = await flow.CommittedAsync(Of(Row(1), Row(3)), month: December);
        Assert.Contains("请先撤销最近的一批", (await flow.UndoAsync(first.Id)).Problem!.Sentence, StringComparison.Ordinal);
        var seen = (await flow.ShowAsync(first.Id)).Moves;
        Assert.Equal((false, $"这批名单之后，民政部门又有名单入库，不能直接撤销；确需撤销的，请先撤销最近的一批（第 {second.Id} 批，2020年12月全量名单）。", second.Id), (seen.Undo, seen.Held!.Sentence, seen.Held.Batch));
        Assert.Equal((true, null), ((await flow.ShowAsync(second.Id)).Moves.Undo, (await flow.ShowAsync(second.Id)).Moves.Held));
        Assert.Equal((false, null), ((await flow.ShowAsync(first.Id, Some.FinanceOfficer(Bureau.Lanzhou))).Moves.Undo, (await flow.ShowAsync(first.Id, Some.FinanceOfficer(Bureau.Lanzhou))).Moves.Held));
        Assert.IsType<Invalid>((await flow.UndoAsync(second.Id, reason: " ")).Problem);
        Assert.IsType<NotAllowed>((await flow.UndoAsync(second.Id, Some.FinanceOfficer(Bureau.Lanzhou))).Problem);
        AllocationDesk.Ok(await flow.UndoAsync(second.Id));
        Assert.Equal(before, await flow.LedgerAsync());
        Assert.IsType<Conflict>((await flow.UndoAsync(second.Id)).Problem);
        AllocationDesk.Ok(await flow.UndoAsync(first.Id, Reviewer));
        Assert.Equal(empty, await flow.LedgerAsync());
    }

    [Fact]
    public async Task A_batch_stays_while_a_payment_rests_on_one_of_its_people_and_goes_once_that_came_to_nothing()
    {
        var first = await flow.CommittedAsync(Of(Row(1), Row(2)));
        var second = await flow.CommittedAsync(Of(Row(1), Row(2), Row(3)), month: December);
        await flow.PlanPaymentAsync(1, given: true);
        await flow.PlanPaymentAsync(2);
        AllocationDesk.Ok(await flow.UndoAsync(second.Id)); // it had changed nothing for those two
        var refused = (await flow.UndoAsync(first.Id)).Problem!;
        var seen = (await flow.ShowAsync(first.Id)).Moves;
        Assert.Equal((false, refused.Sentence, null), (seen.Undo, seen.Held!.Sentence, seen.Held.Batch));
        Assert.StartsWith("这批名单变动的人员中，有 1 人已列入资助支付", refused.Sentence, StringComparison.Ordinal);
        await using (var lanzhou = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou, Clerk.UserId))
        {
            await lanzhou.ExecuteAsync("UPDATE payment_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now() WHERE state = 'Planned'; UPDATE payment_item SET state = 'Withdrawn', changed_by = app.uid(), changed_at = now() WHERE state = 'Planned'");
        }

        AllocationDesk.Ok(await flow.UndoAsync(first.Id));
        Assert.Equal((0L, 2L), (await flow.CountAsync("SELECT count(*) FROM membership"), await flow.CountAsync("SELECT count(*) FROM person")));
    }

    [Fact]
    public async Task Many_payments_on_a_batch_are_counted_to_a_thousand()
    {
        var page = await flow.CommittedAsync(RosterBackgroundTests.People(1002));
        await flow.PlanPaymentAsync(1);
        await AlsoAsync(999);
        Assert.Contains("有 1000 人已列入资助支付", (await flow.ShowAsync(page.Id)).Moves.Held!.Sentence, StringComparison.Ordinal);
        await AlsoAsync(1);
        Assert.Contains("有 1000 多人已列入资助支付", (await flow.ShowAsync(page.Id)).Moves.Held!.Sentence, StringComparison.Ordinal);
        await PlantAsync("DELETE FROM payment_item WHERE state = 'Planned' AND number > 1");
        await flow.ExecuteAsAsync(Clerk, "UPDATE payment_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now() WHERE state = 'Planned'; UPDATE payment_item SET state = 'Withdrawn', changed_by = app.uid(), changed_at = now() WHERE state = 'Planned'");

        // As many more items of the same payment, past its guards: it is the counting that is looked at.
        Task AlsoAsync(int persons) => PlantAsync(
            """
            INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, changed_by, changed_at)
            SELECT i.tenant_id, i.batch_id, n.last + row_number() OVER (), p.id, i.coverage_year, i.mode, i.amount_fen, i.contribution_fen, i.region_code, i.run_id, i.state, i.changed_by, i.changed_at
            FROM (SELECT * FROM payment_item WHERE state = 'Planned' LIMIT 1) AS i CROSS JOIN (SELECT max(number) AS last FROM payment_item) AS n JOIN person p ON p.tenant_id = i.tenant_id
            WHERE NOT EXISTS (SELECT FROM payment_item o WHERE o.person_id = p.id AND o.state = 'Planned') LIMIT $1
            """,
            persons);

        async Task PlantAsync(string sql, params object[] values)
        {
            await using var superuser = await desk.Database.OpenSuperuserAsync();
            await superuser.ExecuteAsync("SET session_replication_role = replica");
            await superuser.ExecuteAsync(sql, values);
        }
    }

    [Fact]
    public async Task What_was_given_up_is_not_committed_and_what_was_committed_is_not_given_up()
    {
        var page = await flow.CheckedAsync(Of(Row(1)));
        AllocationDesk.Ok(await flow.CancelAsync(page.Id, Reviewer));
        Assert.IsType<Conflict>((await flow.CommitAsync(page)).Problem);
        Assert.IsType<Conflict>((await flow.CancelAsync(page.Id)).Problem);
        Assert.IsType<Conflict>((await flow.RecheckAsync(page.Id)).Problem);
        var committed = await flow.CommittedAsync(Of(Row(1)));
        Assert.IsType<Conflict>((await flow.CancelAsync(committed.Id)).Problem);
    }

    [Fact]
    public async Task A_batch_of_a_month_that_is_past_is_nobodys_task_to_commit_but_its_makers_to_cancel()
    {
        await flow.CommittedAsync(People(20), month: new(2020, 10));
        var drop = await flow.CheckedAsync(People(10));
        var mine = await flow.CheckedAsync(People(20));
        Assert.Equal(["核对名单并入库"], (await TasksAsync(Clerk)).Select(task => task.What));
        Assert.Equal(["第二人确认名单"], (await TasksAsync(Reviewer)).Select(task => task.What));

        await flow.CommittedAsync(People(20), month: December);
        Assert.Empty(await TasksAsync(Reviewer));
        Assert.Empty(await TasksAsync(SecondClerk));
        var left = await TasksAsync(Clerk);
        Assert.Equal([("取消不能再入库的名单", "民政部门 2020年11月全量名单（2020年12月的名单已入库）", $"/rosters/{drop.Id}"), ("取消不能再入库的名单", "民政部门 2020年11月全量名单（2020年12月的名单已入库）", $"/rosters/{mine.Id}")], left.Select(task => (task.What, task.Subject, task.Link)));
        AllocationDesk.Ok(await flow.CancelAsync(drop.Id));
        AllocationDesk.Ok(await flow.CancelAsync(mine.Id));
        Assert.Empty(await TasksAsync(Clerk));

        static byte[] People(int count) => Of(Enumerable.Range(1, count).Select(i => Row(i, date: "2020-10-01")));
    }

    private async Task<IReadOnlyList<TaskRow>> TasksAsync(Rules.Access.Actor actor) => AllocationDesk.Ok(await new ListTasksHandler(desk.Db, Clock).HandleAsync(actor, new ListTasks(), default));
}
