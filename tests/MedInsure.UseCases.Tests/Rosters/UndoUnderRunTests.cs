using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Payments;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using Microsoft.Extensions.Logging.Abstractions;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;

namespace MedInsure.UseCases.Tests.Rosters;

public sealed class UndoUnderRunTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    /// <summary>A run that was made of a roster goes on naming its people when the roster is taken back; who was in no run leaves with it.</summary>
    [Fact]
    public async Task An_undone_roster_leaves_the_people_whom_a_run_names()
    {
        var flow = new RosterFlow(desk);
        await flow.ClearAsync();
        var first = await flow.CommittedAsync(RosterFlow.Of(Row(1), Row(2)));
        var run = AllocationDesk.Ok(await new StartEntitlementRunHandler(desk.Db, Clock).HandleAsync(Clerk, new StartEntitlementRun(2020, November), default)).RunId;
        var bureau = (await desk.Db.ListBureausAsync(default)).Single(one => one.Id == (int)Bureau.Lanzhou);
        Assert.True(await new JobRunner(desk.Db, [new EntitlementRunJob(desk.Db, Clock)], NullLogger<JobRunner>.Instance).RunNextAsync(bureau, default));
        var second = await flow.CommittedAsync(RosterFlow.Of(Row(1), Row(2), Row(3)), month: RosterFlow.December);

        Assert.Equal((2, 56_000L), Of(await PlanAsync()));
        Assert.Equal($"这次认定之后，民政部门2020年12月全量名单（第 {second.Id} 批）已入库，认定结果与现有名单可能不一致。请按2020年12月名单重新认定，再安排资助支付。", await OutdatedAsync(run));
        Assert.EndsWith("请通知本机构的经办人员按2020年12月名单重新认定，再安排资助支付。", await OutdatedAsync(run, RosterFlow.Reviewer), StringComparison.Ordinal);
        flow.Limit = new(0);
        AllocationDesk.Ok(await flow.UndoAsync(second.Id));
        Assert.Equal(
            $"这次认定之后，民政部门2020年12月全量名单（第 {second.Id} 批）正在撤销入库。请等它办完、刷新本页后，再看是否需要重新认定。", await OutdatedAsync(run));
        await flow.WorkAsync();
        flow.Limit = new(RosterWaitLimit.DefaultChanges);
        Assert.Null(await OutdatedAsync(run));
        Assert.Equal(2, await flow.CountAsync("SELECT count(*) FROM person"));
        AllocationDesk.Ok(await flow.UndoAsync(first.Id));
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM membership"));
        Assert.Equal(2, await flow.CountAsync("SELECT count(*) FROM entitlement e JOIN person p ON p.tenant_id = e.tenant_id AND p.id = e.person_id WHERE e.run_id = $1", run));

        Assert.Equal($"这次认定之后，所依据的民政部门2020年11月全量名单（第 {first.Id} 批）已撤销入库，认定结果与现有名单可能不一致。目前没有已入库的名单，请先上传名单并确认入库，再重新认定。", await OutdatedAsync(run));
        var mended = await flow.CommittedAsync(RosterFlow.Of(Row(1)));
        Assert.Equal(
            $"这次认定之后，所依据的民政部门2020年11月全量名单（第 {first.Id} 批）已撤销入库；民政部门2020年11月全量名单（第 {mended.Id} 批）已入库，认定结果与现有名单可能不一致。请按2020年11月名单重新认定，再安排资助支付。",
            await OutdatedAsync(run));
        AllocationDesk.Ok(await flow.UndoAsync(mended.Id));

        // What the run said they were entitled to went with the roster: nobody is paid by it.
        var plan = await PlanAsync();
        Assert.Equal((0, 0L), Of(plan));
        Assert.Equal("认定之后名单已撤销或身份已取消，须重新认定", Assert.Single(plan.LeftOut).Words);
        Assert.Equal(2, plan.LeftOut[0].Persons);
    }

    [Fact]
    public async Task A_reason_with_a_number_of_an_identity_card_is_not_kept()
    {
        var flow = new RosterFlow(desk);
        await flow.ClearAsync();
        var batch = await flow.CommittedAsync(RosterFlow.Of(Row(1)));
        var refused = await flow.UndoAsync(batch.Id, reason: $"{Number(1)} 报错了");
        Assert.Equal("理由、依据等文字中不要写身份证号码等长号码，请改写后再办。", refused.Problem?.Sentence);
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE detail::text LIKE '%' || $1 || '%'", Number(1)));
        AllocationDesk.Ok(await flow.UndoAsync(batch.Id, reason: "民政部门 11 月重报"));
    }

    private async Task<string?> OutdatedAsync(long run, Rules.Access.Actor? actor = null) =>
        AllocationDesk.Ok(await new ShowEntitlementRunHandler(desk.Db).HandleAsync(actor ?? Clerk, new ShowEntitlementRun(run), default)).Outdated;

    private static (int Persons, long Fen) Of(PlannedPayment plan) => (plan.Persons, plan.TotalFen);

    private async Task<PlannedPayment> PlanAsync() =>
        AllocationDesk.Ok(await new TryPaymentHandler(desk.Db).HandleAsync(Clerk, new TryPayment(new PlanPayment(2021, RosterFlow.December, PaymentMode.OnBehalf)), default));
}
