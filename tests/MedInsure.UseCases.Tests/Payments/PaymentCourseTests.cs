using MedInsure.Persistence.Payments;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Tests.Contributions;
using MedInsure.UseCases.Tests.Entitlements;
using static MedInsure.UseCases.Tests.Payments.PaymentFlow;

namespace MedInsure.UseCases.Tests.Payments;

/// <summary>Over random courses of planning, sending, booking, taking back and cancelling, and with two clerks at once, nobody is ever paid above the contribution, in two modes or by two open batches.</summary>
public sealed class PaymentCourseTests(EntitlementDesk desk) : IClassFixture<EntitlementDesk>, IAsyncLifetime
{
    private const int Persons = 12;
    private const int Steps = 60;

    private readonly PaymentFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nobody_is_ever_paid_too_much(int seed)
    {
        var random = new Random(seed);
        await flow.EntitledAsync([.. Enumerable.Range(1, Persons).Select(person => (person, person % 2 == 0 ? Orphan : Partial, person % 3 == 0 ? "620102" : "620123"))]);
        await flow.ContributedAsync([.. Enumerable.Range(1, Persons).Where(person => person % 5 != 0).Select(person => (person, 28_000))]);
        var (batches, done) = (new List<long>(), new HashSet<string>());
        for (var step = 0; step < Steps; step++)
        {
            var batch = batches.Count > 0 ? batches[random.Next(batches.Count)] : 0;
            var choice = random.Next(9);
            switch (choice)
            {
                case 0 or 1:
                    var planned = await flow.TryPlanAsync(random.Next(2) == 0 ? PaymentMode.OnBehalf : PaymentMode.Card, random.Next(3) switch { 0 => "620102", 1 => "620123", _ => null });
                    Note("plan", planned);
                    batches.AddRange(planned.IsOk ? planned.Value.Batches.Select(one => one.BatchId!.Value) : []);
                    break;
                case 2 or 3:
                    Note("send", await flow.SendAsync(batch, random.Next(4) == 0 ? Maker : Checker));
                    break;
                case 4:
                    Note("pay", await flow.PaidAsync(batch));
                    break;
                case 5 when batch > 0:
                    var view = await flow.ShowAsync(batch);
                    Note("book", await flow.BookAsync(batch, null, [.. view.Items.Where(_ => random.Next(2) == 0).Select(item => new PaymentAnswer(item.Number, random.Next(2) == 0 ? "退回" : null))]));
                    break;
                case 6:
                    Note("back", await flow.TakeBackAsync(batch, 1 + random.Next(4), random.Next(2) == 0));
                    break;
                case 7:
                    Note("cancel", await flow.CancelAsync(batch));
                    break;
                default:
                    await desk.RunAsync();
                    break;
            }

            await HoldsAsync(seed, step);
        }

        Assert.Superset(new HashSet<string> { "plan", "send" }, done);

        void Note<T>(string act, Result<T> outcome) => _ = outcome.IsOk && done.Add(act);
    }

    [Fact]
    public async Task Two_clerks_who_plan_at_once_share_the_persons_out_or_one_of_them_has_none()
    {
        await flow.EntitledAsync([.. Enumerable.Range(1, 40).Select(person => (person, Orphan, "620123"))]);
        for (var round = 0; round < 12; round++)
        {
            var both = await Task.WhenAll(flow.TryPlanAsync(PaymentMode.OnBehalf), flow.TryPlanAsync(PaymentMode.OnBehalf, actor: Some.SecondClerk(Bureau.Lanzhou)));
            var one = Assert.Single(both, outcome => outcome.IsOk).Value;
            Assert.Equal(40, one.Persons);
            await HoldsAsync(0, round);
            Assert.True((await flow.CancelAsync(one.Batches[0].BatchId!.Value)).IsOk);
        }
    }

    [Fact]
    public async Task Of_two_who_send_or_book_the_same_batch_at_once_one_does_it()
    {
        await flow.EntitledAsync([.. Enumerable.Range(1, 10).Select(person => (person, Orphan, "620123"))]);
        var batch = await flow.PlannedAsync(PaymentMode.OnBehalf);
        Assert.Single(await Task.WhenAll(flow.SendAsync(batch), flow.SendAsync(batch, Some.Reviewer(Bureau.Lanzhou)), flow.CancelAsync(batch)), outcome => outcome.IsOk);
        if ((await flow.ShowAsync(batch)).Batch.State == PaymentBatchState.Sent)
        {
            Assert.Single(await Task.WhenAll(flow.PaidAsync(batch), flow.PaidAsync(batch, Some.Reviewer(Bureau.Lanzhou))), outcome => outcome.IsOk);
        }
    }

    /// <summary>先缴后补: whoever takes a contribution back waits for the plan that is being made of it, and is then told what rests on it.</summary>
    [Fact]
    public async Task A_contribution_is_not_taken_back_under_a_plan_that_is_being_made()
    {
        await flow.EntitledAsync((1, Partial, "620123"));
        var tax = new ContributionFlow(desk.Database);
        var file = await tax.RecordedAsync(ContributionFlow.Of(ContributionFlow.Row(1, number: EntitlementDesk.Number(1).Value)));
        await using var planner = await desk.Database.OpenAppAsync(5, Maker.UserId);
        await using var turn = await planner.BeginTransactionAsync();
        var plan = (await PaymentPlan.BeginAsync(planner, 2021, February, PaymentMode.Card, null, default))!;
        var undoing = tax.UndoAsync(file);
        await desk.Database.WaitsAsync(undoing);
        var batch = await planner.ScalarAsync<long>(
            """
            INSERT INTO payment_batch (tenant_id, coverage_year, month, mode, region_code, run_id, number, state, items, total_fen, made_by, made_at)
            VALUES (5, 2021, 2021 * 12 + 1, 'Card', '620123', $1, 1, 'Planned', 1, 20000, app.uid(), now()) RETURNING id
            """,
            plan.Run.Id);
        await plan.InsertAsync(new Dictionary<RegionCode, long> { [new("620123")] = batch }, default);
        await turn.CommitAsync();
        Assert.Contains("已有一卡通支付依据这批缴费记录", (await undoing).Problem?.Sentence, StringComparison.Ordinal);
    }

    private async Task HoldsAsync(int seed, int step)
    {
        await using var lanzhou = await desk.Database.OpenAppAsync(5);
        Assert.Equal((seed, step, 0L), (seed, step, await lanzhou.ScalarAsync<long>(
            """
            SELECT count(*) FROM (SELECT i.person_id FROM payment_item i WHERE i.state IN ('Planned', 'Sent', 'Paid') GROUP BY i.person_id, i.coverage_year
                                  HAVING sum(i.amount_fen) > 28000 OR count(DISTINCT i.mode) > 1 OR count(*) FILTER (WHERE i.state <> 'Paid') > 1) AS wrong
            """)));
        Assert.Equal(0, await lanzhou.ScalarAsync<long>(
            "SELECT count(*) FROM payment_item i JOIN person p ON p.id = i.person_id WHERE i.mode = 'Card' AND NOT EXISTS (SELECT FROM contribution c WHERE c.id_number = p.id_number)"));
    }
}
