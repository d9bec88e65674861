using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using static MedInsure.UseCases.Tests.Headcounts.HeadcountActs;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class ChangeHeadcountsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Actor Clerk = Some.Clerk(Bureau.Lanzhou);
    private readonly HeadcountActs acts = new(database);

    [Theory]
    [InlineData("-5", "是负数")]
    [InlineData("－５", "是负数")]
    [InlineData("12.5", "不是整数")]
    [InlineData("十二", "不是数字")]
    [InlineData("1,23", "不是数字")]
    [InlineData("123456789", "超过 99999999 人")]
    [InlineData("99999999999999999999999", "超过 99999999 人")]
    public async Task A_figure_that_is_none_is_refused_with_its_place(string text, string reason)
    {
        var sentence = (await acts.ReportAsync(Clerk, Cell("620111", text))).Problem!.Sentence;
        Assert.Contains("红古区 户籍", sentence, StringComparison.Ordinal);
        Assert.Contains(reason, sentence, StringComparison.Ordinal);
        Assert.True((await acts.UnitAsync(Clerk, "620111")).IsEmpty);
    }

    [Theory]
    [InlineData("999999", "不存在")]
    [InlineData("兰州", "不存在")]
    [InlineData("340102", "不属于兰州市医疗保障局")]
    [InlineData("620100", "不是填报单位")]
    [InlineData("620702", "不属于兰州市医疗保障局")]
    public async Task An_unknown_or_foreign_region_is_refused(string region, string reason) =>
        Assert.Contains(reason, (await acts.ReportAsync(Clerk, Cell(region, "1"))).Problem!.Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task One_wrong_cell_keeps_the_whole_block_out_and_each_is_named()
    {
        var result = await acts.ReportAsync(Clerk, Cell("620105", "100"), Cell("620105", "-1", EnrolmentBasis.SchoolRegister), Cell("620122", "1.5"));
        var invalid = Assert.IsType<Invalid>(result.Problem);
        Assert.Equal(["安宁区 学籍", "皋兰县 户籍"], invalid.Errors.Select(error => error.Field));
        Assert.Contains("有 2 处", invalid.Sentence, StringComparison.Ordinal);
        Assert.True((await acts.UnitAsync(Clerk, "620105")).IsEmpty);
    }

    [Fact]
    public async Task The_same_cell_twice_is_refused() =>
        Assert.Contains("填了两次", (await acts.ReportAsync(Clerk, Cell("620105", "100"), Cell("620105", "200"))).Problem!.Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task A_region_out_of_the_persons_scope_is_refused_and_leaves_an_audit_entry()
    {
        var result = await acts.ReportAsync(Clerk.LimitedTo("620121"), Cell("620122", "100"));
        Assert.Contains("不在您负责的地区范围内", Assert.IsType<NotAllowed>(result.Problem).Sentence, StringComparison.Ordinal);
        Assert.Contains("ChangeHeadcountsRefused", await acts.AuditedActsAsync(Bureau.Lanzhou));
        Assert.True((await acts.ReportAsync(Clerk.LimitedTo("620121"), Cell("620121", "100"))).IsOk);
    }

    [Theory]
    [InlineData(HeadcountBasis.Reported, Role.Reviewer)]
    [InlineData(HeadcountBasis.Estimated, Role.PolicyAdministrator)]
    [InlineData(HeadcountBasis.Certified, Role.Clerk)]
    [InlineData(HeadcountBasis.Reported, Role.Auditor)]
    public async Task Other_roles_are_refused(HeadcountBasis basis, Role role)
    {
        var result = await acts.ChangeAsync(Clerk with { Roles = role }, basis, YearEnd, Cell("620104", "1"));
        Assert.IsType<NotAllowed>(result.Problem);
    }

    [Fact]
    public async Task Who_changed_it_meanwhile_and_to_what_is_said_and_nothing_is_overwritten()
    {
        var officer = Some.FinanceOfficer(Bureau.Lanzhou);
        Assert.True((await acts.ReportAsync(Clerk, Whole("620171", 1_000))).IsOk);
        var seen = (await acts.UnitAsync(Clerk, "620171")).Figures[0].Version;
        Assert.True((await acts.ReportAsync(officer, Cell("620171", "1200", version: seen))).IsOk);

        var late = await acts.ReportAsync(Clerk, Cell("620171", "1,300", version: seen), Cell("620123", "7"));
        Assert.Contains("兰州新区 户籍刚被财务甲由 1,000 改为 1,200", Assert.IsType<Conflict>(late.Problem).Sentence, StringComparison.Ordinal);
        Assert.Equal(1_200, (await acts.UnitAsync(Clerk, "620171")).Figures[0].Persons);
        Assert.True((await acts.UnitAsync(Clerk, "620123")).IsEmpty);

        Assert.IsType<Conflict>((await acts.ReportAsync(Clerk, Cell("620171", "5"))).Problem);
        Assert.Equal(0, (await acts.ReportAsync(Clerk, Cell("620171", "1200", version: seen))).Value.Changed);
    }

    [Fact]
    public async Task Of_several_people_at_the_same_time_one_writes_and_the_others_are_told()
    {
        var attempts = Enumerable.Range(1, 8).Select(n => acts.ReportAsync(n % 2 == 0 ? Clerk : Some.FinanceOfficer(Bureau.Lanzhou), Cell("620104", $"{n}")));
        var results = await Task.WhenAll(attempts);
        Assert.Single(results, result => result.IsOk);
        Assert.All(results.Where(result => !result.IsOk), result => Assert.IsType<Conflict>(result.Problem));
    }

    [Fact]
    public async Task A_later_date_takes_the_other_figures_along_and_an_earlier_one_is_refused()
    {
        var june = new DateOnly(2020, 6, 30);
        Assert.True((await acts.ChangeAsync(Clerk, HeadcountBasis.Estimated, june, Whole("620102", 100, 20, 3, 4))).IsOk);
        var unit = await acts.UnitAsync(Clerk, "620102", HeadcountBasis.Estimated);
        Assert.True((await acts.ChangeAsync(Clerk, HeadcountBasis.Estimated, YearEnd, Cell("620102", "110", version: unit.Figures[0].Version))).IsOk);
        unit = await acts.UnitAsync(Clerk, "620102", HeadcountBasis.Estimated);
        Assert.Equal([110L, 20L, 3L, 4L], unit.Figures.Select(figure => figure.Persons));
        Assert.Equal(YearEnd, unit.AsOf);

        var early = await acts.ChangeAsync(Clerk, HeadcountBasis.Estimated, june, Cell("620102", "90", version: unit.Figures[0].Version));
        Assert.Contains("城关区已有截止 2020-12-31 的数字", early.Problem!.Sentence, StringComparison.Ordinal);
        var farOff = await acts.ChangeAsync(Clerk, HeadcountBasis.Estimated, new DateOnly(2022, 1, 1), Cell("620103", "1"));
        Assert.Contains("不符", farOff.Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal(4, await acts.CountAsync("SELECT count(*) FROM headcount WHERE basis = 'Estimated' AND as_of = '2020-06-30'"));
    }

    [Fact]
    public async Task A_unit_whose_last_date_is_blanked_shows_the_date_before()
    {
        var june = new DateOnly(2020, 6, 30);
        Assert.True((await acts.ChangeAsync(Clerk, HeadcountBasis.Estimated, june, Cell("620122", "100"))).IsOk);
        var seen = (await acts.UnitAsync(Clerk, "620122", HeadcountBasis.Estimated)).Figures[0].Version;
        Assert.True((await acts.ChangeAsync(Clerk, HeadcountBasis.Estimated, YearEnd, Cell("620122", "120", version: seen))).IsOk);
        seen = (await acts.UnitAsync(Clerk, "620122", HeadcountBasis.Estimated)).Figures[0].Version;
        Assert.True((await acts.ChangeAsync(Clerk, HeadcountBasis.Estimated, new DateOnly(2021, 1, 31), Cell("620122", "", version: seen))).IsOk);
        var unit = await acts.UnitAsync(Clerk, "620122", HeadcountBasis.Estimated);
        Assert.Equal((100L, june), (unit.Sum, unit.AsOf));
    }

    [Fact]
    public async Task A_count_cannot_be_of_a_day_to_come_but_an_estimate_can()
    {
        var handler = new ChangeHeadcountsHandler(database.TenantDb, acts.Clock);
        var tomorrow = new DateOnly(2026, 11, 21);
        var result = await handler.HandleAsync(Clerk, new(2026, HeadcountBasis.Reported, tomorrow, [Cell("620105", "1")]), default);
        Assert.Contains("晚于今天", result.Problem!.Sentence, StringComparison.Ordinal);
        Assert.True((await handler.HandleAsync(Clerk, new(2026, HeadcountBasis.Estimated, tomorrow, [Cell("620105", "1")]), default)).IsOk);
    }

    [Fact]
    public async Task A_blank_removes_the_figure_and_the_history_tells_everything()
    {
        Assert.True((await acts.ReportAsync(Clerk, Whole("620103", 10, 2))).IsOk);
        var unit = await acts.UnitAsync(Clerk, "620103");
        var result = await acts.ReportAsync(Clerk, Cell("620103", " ", EnrolmentBasis.ResidencePermit, unit.Figures[1].Version), Cell("620103", "10", version: unit.Figures[0].Version));
        Assert.Equal((1, 1), (result.Value.Changed, result.Value.Unchanged));
        Assert.Null((await acts.UnitAsync(Clerk, "620103")).Figures[1].Persons);

        var history = (await acts.HistoryAsync(Some.Reviewer(Bureau.Lanzhou), "620103")).Value;
        Assert.Equal(5, history.Entries.Count);
        Assert.Equal(("经办甲", 2L, (long?)null), (history.Entries[0].By, history.Entries[0].Before, history.Entries[0].After));
        Assert.IsType<NotAllowed>((await acts.HistoryAsync(Some.Reviewer(Bureau.Lanzhou).LimitedTo("620121"), "620103")).Problem);
        Assert.IsType<Refused>((await acts.HistoryAsync(Some.Reviewer(Bureau.Henan), "620103")).Problem);
    }

    [Fact]
    public async Task Nobody_certifies_the_figures_that_he_reported_himself()
    {
        var officer = Some.FinanceOfficer(Bureau.Huainan);
        Assert.True((await acts.ReportAsync(officer, Whole("340402", 10))).IsOk);
        var result = await acts.ChangeAsync(officer, HeadcountBasis.Certified, YearEnd, Whole("340402", 10));
        Assert.Contains("大通区的上报人数是您本人填报的", Assert.IsType<NotAllowed>(result.Problem).Sentence, StringComparison.Ordinal);
        Assert.True((await acts.ChangeAsync(Some.SecondFinanceOfficer(Bureau.Huainan), HeadcountBasis.Certified, YearEnd, Whole("340402", 10))).IsOk);
    }
}
