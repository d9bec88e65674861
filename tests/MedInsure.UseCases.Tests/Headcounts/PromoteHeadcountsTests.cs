using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using static MedInsure.UseCases.Tests.Headcounts.HeadcountActs;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class PromoteHeadcountsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly HeadcountActs acts = new(database);

    [Fact]
    public async Task Reported_figures_become_certified_by_another_person_and_the_rest_is_named()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        var officer = Some.FinanceOfficer(Bureau.Lanzhou);
        Assert.True((await acts.ReportAsync(clerk, [.. Whole("620102", 500, 20), Cell("620103", "7"), .. Whole("620105", 9)])).IsOk);
        Assert.True((await acts.ReportAsync(officer, Whole("620104", 300))).IsOk);
        Assert.True((await acts.ChangeAsync(officer, HeadcountBasis.Certified, YearEnd, Whole("620105", 8))).IsOk);

        Assert.IsType<NotAllowed>((await acts.PromoteAsync(clerk, HeadcountBasis.Reported)).Problem);
        var promoted = (await acts.PromoteAsync(officer, HeadcountBasis.Reported)).Value;
        Assert.Equal(1, promoted.Units);
        Assert.Contains(promoted.Skipped, sentence => sentence.StartsWith("七里河区", StringComparison.Ordinal) && sentence.Contains("没有填全", StringComparison.Ordinal));
        Assert.Contains(promoted.Skipped, sentence => sentence.StartsWith("西固区的上报人数是您本人填报的", StringComparison.Ordinal));
        Assert.Contains(promoted.Skipped, sentence => sentence.StartsWith("安宁区已有不同的核定人数", StringComparison.Ordinal));
        var unit = await acts.UnitAsync(clerk, "620102", HeadcountBasis.Certified);
        Assert.Equal((520L, YearEnd, "由上报人数转入（录入）"), (unit.Sum, unit.AsOf, unit.Source));
        Assert.Equal("财务甲", (await acts.HistoryAsync(clerk, "620102")).Value.Entries[0].By);

        Assert.Equal(1, (await acts.PromoteAsync(officer, HeadcountBasis.Reported, replace: true, "620105")).Value.Units);
        Assert.Equal(9, (await acts.UnitAsync(clerk, "620105", HeadcountBasis.Certified)).Sum);
        Assert.IsType<Refused>((await acts.PromoteAsync(officer, HeadcountBasis.Reported, replace: true, "620105")).Problem);
    }

    [Fact]
    public async Task Estimates_become_reports_but_certified_figures_go_nowhere()
    {
        var clerk = Some.Clerk(Bureau.Huainan);
        Assert.Contains("没有填全", (await acts.PromoteAsync(clerk, HeadcountBasis.Estimated, replace: false, "340402")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.True((await acts.ChangeAsync(clerk, HeadcountBasis.Estimated, YearEnd, Whole("340402", 40))).IsOk);
        Assert.Equal(HeadcountBasis.Reported, (await acts.PromoteAsync(clerk, HeadcountBasis.Estimated)).Value.To);
        Assert.Equal(40, (await acts.UnitAsync(clerk, "340402")).Sum);
        Assert.IsType<Refused>((await acts.PromoteAsync(clerk, HeadcountBasis.Certified)).Problem);
        Assert.Null((await acts.UnitAsync(Some.Clerk(Bureau.Anhui), "340402")).Sum);
    }
}
