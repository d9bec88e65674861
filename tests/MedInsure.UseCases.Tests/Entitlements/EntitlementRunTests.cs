using MedInsure.Persistence.Entitlements;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Subsidies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Tests.Allocations;

namespace MedInsure.UseCases.Tests.Entitlements;

/// <summary>兰州 2020: the examples of the notices through the use cases, and what a run is held to.</summary>
public sealed class EntitlementRunTests(EntitlementDesk desk) : IClassFixture<EntitlementDesk>, IAsyncLifetime
{
    private static readonly Month December = new(2020, 12);

    public Task InitializeAsync() => desk.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_examples_of_the_notices_come_out_of_a_run()
    {
        await desk.PlantAsync(
        [
            new Planted(1, "620123", Since("orphan"), Since("registered-poor")),
            new Planted(2, "620123", Since("rural-subsistence-2")),
            new Planted(3, "620102", Since("rural-subsistence-2"), Since("registered-poor")),
            new Planted(4, "620102", New("registered-poor", EntitlementDesk.November)),
            new Planted(5, "620102", New("registered-poor", December)),
        ]);
        var run = await desk.RunAsync(December);
        var page = await ListAsync(run);
        Assert.Equal(
            [
                "甲1 榆中县 孤儿 农村建档立卡贫困人口 应资助 代缴 280.00 280.00 - -", "甲2 榆中县 农村低保二类保障对象 应资助 一卡通 200.00 200.00 - -",
                "甲3 城关区 农村低保二类保障对象 农村建档立卡贫困人口 应资助 一卡通 200.00 200.00 - -", "甲4 城关区 农村建档立卡贫困人口 应资助 一卡通 100.00 100.00 2020-11 2020-12",
                "甲5 城关区 农村建档立卡贫困人口 应资助 一卡通 100.00 100.00 2020-12 2021-01",
            ],
            page.Persons.Select(Line));
        Assert.Equal(EntitlementDesk.Number(1).Masked, page.Persons[0].Number);

        var explained = Ok(await ExplainAsync(run, 3));
        Assert.Equal(("rural-subsistence-2", 100m, "按“农村低保二类保障对象”资助 200.00 元，一卡通发放。"),
            (explained.Entitlement.Choice.Winner!.Category, explained.Entitlement.Choice.MarginOver(explained.Entitlement.Choice.Others[0])!.Value.Yuan, explained.Entitlement.Sentence));
        Assert.Contains(explained.Entitlement.Choice.Steps.SelectMany(step => step.Sources), source => source is { DocumentNumber: "兰医保〔2020〕142号", Clause: "二" });
        Assert.Equal((EntitlementDesk.November, new Month(2020, 12)), (Ok(await ExplainAsync(run, 4)).Identified, Ok(await ExplainAsync(run, 4)).Entitlement.PayIn));

        var shown = Ok(await new ShowEntitlementRunHandler(desk.Db).HandleAsync(EntitlementDesk.Clerk, new ShowEntitlementRun(run), default));
        Assert.Equal((EntitlementRunState.Computed, 2021, true), (shown.Header.State, shown.Header.CoverageYear, shown.IsNewest));
        Assert.Equal(88000, shown.Sums.Where(sum => sum.State == EntitlementState.Due).Sum(sum => sum.DifferenceFen));
        Assert.Equal(["国家医疗保障局", "甘肃省医疗保障局", "兰州市医疗保障局"], shown.Policies.Select(policy => policy.Bureau));
    }

    [Fact]
    public async Task A_gap_leaves_only_whom_it_concerns_without_an_amount()
    {
        await desk.PlantAsync([new Planted(1, "340402", Since("registered-poor")), new Planted(2, "340402", Since("extreme-poverty"))], Bureau.Huainan);
        Assert.Contains("待遇年度依据待补", (await desk.StartAsync(Some.Clerk(Bureau.Huainan))).Problem!.Sentence, StringComparison.Ordinal);
        var rows = await desk.RowsAsync(await desk.RunAsync(bureau: Bureau.Huainan, coverageYear: 2021), Bureau.Huainan);
        Assert.Equal((EntitlementState.Unknown, null), (rows[1].State, rows[1].DifferenceFen));
        await desk.ClearAsync(Bureau.Huainan);
    }

