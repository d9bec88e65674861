using MedInsure.Persistence.Payments;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Payments;
using MedInsure.UseCases.Tasks;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Entitlements;
using static MedInsure.UseCases.Tests.Payments.PaymentFlow;

namespace MedInsure.UseCases.Tests.Payments;

/// <summary>Who comes into a batch and who does not, and what becomes of a batch.</summary>
public sealed class PlanPaymentTests(EntitlementDesk desk) : IClassFixture<EntitlementDesk>, IAsyncLifetime
{
    private readonly PaymentFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Each_county_has_a_batch_of_its_own_and_each_mode_its_own_persons()
    {
        await flow.EntitledAsync((1, Orphan, "620102"), (2, Orphan, "620102"), (3, Orphan, "620123"), (4, Partial, "620123"));
        await flow.ContributedAsync((4, 28_000));
        var trial = AllocationDesk.Ok(await new TryPaymentHandler(desk.Db).HandleAsync(Maker, new TryPayment(new PlanPayment(2021, February, PaymentMode.OnBehalf)), default));
        Assert.StartsWith("将编制 2 个批次，3 人，840.00 元。", trial.Sentence, StringComparison.Ordinal);
        Assert.All(trial.Batches, batch => Assert.Null(batch.BatchId));

        var made = AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.OnBehalf));
        Assert.StartsWith("已编制 2 个批次，3 人，840.00 元。", made.Sentence, StringComparison.Ordinal);
        Assert.Equal([("城关区", 2, 56_000L), ("榆中县", 1, 28_000L)], made.Batches.Select(batch => (batch.RegionName, batch.Persons, batch.TotalFen)));
        var view = await flow.ShowAsync(made.Batches[0].BatchId!.Value);
        Assert.Equal(("2021 年度第 1 批", PaymentBatchState.Planned, "人民币伍佰陆拾元整"), (view.Batch.Number, view.Batch.State, view.InWords));
        Assert.Equal([(1, 28_000L, "待送出"), (2, 28_000L, "待送出")], view.Items.Select(item => (item.Number, item.AmountFen, item.StateName)));
        Assert.All(view.Items, item => Assert.Matches(@"^6201\*{10}\d{3}[\dX]$", item.IdNumber));

        Assert.Contains("没有需要通过代缴支付的人员", (await flow.TryPlanAsync(PaymentMode.OnBehalf)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal(20_000L, Assert.Single(AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.Card)).Batches).TotalFen);
    }

    [Fact]
    public async Task Who_has_to_pay_first_and_has_not_is_left_out_and_counted()
    {
        await flow.EntitledAsync((1, Partial, "620123"), (2, Partial, "620123"), (3, Partial, "620123"));
        await flow.ContributedAsync((2, 28_000));
        var made = AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.Card));
        Assert.Equal((1, 20_000L), (made.Persons, made.TotalFen));
        Assert.Equal(new LeftOutCount(PaymentLeftOut.NotContributed, "先缴后补，尚无本年度缴费记录", 2, 40_000), Assert.Single(made.LeftOut));
        Assert.Contains("另有 2 人这次不支付：先缴后补，尚无本年度缴费记录 2 人", made.Sentence, StringComparison.Ordinal);

        await flow.ContributedAsync((1, 28_000));
        Assert.Equal(1, AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.Card)).Persons);
    }

    [Fact]
    public async Task Newly_identified_persons_wait_for_their_month()
    {
        await desk.PlantAsync([new Planted(1, "620123", new Rules.Subsidies.HeldIdentity("registered-poor", new Month(2020, 11), null, true))]);
        await desk.RunAsync();
        await flow.ContributedAsync((1, 28_000));
        var early = await flow.TryPlanAsync(PaymentMode.Card, month: new Month(2020, 11));
        Assert.Contains("还没有到资助月份 1 人", early.Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal(10_000, AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.Card, month: new Month(2020, 12))).TotalFen);
    }

    [Fact]
    public async Task A_bounced_item_comes_back_in_the_next_batch_and_a_reversed_one_after_the_next_run()
    {
        await flow.EntitledAsync((1, Orphan, "620123"), (2, Orphan, "620123"), (3, Orphan, "620123"));
        var first = await flow.PlannedAsync(PaymentMode.OnBehalf);
        AllocationDesk.Ok(await flow.SendAsync(first));
        var booked = AllocationDesk.Ok(await flow.BookAsync(first, null, new(1, null), new(2, "查无此人"), new(3, null)));
        Assert.Contains("支付成功 2 人，退回 1 人", booked.Sentence, StringComparison.Ordinal);
        Assert.Equal(PaymentBatchState.Closed, (await flow.ShowAsync(first)).Batch.State);

        var second = await flow.PlannedAsync(PaymentMode.OnBehalf);
        Assert.Equal([(2L, 28_000L)], (await flow.ShowAsync(second)).Items.Select(item => (item.PersonId, item.AmountFen)));
        AllocationDesk.Ok(await flow.SendAsync(second));
        AllocationDesk.Ok(await flow.PaidAsync(second));
        Assert.Equal("Bounced 28000, Paid 28000", await flow.ItemsOfAsync(2));

        // 退票 after the bank had said that it was paid; and 冲销, after which a run has to say anew that it is due.
        AllocationDesk.Ok(await flow.TakeBackAsync(second, 1, bounced: true));
        AllocationDesk.Ok(await flow.TakeBackAsync(first, 1, bounced: false));
        var third = AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.OnBehalf));
        Assert.Equal((1, 1), (third.Persons, third.LeftOut.Single(one => one.Reason == PaymentLeftOut.Reversed).Persons));
        await desk.RunAsync();
        Assert.Equal(1, AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.OnBehalf)).Persons);
        Assert.Equal("Reversed 28000, Planned 28000", await flow.ItemsOfAsync(1));
    }

    [Fact]
    public async Task What_bounced_after_a_newer_run_had_counted_it_as_paid_comes_back_too()
    {
        await flow.EntitledAsync((1, Orphan, "620123"));
        var first = await flow.PlannedAsync(PaymentMode.OnBehalf);
        AllocationDesk.Ok(await flow.SendAsync(first));
        await desk.RunAsync(); // 已资助
        Assert.False((await flow.TryPlanAsync(PaymentMode.OnBehalf)).IsOk);
        AllocationDesk.Ok(await flow.BookAsync(first, null, new PaymentAnswer(1, "账户已注销")));
        Assert.Equal(28_000, AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.OnBehalf)).TotalFen);
    }

    [Fact]
    public async Task A_top_up_is_paid_when_a_person_decided_so_and_once()
    {
        await desk.PlantAsync([new Planted(1, "620123", new Rules.Subsidies.HeldIdentity("rural-subsistence-1", new Month(2020, 1), null, false))]);
        await using (var superuser = await flow.PlantingAsync())
        {
            await EntitlementDesk.PayAsync(superuser, 1, 10_000, "Paid");
            await superuser.ExecuteAsync("UPDATE payment_item SET mode = (SELECT 'OnBehalf')");
        }

        var run = await desk.RunAsync();
        Assert.False((await flow.TryPlanAsync(PaymentMode.OnBehalf)).IsOk);
        await using (var lanzhou = await desk.Database.OpenAppAsync(5, Maker.UserId))
        {
            await lanzhou.ExecuteAsync(
                "INSERT INTO entitlement_decision (tenant_id, coverage_year, person_id, run_id, kind, amount_fen, reason, decided_by, decided_at) SELECT 5, 2021, 1, $1, 'Pay', difference_fen, '年中升级', app.uid(), now() FROM entitlement WHERE run_id = $1", run);
        }

        var batch = await flow.PlannedAsync(PaymentMode.OnBehalf);
        Assert.Equal((18_000L, true), ((await flow.ShowAsync(batch)).Items.Single() is var item ? (item.AmountFen, item.IsTopUp) : default));
        AllocationDesk.Ok(await flow.SendAsync(batch));
        AllocationDesk.Ok(await flow.PaidAsync(batch));
        Assert.False((await flow.TryPlanAsync(PaymentMode.OnBehalf)).IsOk);
        Assert.Equal("Paid 10000, Paid 18000", await flow.ItemsOfAsync(1));
    }

    [Fact]
    public async Task Who_is_paid_in_one_mode_is_not_planned_in_the_other()
    {
        await desk.PlantAsync([new Planted(1, "620123", new Rules.Subsidies.HeldIdentity("rural-subsistence-1", new Month(2020, 1), null, false))]);
        await desk.RunAsync();
        await using (var superuser = await flow.PlantingAsync())
        {
            await superuser.ExecuteAsync("UPDATE entitlement SET state = 1, paid_fen = 28000, difference_fen = 0");
            await EntitlementDesk.PayAsync(superuser, 1, 10_000, "Paid");
        }

        Assert.Contains("已按另一种方式支付 1 人", (await flow.TryPlanAsync(PaymentMode.OnBehalf)).Problem!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_plans_neither_sends_nor_books_and_the_attempt_is_recorded()
    {
        await flow.EntitledAsync((1, Orphan, "620123"));
        var batch = await flow.PlannedAsync(PaymentMode.OnBehalf, actor: Checker);
        Assert.Contains("编制人以外", (await flow.SendAsync(batch)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.IsType<NotAllowed>((await flow.SendAsync(batch, Maker)).Problem);
        Assert.IsType<NotAllowed>((await flow.TryPlanAsync(PaymentMode.Card, actor: Some.Reviewer(Bureau.Lanzhou))).Problem);
        var view = await flow.ShowAsync(batch);
        Assert.Equal((false, true), (view.MaySend, view.MayCancel));
        Assert.Contains("编制人以外", view.WhyNotSend, StringComparison.Ordinal);

        AllocationDesk.Ok(await flow.SendAsync(batch, Some.Reviewer(Bureau.Lanzhou)));
        Assert.IsType<Conflict>((await flow.SendAsync(batch, Some.Reviewer(Bureau.Lanzhou))).Problem);
        Assert.IsType<Conflict>((await flow.CancelAsync(batch)).Problem);
        Assert.IsType<NotAllowed>((await flow.PaidAsync(batch)).Problem);
        Assert.IsType<NotAllowed>((await flow.PaidAsync(batch, Maker)).Problem);
        AllocationDesk.Ok(await flow.PaidAsync(batch, Some.SecondFinanceOfficer(Bureau.Lanzhou)));
        await using var lanzhou = await desk.Database.OpenAppAsync(5);
        Assert.Equal(2, await lanzhou.ScalarAsync<long>("SELECT count(*) FROM audit_entry WHERE act = 'SendPaymentRefused'"));
    }

    [Fact]
    public async Task A_cancelled_batch_gives_its_persons_back_and_a_batch_waits_in_the_inbox_of_who_may_send_it()
    {
        await flow.EntitledAsync((1, Orphan, "620123"));
        var batch = await flow.PlannedAsync(PaymentMode.OnBehalf);
        async Task<bool> WaitsFor(Rules.Access.Actor actor) => AllocationDesk.Ok(await new ListTasksHandler(desk.Db, Clock).HandleAsync(actor, new ListTasks(), default)).Any(task => task.Link == $"/payments/{batch}");
        Assert.Equal((true, true, false), (await WaitsFor(Checker), await WaitsFor(Some.Reviewer(Bureau.Lanzhou)), await WaitsFor(Maker)));
        Assert.Equal((true, false), (await WaitsFor(Checker.LimitedTo("620123")), await WaitsFor(Checker.LimitedTo("620102"))));
        AllocationDesk.Ok(await flow.CancelAsync(batch));
        Assert.False(await WaitsFor(Checker));
        async Task<long> SumAsync(PaymentBatchState? state) => AllocationDesk.Ok(await new ListPaymentsHandler(desk.Db, Clock).HandleAsync(Maker, new ListPayments(State: state), default)).TotalFen;
        Assert.Equal((0, 28_000), (await SumAsync(null), await SumAsync(PaymentBatchState.Cancelled)));
        await flow.PlannedAsync(PaymentMode.OnBehalf);
        Assert.Equal("Withdrawn 28000, Planned 28000", await flow.ItemsOfAsync(1));
    }

    [Fact]
    public async Task Who_is_limited_to_a_county_sees_and_plans_that_county_only()
    {
        await flow.EntitledAsync((1, Orphan, "620102"), (2, Orphan, "620123"));
        var county = Maker.LimitedTo("620123");
        Assert.IsType<NotAllowed>((await flow.TryPlanAsync(PaymentMode.OnBehalf, "620102", county)).Problem);
        Assert.Equal("榆中县", Assert.Single(AllocationDesk.Ok(await flow.TryPlanAsync(PaymentMode.OnBehalf, actor: county)).Batches).RegionName);
        var other = await flow.PlannedAsync(PaymentMode.OnBehalf);
        Assert.IsType<NotFound>((await new ShowPaymentHandler(desk.Db, EntitlementDesk.Key).HandleAsync(county, new ShowPayment(other), default)).Problem);
        Assert.IsType<NotFound>((await flow.FileAsync(other, true, county)).Problem);
        Assert.Equal((1, 2), (await ListedAsync(county), await ListedAsync(Maker)));

        async Task<int> ListedAsync(Rules.Access.Actor actor) => AllocationDesk.Ok(await new ListPaymentsHandler(desk.Db, Clock).HandleAsync(actor, new ListPayments(), default)).Count;
    }

    [Fact]
    public async Task Nothing_is_planned_without_a_run_or_for_a_year_that_does_not_fit()
    {
        Assert.Contains("还没有已完成的资助认定", (await flow.TryPlanAsync(PaymentMode.Card)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("请核对支付月份", (await flow.TryPlanAsync(PaymentMode.Card, month: new Month(2019, 12))).Problem!.Sentence, StringComparison.Ordinal);
    }
}
