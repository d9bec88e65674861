using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Payments;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Rosters;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>代缴 of 兰州 for coverage 2021 on a server that is killed: planned by a clerk, sent and booked by a finance officer.</summary>
internal sealed class KillPayments(KillGround ground)
{
    private static readonly Actor Checker = Some.FinanceOfficer(Bureau.Lanzhou);

    public Task<Result<PlannedPayment>> TryPlanAsync() =>
        new PlanPaymentHandler(ground.Database.TenantDb, RosterActs.Clock).HandleAsync(RosterActs.Clerk, new PlanPayment(2021, new Month(2021, 1), PaymentMode.OnBehalf), default);

    public Task<Result<DecidedPayment>> SendAsync(long batch) => new SendPaymentHandler(ground.Database.TenantDb, RosterActs.Clock, RosterFlow.Key).HandleAsync(Checker, new SendPayment(batch), default);

    public Task<Result<DecidedPayment>> BookAsync(long batch) => new BookAllPaidHandler(ground.Database.TenantDb, RosterActs.Clock).HandleAsync(Checker, new BookAllPaid(batch), default);

    public async Task PayAllAsync()
    {
        foreach (var batch in AllocationDesk.Ok(await TryPlanAsync()).Batches)
        {
            AllocationDesk.Ok(await SendAsync(batch.BatchId!.Value));
            AllocationDesk.Ok(await BookAsync(batch.BatchId!.Value));
        }
    }

    /// <summary>Whoever the first run says is due 代缴 has one paid item of that amount, and nobody has another.</summary>
    public async Task EachIsPaidOnceAsync()
    {
        Assert.Equal(0, await ground.Flow.CountAsync(
            """
            SELECT count(*) FROM (
              SELECT e.person_id, c.amount_fen FROM entitlement e JOIN entitlement_choice c ON c.run_id = e.run_id AND c.id = e.choice_id
              WHERE e.run_id = (SELECT min(r.id) FROM entitlement_run r WHERE r.state = 'Computed') AND c.mode = 'OnBehalf' AND e.state = 0) AS due
            FULL JOIN (SELECT i.person_id, i.amount_fen, count(*) OVER (PARTITION BY i.person_id) AS times, i.state FROM payment_item i WHERE i.state NOT IN ('Withdrawn', 'Bounced', 'Reversed')) AS paid
              ON paid.person_id = due.person_id
            WHERE (paid.amount_fen, paid.times, paid.state) IS DISTINCT FROM (due.amount_fen, 1::bigint, 'Paid')
            """));
        Assert.True(await ground.Flow.CountAsync("SELECT count(*) FROM payment_item WHERE state = 'Paid'") > 1_000);
    }
}