    [Fact]
    public async Task The_same_inputs_give_the_same_hashes_and_any_other_gives_others()
    {
        await desk.PlantAsync([new Planted(1, "620123", Since("orphan")), new Planted(2, "620123", New("registered-poor", EntitlementDesk.November)), new Planted(3, "620102", Since("rural-subsistence-2"))]);
        var first = await desk.ReadAsync(await desk.RunAsync());
        var again = await desk.ReadAsync(await desk.RunAsync());
        Assert.Equal((first.InputHash, first.OutcomeHash, (long?)first.Id), (again.InputHash, again.OutcomeHash, again.PreviousId));
        Assert.True(Ok(await RecomputeAsync(again.Id)).Agrees);

        var seen = new HashSet<string?> { first.InputHash };
        await using var superuser = await desk.PlantingAsync();
        foreach (var change in new[]
        {
            "UPDATE person SET region_code = '620102' WHERE id = 1",
            "UPDATE membership SET category = 'extreme-poverty' WHERE person_id = 1",
            "UPDATE membership SET from_month = from_month - 1 WHERE person_id = 2",
            "UPDATE membership SET is_new = false WHERE person_id = 2",
            "DELETE FROM membership WHERE person_id = 3",
        })
        {
            await superuser.ExecuteAsync(change);
            Assert.True(seen.Add((await desk.ReadAsync(await desk.RunAsync())).InputHash), change);
        }

        await EntitlementDesk.PayAsync(superuser, 1, 10000, "Planned");
        Assert.True(seen.Add((await desk.ReadAsync(await desk.RunAsync())).InputHash), "paid");
        Assert.True(seen.Add((await desk.ReadAsync(await desk.RunAsync(December))).InputHash), "month");
        await desk.PublishAsync(Bureau.Lanzhou, AllocationDesk.Notice(Bureau.Lanzhou) with { Title = "兰州市2020年度政策（更正）" });
        var last = await desk.ReadAsync(await desk.RunAsync(December));
        Assert.True(seen.Add(last.InputHash), "policy");

        // Computed again after everything has changed, the first run still agrees; one row altered behind the guards, it does not.
        Assert.True(Ok(await RecomputeAsync(first.Id)).Agrees);
        await superuser.ExecuteAsync("UPDATE entitlement SET difference_fen = difference_fen + 1 WHERE run_id = $1 AND person_id = 1", last.Id);
        Assert.False(Ok(await RecomputeAsync(last.Id)).Agrees);
        await superuser.ExecuteAsync("UPDATE entitlement SET difference_fen = difference_fen - 1, paid_fen = paid_fen + 100 WHERE run_id = $1 AND person_id = 1", last.Id);
        var bent = Ok(await RecomputeAsync(last.Id));
        Assert.Equal((false, true), (bent.Agrees, bent.InputHash != bent.KeptInputHash));
    }

    [Fact]
    public async Task One_run_at_a_time_by_a_clerk_of_the_whole_bureau_and_for_months_that_the_policy_is_for()
    {
        Assert.Contains("名单", Assert.IsType<Refused>((await desk.StartAsync(EntitlementDesk.Clerk)).Problem).Sentence, StringComparison.Ordinal);
        await desk.PlantAsync([new Planted(1, "620123", Since("orphan"))]);
        Assert.IsType<NotAllowed>((await desk.StartAsync(Some.FinanceOfficer(Bureau.Lanzhou))).Problem);
        Assert.IsType<NotAllowed>((await desk.StartAsync(EntitlementDesk.Clerk.LimitedTo("620123"))).Problem);
        Assert.IsType<Refused>((await desk.StartAsync(EntitlementDesk.Clerk, new Month(2019, 12))).Problem);
        Assert.IsType<Refused>((await desk.StartAsync(EntitlementDesk.Clerk, new Month(2021, 3))).Problem); // not yet there
        Assert.IsType<Refused>((await desk.StartAsync(EntitlementDesk.Clerk, coverageYear: 2020)).Problem);
        var started = Ok(await desk.StartAsync(EntitlementDesk.Clerk));
        Assert.Contains("正在进行", Assert.IsType<Refused>((await desk.StartAsync(EntitlementDesk.Clerk)).Problem).Sentence, StringComparison.Ordinal);
        await desk.WorkAsync();
        Assert.Equal(EntitlementRunState.Computed, (await desk.ReadAsync(started.RunId)).State);
        foreach (var blind in new[] { Some.Auditor(Bureau.Lanzhou), Some.SystemAdministrator(Bureau.Lanzhou) })
        {
            Assert.IsType<NotAllowed>((await new ListEntitledHandler(desk.Db, EntitlementDesk.Key).HandleAsync(blind, new ListEntitled(started.RunId), default)).Problem);
        }

        Assert.IsType<NotFound>((await new ShowEntitlementRunHandler(desk.Db).HandleAsync(Some.Clerk(Bureau.Gansu), new ShowEntitlementRun(started.RunId), default)).Problem);
    }

