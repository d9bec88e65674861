using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>The way of a run from trial to release, and every door that is shut on it. Each refusal stands beside the same act that succeeds.</summary>
public sealed class RunReviewTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private static readonly Actor Maker = Some.FinanceOfficer(Bureau.Lanzhou);
    private static readonly Actor Checker = Some.Reviewer(Bureau.Lanzhou);
    private static readonly Actor Releaser = Some.SecondReviewer(Bureau.Lanzhou);

    [Fact]
    public async Task Three_people_bring_a_run_from_trial_to_release_and_every_step_is_on_record()
    {
        var run = (await desk.ComputeAsync(Bureau.Lanzhou, kind: RunKind.PreAllocation)).RunId;
        Assert.Equal(RunState.InReview, AllocationDesk.Ok(await desk.SubmitAsync(Maker, run, "请审核")).State);
        Assert.Equal(RunState.Approved, AllocationDesk.Ok(await desk.ApproveAsync(Checker, run, "同意")).State);
        Assert.Equal(RunState.Released, AllocationDesk.Ok(await desk.ReleaseAsync(Releaser, run)).State);

        var page = await desk.ShowAsync(Maker, run);
        Assert.Equal(
            ["ComputeRun 财务甲 ", "SubmitRun 财务甲 请审核", "ApproveRun 复核甲 同意", "ReleaseRun 复核乙 "],
            page.Timeline.Select(step => $"{step.Act} {step.By} {step.Opinion}"));
        Assert.Equal(new RunPossibleActs(false, false, false, false, false, false), page.Acts);
        Assert.Equal(["制表人：财务甲", "审核人：复核甲", "负责人：复核乙", "填报日期：2020年11月20日"], page.Table.Signatures.Parts);

        await using var db = await desk.Db.OpenAsync(Maker, default);
        var audit = await db.Rows.AuditEntries.Where(entry => entry.Subject == $"run/{run}").OrderBy(entry => entry.Sequence).Select(entry => entry.Act + entry.UserId).ToListAsync();
        Assert.Equal([$"ComputeRun{Maker.UserId}", $"SubmitRun{Maker.UserId}", $"ApproveRun{Checker.UserId}", $"ReleaseRun{Releaser.UserId}"], audit);
        Assert.Equal(3, await db.Rows.PolicyReliances.CountAsync(reliance => reliance.RunId == run));
    }

    [Fact]
    public async Task A_new_release_of_the_same_kind_replaces_the_earlier_one_and_no_other()
    {
        var first = await desk.ReleasedAsync(Bureau.Lanzhou, kind: RunKind.Settlement);
        var otherKind = await desk.ReleasedAsync(Bureau.Lanzhou, kind: RunKind.Scenario);
        var second = await desk.ReleasedAsync(Bureau.Lanzhou, kind: RunKind.Settlement);
        Assert.Equal(RunState.Superseded, (await desk.ShowAsync(Maker, first.RunId)).Header.State);
        Assert.Contains((await desk.ShowAsync(Maker, first.RunId)).Timeline, step => step.Act == "SupersedeRun" && step.Opinion!.Contains(second.Number, StringComparison.Ordinal));
        Assert.Equal(RunState.Released, (await desk.ShowAsync(Maker, otherKind.RunId)).Header.State);
        Assert.Equal(RunState.Released, (await desk.ShowAsync(Maker, second.RunId)).Header.State);
    }

    [Fact]
    public async Task Who_made_the_run_does_not_approve_it_whatever_roles_the_person_has()
    {
        var both = Maker with { Roles = Role.FinanceOfficer | Role.Reviewer };
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        AllocationDesk.Ok(await desk.SubmitAsync(Maker, run));
        Assert.False((await desk.ShowAsync(both, run)).Acts.Approve);
        Refused<NotAllowed>((await desk.ApproveAsync(both, run)).Problem, "编制人不能复核自己的测算");
        Assert.True((await desk.ShowAsync(Checker, run)).Acts.Approve);
        AllocationDesk.Ok(await desk.ApproveAsync(Checker, run));
    }

    [Fact]
    public async Task Who_made_or_approved_the_run_does_not_release_it()
    {
        var both = Maker with { Roles = Role.FinanceOfficer | Role.Reviewer };
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        AllocationDesk.Ok(await desk.SubmitAsync(Maker, run));
        AllocationDesk.Ok(await desk.ApproveAsync(Checker, run));
        Refused<NotAllowed>((await desk.ReleaseAsync(both, run)).Problem, "三个不同的人");
        Refused<NotAllowed>((await desk.ReleaseAsync(Checker, run)).Problem, "三个不同的人");
        Assert.Equal((false, true), ((await desk.ShowAsync(Checker, run)).Acts.Release, (await desk.ShowAsync(Releaser, run)).Acts.Release));
        AllocationDesk.Ok(await desk.ReleaseAsync(Releaser, run));
    }

    [Fact]
    public async Task A_run_with_assumptions_stays_a_trial()
    {
        var assumed = await desk.ComputeAsync(Bureau.Henan, assumptions: [new Assumption { Gap = "henan-54-counties", Label = "名单外各县按60%", Members = [] }]);
        var maker = Some.FinanceOfficer(Bureau.Henan);
        Assert.False((await desk.ShowAsync(maker, assumed.RunId)).Acts.Submit);
        Refused<Refused>((await desk.SubmitAsync(maker, assumed.RunId)).Problem, "含有假设");
        var plain = await desk.ComputeAsync(Bureau.Henan, Scheme.CriticalIllness);
        AllocationDesk.Ok(await desk.SubmitAsync(maker, plain.RunId));
    }

    [Fact]
    public async Task An_assumption_needs_words_a_gap_and_something_to_put_in_its_place()
    {
        var good = new Assumption { Gap = "henan-54-counties", Label = "名单外各县按60%", Members = [] };
        Refused<Refused>((await Compute(good with { Label = " " })).Problem, "写明内容");
        Refused<Refused>((await Compute(good with { Gap = "gansu-18-counties" })).Problem, "已不存在");
        Refused<Refused>((await Compute(good, good)).Problem, "同一缺口");
        Refused<Refused>((await Compute(good with { Members = null })).Problem, "名单");
        Refused<Refused>((await Compute(good with { Members = [new RegionCode("620102")] })).Problem, "不在");
        Refused<Refused>((await Compute(RunKind.PreAllocation, good)).Problem, "预拨");
        AllocationDesk.Ok(await Compute(good));

        Task<Result<ComputedRun>> Compute(params object[] parts) => new ComputeRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(
            Some.FinanceOfficer(Bureau.Henan),
            new ComputeRun(2020, Scheme.FiscalSubsidy, parts.OfType<RunKind>().FirstOrDefault(), "", Rules.Headcounts.HeadcountBasis.Certified, [.. parts.OfType<Assumption>()]),
            default);
    }

    [Fact]
    public async Task Units_without_a_figure_are_confirmed_by_name_before_the_release()
    {
        var (maker, checker, releaser) = (Some.FinanceOfficer(Bureau.Gansu), Some.Reviewer(Bureau.Gansu), Some.SecondReviewer(Bureau.Gansu));
        var run = (await desk.ComputeAsync(Bureau.Gansu)).RunId;
        AllocationDesk.Ok(await desk.SubmitAsync(maker, run));
        AllocationDesk.Ok(await desk.ApproveAsync(checker, run));
        var blocked = (await desk.ShowAsync(maker, run)).Blocked;
        Refused<Refused>((await desk.ReleaseAsync(releaser, run)).Problem, $"还有 {blocked.Count} 个");
        Refused<Refused>((await desk.AcknowledgeAsync(maker, run, [new RegionCode("620102")])).Problem, "不是无法计算的单位");
        Assert.Equal(new AcknowledgedBlocked(blocked.Count - 1, 1), AllocationDesk.Ok(await desk.AcknowledgeAsync(maker, run, blocked.Skip(1).Select(unit => unit.Region))));
        Refused<Refused>((await desk.ReleaseAsync(releaser, run)).Problem, "还有 1 个");
        Assert.Equal(new AcknowledgedBlocked(1, 0), AllocationDesk.Ok(await desk.AcknowledgeAsync(checker, run, [blocked[0].Region])));
        AllocationDesk.Ok(await desk.ReleaseAsync(releaser, run));
        var after = (await desk.ShowAsync(maker, run)).Blocked;
        Assert.Equal(("复核甲", "财务甲"), (after[0].ConfirmedBy, after[1].ConfirmedBy));
        Refused<Conflict>((await desk.AcknowledgeAsync(maker, run, [blocked[0].Region])).Problem, "已经发布");
    }

    [Fact]
    public async Task Each_step_needs_its_state_and_its_role()
    {
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        Refused<Conflict>((await desk.ApproveAsync(Checker, run)).Problem, "已试算");
        Refused<Conflict>((await desk.ReleaseAsync(Releaser, run)).Problem, "已试算");
        Refused<NotAllowed>((await desk.SubmitAsync(Checker, run)).Problem, "只有财务岗");
        Refused<NotAllowed>((await desk.SubmitAsync(Some.Clerk(Bureau.Lanzhou), run)).Problem, "只有财务岗");
        AllocationDesk.Ok(await desk.SubmitAsync(Maker, run));
        Refused<Conflict>((await desk.SubmitAsync(Maker, run)).Problem, "待复核");
        Refused<NotAllowed>((await desk.ApproveAsync(Some.SecondFinanceOfficer(Bureau.Lanzhou), run)).Problem, "只有复核岗");
        Refused<NotAllowed>((await desk.ApproveAsync(Some.SystemAdministrator(Bureau.Lanzhou), run)).Problem, "只有复核岗");
        Refused<NotAllowed>((await desk.ReturnAsync(Some.SecondFinanceOfficer(Bureau.Lanzhou), run, "重算")).Problem, "只有复核岗");
        AllocationDesk.Ok(await desk.ApproveAsync(Checker, run));
        Refused<NotAllowed>((await desk.ReleaseAsync(Some.PolicyAdministrator(Bureau.Lanzhou), run)).Problem, "只有复核岗");
        AllocationDesk.Ok(await desk.ReleaseAsync(Releaser, run));
        Refused<Conflict>((await desk.ReleaseAsync(Releaser, run)).Problem, "已发布");

        foreach (var outsider in new[] { Some.Auditor(Bureau.Lanzhou), Some.SystemAdministrator(Bureau.Lanzhou) })
        {
            Refused<NotAllowed>((await new ShowRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(outsider, new ShowRun(run), default)).Problem, "不能查看");
            Refused<NotAllowed>((await new ListRunsHandler(desk.Db).HandleAsync(outsider, new ListRuns(2020), default)).Problem, "不能查看");
        }
    }

    [Fact]
    public async Task A_reviewer_returns_with_an_opinion_and_the_maker_withdraws_without_one()
    {
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        AllocationDesk.Ok(await desk.SubmitAsync(Maker, run));
        Refused<Refused>((await desk.ReturnAsync(Checker, run, "  ")).Problem, "必须写明");
        Assert.Equal(RunState.Computed, AllocationDesk.Ok(await desk.ReturnAsync(Checker, run, "人数有误")).State);
        AllocationDesk.Ok(await desk.SubmitAsync(Maker, run));
        Assert.Equal(RunState.Computed, AllocationDesk.Ok(await desk.ReturnAsync(Maker, run)).State);
        Assert.Equal(["ComputeRun", "SubmitRun", "ReturnRun", "SubmitRun", "WithdrawRun"], (await desk.ShowAsync(Maker, run)).Timeline.Select(step => step.Act));
    }

    [Fact]
    public async Task Who_is_limited_to_counties_sees_those_and_decides_nothing()
    {
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        Refused<NotAllowed>((await desk.SubmitAsync(Maker.LimitedTo("620123"), run)).Problem, "只负责部分");
        var page = await desk.ShowAsync(Maker.LimitedTo("620123"), run);
        Assert.Equal("榆中县", Assert.Single(page.Table.Rows, row => row.Kind == RowKind.Line).Cells.OfType<TextCell>().First().Text);
        Assert.Equal(1, page.Sums.Lines);
        Assert.Equal(page.Table.Text("榆中县", "amount"), page.Table.Text("合计", "amount"));
        var listed = AllocationDesk.Ok(await new ListRunsHandler(desk.Db).HandleAsync(Maker.LimitedTo("620123"), new ListRuns(2020), default)).Single(row => row.Id == run);
        Assert.Equal(page.Sums.Total.Fen, listed.TotalFen);
        Assert.Equal(new RunPossibleActs(false, false, false, false, false, false), page.Acts);
        Refused<NotAllowed>((await new ExplainAmountHandler(desk.Db).HandleAsync(Maker.LimitedTo("620123"), new ExplainAmount(run, new RegionCode("620102"), Payers.City), default)).Problem, "不在您负责的范围内");
        AllocationDesk.Ok(await new ExplainAmountHandler(desk.Db).HandleAsync(Maker.LimitedTo("620123"), new ExplainAmount(run, new RegionCode("620123"), Payers.City), default));
        AllocationDesk.Ok(await desk.SubmitAsync(Maker, run));
        Refused<NotAllowed>((await desk.ApproveAsync(Checker.LimitedTo("620123"), run)).Problem, "只负责部分");
        AllocationDesk.Ok(await desk.ApproveAsync(Checker, run));
    }

    [Theory]
    [InlineData(Bureau.Gansu)]
    [InlineData(Bureau.National)]
    [InlineData(Bureau.Henan)]
    public async Task Another_bureau_does_not_find_the_run(Bureau other)
    {
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        Refused<NotFound>((await new ShowRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.FinanceOfficer(other), new ShowRun(run), default)).Problem, "没有找到");
        Refused<NotFound>((await desk.SubmitAsync(Some.FinanceOfficer(other), run)).Problem, "没有找到");
        Refused<NotFound>((await new ExportRunHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.FinanceOfficer(other), new ExportRun(run, MoneyUnit.Yuan, ExportFormat.Csv), default)).Problem, "没有找到");
        Assert.DoesNotContain(AllocationDesk.Ok(await new ListRunsHandler(desk.Db).HandleAsync(Some.FinanceOfficer(other), new ListRuns(2020), default)), row => row.Id == run);
        Assert.Contains(AllocationDesk.Ok(await new ListRunsHandler(desk.Db).HandleAsync(Maker, new ListRuns(2020), default)), row => row.Id == run);
    }

    [Theory]
    [InlineData("UPDATE allocation_run SET title = '改' WHERE id = $1")]
    [InlineData("UPDATE allocation_run SET outcome = replace(outcome, '1', '2') WHERE id = $1")]
    [InlineData("UPDATE allocation_run SET state = 'Computed', submitted_by = NULL, submitted_at = NULL, approved_by = NULL, approved_at = NULL, released_by = NULL, released_at = NULL WHERE id = $1")]
    [InlineData("DELETE FROM allocation_run WHERE id = $1")]
    [InlineData("UPDATE allocation_line SET fen = fen + 1 WHERE run_id = $1")]
    [InlineData("DELETE FROM allocation_line WHERE run_id = $1")]
    [InlineData("DELETE FROM run_policy WHERE run_id = $1")]
    [InlineData("DELETE FROM run_opinion WHERE run_id = $1")]
    public async Task A_released_run_is_frozen_to_plain_sql_too(string sql)
    {
        var released = (await desk.ReleasedAsync(Bureau.Lanzhou, kind: RunKind.Scenario)).RunId;
        await using var app = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou, Maker.UserId);
#pragma warning disable CA2100 // The statements stand above.
        await using var command = new NpgsqlCommand(sql, app) { Parameters = { new() { Value = released } } };
#pragma warning restore CA2100
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Matches("^MI00[0-9]$|^42501$", refused.SqlState);
    }

    [Fact]
    public async Task A_run_that_is_not_submitted_can_be_changed_by_plain_sql()
    {
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        await using var app = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou, Maker.UserId);
        await using var command = new NpgsqlCommand("UPDATE allocation_run SET title = '改' WHERE id = $1", app) { Parameters = { new() { Value = run } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private static void Refused<TProblem>(Problem? problem, string words)
        where TProblem : Problem
    {
        var found = Assert.IsType<TProblem>(problem);
        Assert.Contains(words, found.Sentence, StringComparison.Ordinal);
    }
}
