using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using static MedInsure.UseCases.Tests.Headcounts.HeadcountActs;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class ListHeadcountsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly HeadcountActs acts = new(database);

    [Fact]
    public async Task Every_unit_of_the_bureau_is_listed_with_or_without_figures()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        Assert.True((await acts.ReportAsync(clerk, [.. Whole("620102", 800_000, 20_000, 3_000, 12), Cell("620103", "5000")])).IsOk);
        var list = await acts.ListAsync(clerk);
        Assert.Equal(
            ["620102", "620103", "620104", "620105", "620111", "620121", "620122", "620123", "620171"],
            list.Units.Select(unit => unit.Code.Value));
        var chengguan = list.Units[0];
        Assert.Equal([800_000L, 20_000L, 3_000L, 12L], chengguan.Figures.Select(figure => figure.Persons));
        Assert.Equal((823_012L, YearEnd, "录入", false), (chengguan.Sum, chengguan.AsOf, chengguan.Source, chengguan.IsSample));
        Assert.False(list.Units[1].IsComplete);
        Assert.Equal(5_000, list.Units[1].Sum);
        Assert.True(list.Units[2].IsEmpty);
        Assert.Null(list.Units[2].Sum);
        Assert.Equal([(0, 9), (1, 9), (0, 9)], list.Bases.Select(basis => (basis.Complete, basis.Units)));
        Assert.Null(list.WhyReadOnly);
        Assert.False(list.HasPrefectures);
    }

    [Fact]
    public async Task A_province_has_its_prefectures_and_the_zones_that_a_notice_names()
    {
        var gansu = await acts.ListAsync(Some.FinanceOfficer(Bureau.Gansu));
        Assert.True(gansu.HasPrefectures);
        Assert.Equal("兰州市", gansu.Units.Single(unit => unit.Name == "兰州新区").Prefecture!.Name);
        var henan = await acts.ListAsync(Some.FinanceOfficer(Bureau.Henan));
        Assert.Null(henan.Units.Single(unit => unit.Name == "济源市").Prefecture);
        Assert.Contains(henan.Units, unit => unit.Name == "孟津县");
        Assert.DoesNotContain(henan.Units, unit => unit.Name == "孟津区");
        Assert.Contains((await acts.ListAsync(Some.Clerk(Bureau.Huainan))).Units, unit => unit.Code.Value == "3404L1");
    }

    [Fact]
    public async Task A_bureau_sees_its_own_figures_and_nobody_elses()
    {
        Assert.True((await acts.ReportAsync(Some.Clerk(Bureau.Gansu), Whole("620104", 333))).IsOk);
        Assert.Equal(333, (await acts.UnitAsync(Some.Reviewer(Bureau.Gansu), "620104")).Sum);
        Assert.Null((await acts.UnitAsync(Some.Reviewer(Bureau.Lanzhou), "620104")).Sum);
    }

    [Fact]
    public async Task A_person_limited_to_regions_sees_those_and_their_completeness()
    {
        var list = await acts.ListAsync(Some.Clerk(Bureau.Gansu).LimitedTo("620700", "620123"));
        Assert.Equal(7, list.Units.Count);
        Assert.All(list.Units, unit => Assert.True(unit.Code.Value == "620123" || unit.Prefecture!.Name == "张掖市"));
        Assert.All(list.Bases, basis => Assert.Equal(7, basis.Units));
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("system")]
    public async Task Auditors_and_administrators_see_no_business_data(string who)
    {
        var result = await acts.TryListAsync(who == "auditor" ? Some.Auditor(Bureau.Lanzhou) : Some.SystemAdministrator(Bureau.Lanzhou));
        Assert.IsType<NotAllowed>(result.Problem);
    }

    [Fact]
    public async Task Who_may_only_read_is_told_why()
    {
        Assert.Contains("经办或财务岗位", (await acts.ListAsync(Some.Reviewer(Bureau.Lanzhou))).WhyReadOnly, StringComparison.Ordinal);
        Assert.Contains("财务或复核岗位", (await acts.ListAsync(Some.Clerk(Bureau.Lanzhou), HeadcountBasis.Certified)).WhyReadOnly, StringComparison.Ordinal);
        Assert.Null((await acts.ListAsync(Some.Reviewer(Bureau.Lanzhou), HeadcountBasis.Certified)).WhyReadOnly);
        Assert.NotNull((await acts.ListAsync(Some.PolicyAdministrator(Bureau.Lanzhou))).WhyReadOnly);
    }

    [Fact]
    public async Task The_national_bureau_has_no_units_and_a_wrong_year_is_refused()
    {
        Assert.Contains("不直接填报", Assert.IsType<NotFound>((await acts.TryListAsync(Some.Clerk(Bureau.National))).Problem).Sentence, StringComparison.Ordinal);
        Assert.Contains("年度", (await acts.TryListAsync(Some.Clerk(Bureau.Lanzhou), year: 20200)).Problem!.Sentence, StringComparison.Ordinal);
    }
}