    [Fact]
    public async Task A_cancelled_run_says_so_and_leaves_nothing()
    {
        await desk.PlantAsync([new Planted(1, "620123", Since("orphan"))]);
        var started = Ok(await desk.StartAsync(EntitlementDesk.Clerk));
        var job = Ok(await new ShowJobHandler(desk.Db).HandleAsync(EntitlementDesk.Clerk, new ShowJob(EntitlementRunJob.Name, started.RunId), default));
        Ok(await new CancelJobHandler(desk.Db).HandleAsync(EntitlementDesk.Clerk, new CancelJob(job.Id), default));
        await desk.WorkAsync();
        var run = await desk.ReadAsync(started.RunId);
        Assert.Equal((EntitlementRunState.Cancelled, "已按要求取消。"), (run.State, run.Reason));
        Assert.Empty(await desk.RowsAsync(started.RunId));
    }

    [Fact]
    public async Task A_county_s_clerk_sees_that_county()
    {
        await desk.PlantAsync([new Planted(1, "620123", Since("orphan")), new Planted(2, "620102", Since("orphan")), new Planted(3, "620102", Since("orphan")) { PaidFen = 10000 }]);
        var run = await desk.RunAsync();
        var yuzhong = EntitlementDesk.Clerk.LimitedTo("620123");
        Assert.Equal(["甲1"], (await ListAsync(run, yuzhong)).Persons.Select(person => person.Name));
        var shown = Ok(await new ShowEntitlementRunHandler(desk.Db).HandleAsync(yuzhong, new ShowEntitlementRun(run), default));
        Assert.Equal(("榆中县", 1L, 0L), (Assert.Single(shown.Sums).RegionName, shown.Sums[0].Persons, shown.Undecided));
        Assert.Contains("榆中县", shown.LeftOut, StringComparison.Ordinal);
        Assert.IsType<NotFound>((await ExplainAsync(run, 2, yuzhong)).Problem);
        Assert.IsType<NotFound>((await DecideAsync(run, 3, EntitlementDecisionKind.Pay, null, yuzhong)).Problem);
        var list = Ok(await new ListEntitlementRunsHandler(desk.Db).HandleAsync(yuzhong, new ListEntitlementRuns(2020), default));
        Assert.Equal((1L, false), (list.Runs.Single(row => row.Id == run).Persons, list.Start.Refusal is null));
    }

    [Fact]
    public async Task A_decision_stands_until_the_case_is_another_one()
    {
        await desk.PlantAsync([new Planted(1, "620123", Since("orphan")) { PaidFen = 10000 }, new Planted(2, "620123", Since("registered-poor")) { PaidFen = 28000 }]);
        var run = await desk.RunAsync();
        Assert.Equal([EntitlementState.TopUp, EntitlementState.Confirm], (await ListAsync(run)).Persons.Select(person => person.State));
        Assert.Equal(2, await UndecidedAsync(run));
        Assert.IsType<Refused>((await DecideAsync(run, 2, EntitlementDecisionKind.Keep, " ")).Problem);
        Assert.IsType<Refused>((await DecideAsync(run, 2, EntitlementDecisionKind.Pay, null)).Problem);
        Assert.IsType<NotAllowed>((await DecideAsync(run, 1, EntitlementDecisionKind.Pay, null, Some.FinanceOfficer(Bureau.Lanzhou))).Problem);
        Ok(await DecideAsync(run, 1, EntitlementDecisionKind.Pay, null));
        Ok(await DecideAsync(run, 2, EntitlementDecisionKind.Keep, "当年不追回"));
        Assert.IsType<Conflict>((await DecideAsync(run, 1, EntitlementDecisionKind.Keep, "改主意")).Problem);
        Assert.Equal(0, await UndecidedAsync(run));

        // The next run proposes the same again, and the decisions still hold; once more is paid, the case is another one.
        var next = await desk.RunAsync();
        Assert.Equal(0, await UndecidedAsync(next));
        Assert.Equal((EntitlementDecisionKind.Pay, false), ((await ListAsync(next)).Persons[0].Decision!.Kind, (await ListAsync(next)).Persons[0].Decision!.IsOfThisRun));
        await using var superuser = await desk.PlantingAsync();
        await EntitlementDesk.PayAsync(superuser, 1, 5000, "Paid");
        var later = await desk.RunAsync();
        Assert.Equal(1, await UndecidedAsync(later));
        Assert.Null((await ListAsync(later)).Persons[0].Decision);
    }

    [Fact]
    public async Task Two_runs_are_compared_by_cause_and_the_causes_add_up()
    {
        await desk.PlantAsync(
        [
            new Planted(1, "620123", Since("orphan")), new Planted(2, "620123", new HeldIdentity("registered-poor", new Month(2020, 1), EntitlementDesk.November)),
            new Planted(3, "620123", new HeldIdentity("registered-poor", new Month(2020, 1), EntitlementDesk.November), new HeldIdentity("rural-subsistence-2", December)),
            new Planted(4, "620102", Since("registered-poor")), new Planted(5, "620102", Since("rural-subsistence-3")),
        ]);
        var before = await desk.RunAsync();
        await desk.PlantAsync([new Planted(6, "620102", new HeldIdentity("orphan", December))]);
        await using var superuser = await desk.PlantingAsync();
        await superuser.ExecuteAsync("UPDATE person SET region_code = '620123' WHERE id = 4");
        await EntitlementDesk.PayAsync(superuser, 5, 20000, "Paid");
        var after = await desk.RunAsync(December);
        var compared = Ok(await new CompareEntitlementRunsHandler(desk.Db).HandleAsync(EntitlementDesk.Clerk, new CompareEntitlementRuns(before, after), default));
        Assert.Equal(
            ["城关区 Joined 1 28000", "城关区 Region 1 -10000", "城关区 Paid 1 20000", "榆中县 Left 1 -10000", "榆中县 Region 1 10000", "榆中县 Identity 1 10000"],
            compared.Changes.Select(change => $"{change.RegionName} {change.Cause} {change.Persons} {change.Fen}"));
        Assert.Equal((1L, 0L), (compared.Unchanged, compared.Unknown));
        long Entitled(IReadOnlyDictionary<long, EntitlementEntity> rows) => rows.Values.Sum(row => (long)row.DifferenceFen! + row.PaidFen);
        Assert.Equal(Entitled(await desk.RowsAsync(after)) - Entitled(await desk.RowsAsync(before)), compared.Changes.Where(change => change.Cause != EntitlementCause.Paid).Sum(change => change.Fen));
    }

    [Fact]
    public async Task Categories_that_no_policy_knows_are_the_same_whoever_has_them_first()
    {
        await desk.PlantAsync(
        [
            new Planted(1, "620123", Since("orphan"), new HeldIdentity("zzb", new Month(2020, 1), EntitlementDesk.November)),
            new Planted(2, "620123", Since("zza"), Since("zzb")), new Planted(3, "620123", Since("zza"), Since("zzb")),
        ]);
        var (before, after) = (await desk.RunAsync(), await desk.RunAsync(December));
        var compared = Ok(await new CompareEntitlementRunsHandler(desk.Db).HandleAsync(EntitlementDesk.Clerk, new CompareEntitlementRuns(before, after), default));
        Assert.Equal((1L, 2L), (compared.Changes.Where(change => change.Cause == EntitlementCause.Identity).Sum(change => change.Persons), compared.Unchanged));
    }

    [Fact]
    public async Task What_the_database_refuses_of_the_rows_ends_the_run_with_its_sentence()
    {
        await desk.PlantAsync([new Planted(1, "620123", Since("orphan")), new Planted(2, "620123", Since("orphan"))]);
        await using var superuser = await desk.PlantingAsync();
        await superuser.ExecuteAsync(
            """
            CREATE FUNCTION app.no_second() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.person_id = 2 THEN PERFORM app.refuse('MI002', '第二人不能写入。'); END IF; RETURN NEW; END $$;
            CREATE TRIGGER no_second BEFORE INSERT ON entitlement FOR EACH ROW EXECUTE FUNCTION app.no_second();
            """);
        var refused = await desk.RunAsync();
        await superuser.ExecuteAsync("DROP FUNCTION app.no_second() CASCADE");
        var run = await desk.ReadAsync(refused);
        Assert.Equal((EntitlementRunState.Failed, "第二人不能写入。"), (run.State, run.Reason));
        Assert.Empty(await desk.RowsAsync(refused));
        Assert.Equal(2, (await desk.RowsAsync(await desk.RunAsync())).Count);
    }

    [Fact]
    public async Task A_run_sees_one_state_whatever_is_committed_meanwhile()
    {
        const int many = 3000;
        await desk.PlantAsync([.. Enumerable.Range(1, many).Select(number => new Planted(number, "620123", Since("orphan")))]);
        using var enough = new CancellationTokenSource();
        var toggling = Task.Run(async () =>
        {
            await using var superuser = await desk.PlantingAsync();
            for (var turn = 0; !enough.IsCancellationRequested; turn++)
            {
                await superuser.ExecuteAsync("UPDATE membership SET category = $1 WHERE tenant_id = 5", turn % 2 == 0 ? "rural-subsistence-2" : "orphan");
            }
        });
        for (var i = 0; i < 4; i++)
        {
            var amounts = (await desk.RowsAsync(await desk.RunAsync())).Values.GroupBy(row => row.DifferenceFen).ToList();
            Assert.Equal(many, Assert.Single(amounts).Count());
        }

        await enough.CancelAsync();
        await toggling;
    }

    private static HeldIdentity Since(string category) => new(category, new Month(2020, 1));

    private static HeldIdentity New(string category, Month month) => new(category, month, IsNew: true);

    private static string Line(EntitledPerson person) =>
        $"{person.Name} {person.Region} {string.Join(' ', person.Identities)} {EntitlementWords.Of(person.State)} {EntitlementWords.Of(person.Mode)} {Yuan(person.AmountFen)} {Yuan(person.DifferenceFen)} {person.EnrolMonth?.ToString() ?? "-"} {person.PayMonth?.ToString() ?? "-"}";

    private static string Yuan(int? fen) => fen is { } known ? new Rules.Amounts.Money(known).ToString() : "-";

    private static T Ok<T>(Result<T> result) => AllocationDesk.Ok(result);

    private async Task<EntitledPage> ListAsync(long run, Actor? actor = null) => Ok(await new ListEntitledHandler(desk.Db, EntitlementDesk.Key).HandleAsync(actor ?? EntitlementDesk.Clerk, new ListEntitled(run), default));

    private Task<Result<ExplainedEntitlement>> ExplainAsync(long run, long person, Actor? actor = null) =>
        new ExplainEntitlementHandler(desk.Db, EntitlementDesk.Key).HandleAsync(actor ?? EntitlementDesk.Clerk, new ExplainEntitlement(run, person), default);

    private Task<Result<RecomputedEntitlement>> RecomputeAsync(long run) => new RecomputeEntitlementHandler(desk.Db).HandleAsync(EntitlementDesk.Clerk, new RecomputeEntitlement(run), default);

    private Task<Result<DecidedEntitlement>> DecideAsync(long run, long person, EntitlementDecisionKind kind, string? reason, Actor? actor = null) =>
        new DecideEntitlementHandler(desk.Db, EntitlementDesk.Clock).HandleAsync(actor ?? EntitlementDesk.Clerk, new DecideEntitlement(run, person, kind, reason), default);

    private async Task<long> UndecidedAsync(long run) => Ok(await new ShowEntitlementRunHandler(desk.Db).HandleAsync(EntitlementDesk.Clerk, new ShowEntitlementRun(run), default)).Undecided;
}
