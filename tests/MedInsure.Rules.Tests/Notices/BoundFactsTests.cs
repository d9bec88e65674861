using MedInsure.Rules.Amounts;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Rules.Tests.Notices;

/// <summary>甘66 二(三), 皖15 一(三) and the national floors against the values that the cities set.</summary>
public sealed class BoundFactsTests
{
    private static readonly World Certain = new(new Dictionary<string, bool>(), string.Empty);

    [Theory]
    [InlineData("620502", 99, Verdict.Violated)] // 秦州区: may be among the 18
    [InlineData("620502", 110, Verdict.Undetermined)]
    [InlineData("620502", 120, Verdict.Compliant)]
    [InlineData("620623", 119, Verdict.Violated)] // 天祝: first tier by name
    [InlineData("620623", 120, Verdict.Compliant)]
    [InlineData("622901", 119, Verdict.Violated)] // 临夏市
    [InlineData("620102", 99, Verdict.Violated)] // 城关区: 100 is the floor
    [InlineData("620102", 100, Verdict.Compliant)]
    public void The_floor_of_a_subsidy_depends_on_the_region(string code, int yuan, Verdict verdict)
    {
        var result = Assert.Single(Check("gansu", code, "registered-poor", yuan), result => result.BoundIds.Any(id => id is "gansu-subsidy-100" or "gansu-subsidy-120"));

        Assert.Equal((verdict, Strength.Hard), (result.Verdict, result.Strength));
        Assert.Equal(verdict == Verdict.Undetermined ? ["gansu-18-counties"] : [], result.Gaps);
        Assert.All(result.Sources, source => Assert.Equal("二(三)", source.Clause));
    }

    [Theory]
    [InlineData("subsistence-partial")]
    [InlineData("registered-poor")]
    public void In_each_county_of_the_nine_prefectures_99_fails_120_holds_and_110_is_open(string category)
    {
        var check = new BoundCheck(NoticeFiles.Effective("gansu"));
        foreach (var code in GansuSplitTests.CodesOf(2))
        {
            Assert.Equal(
                [Verdict.Violated, Verdict.Undetermined, Verdict.Compliant],
                new[] { 99, 110, 120 }.Select(yuan => check.Check(BoundSubject.Subsidy, new RegionCode(code), yuan, category).Single(result => result.BoundIds.Contains("gansu-subsidy-120")).Verdict));
        }
    }

    [Theory]
    [InlineData("rural-subsistence-2", 200)]
    [InlineData("rural-subsistence-3", 200)]
    [InlineData("rural-subsistence-4", 200)]
    [InlineData("urban-subsistence-partial", 200)]
    [InlineData("registered-poor", 100)]
    public void 兰州_s_amounts_keep_甘肃_s_floor_and_the_previous_amount_cannot_be_checked(string category, int yuan)
    {
        var policy = NoticeFiles.Effective("lanzhou");
        Assert.All(NoticeFiles.Regions.FundingUnitsOf(new RegionCode("620100")), unit =>
            Assert.Equal(yuan, new SubsidyStandards(policy).Of(category, unit.Code, Certain).Yuan!.Value));

        var results = new BoundCheck(policy).Check(BoundSubject.Subsidy, new RegionCode("620171"), yuan, category);

        Assert.Equal(Verdict.Compliant, Assert.Single(results, result => result.BoundIds.Contains("gansu-subsidy-100")).Verdict);
        var previous = Assert.Single(results, result => result.BoundIds.Contains("gansu-subsidy-previous-100"));
        Assert.Equal(Verdict.Undetermined, previous.Verdict);
        Assert.Equal("上一年（2019年度）的参保资助标准没有记录，无法与原标准比较；请在“政策配置”中新建2019年度的政策（上级机构没有这一年度政策的，由上级先登记），登记当时的标准并发布，发布后即可判定。", previous.Reason);
        Assert.Equal(["gansu-previous-subsidies"], previous.Gaps);
    }

    [Fact]
    public void A_policy_of_last_year_that_is_silent_is_told_from_none_at_all()
    {
        var silent = NoticeFiles.Effective([.. NoticeFiles.Chain("lanzhou").Select(content => content with { Year = content.Year with { Funding = 2019 }, Subsidies = content.Subsidies with { Rules = [] } })]);
        var asked = new PolicyCompliance(NoticeFiles.Effective("lanzhou"), silent).Lines(new RegionCode("620100"))
            .SelectMany(line => line.Results).Where(result => result.BoundIds.Contains("gansu-subsidy-previous-100")).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, result => Assert.Equal((Verdict.Undetermined, "上一年（2019年度）的政策没有写明相应的参保资助标准，无法与原标准比较；请在2019年度政策的新版本中补上并发布，发布后即可判定。"), (result.Verdict, result.Reason)));
        Assert.All(asked, result => Assert.Equal(["gansu-previous-subsidies"], result.Gaps));
    }

    [Theory]
    [InlineData(80, 200, Verdict.Compliant)] // under the floor of 100 it sets no ceiling
    [InlineData(100, 200, Verdict.Compliant)]
    [InlineData(150, 200, Verdict.Violated)]
    [InlineData(200, 200, Verdict.Compliant)]
    public void A_recorded_previous_amount_above_the_floor_is_a_ceiling(int previous, int yuan, Verdict verdict)
    {
        var results = new BoundCheck(NoticeFiles.Effective("lanzhou")).Check(BoundSubject.Subsidy, new RegionCode("620102"), yuan, "urban-subsistence-partial", previous);

        Assert.Equal(verdict, Assert.Single(results, result => result.BoundIds.Contains("gansu-subsidy-previous-100")).Verdict);
    }

    [Theory]
    [InlineData("rural-subsistence-1")]
    [InlineData("urban-subsistence-full")]
    [InlineData("extreme-poverty")]
    [InlineData("orphan")]
    public void Full_subsidies_are_the_whole_contribution_in_兰州(string category)
    {
        var policy = NoticeFiles.Effective("lanzhou");
        var standard = new SubsidyStandards(policy).Of(category, new RegionCode("620102"), Certain);

        Assert.Equal((280, true, PaymentMode.OnBehalf), (standard.Yuan!.Value, standard.IsFull, standard.Rule!.Pay!.Value));
        Assert.All(new BoundCheck(policy).Check(BoundSubject.Subsidy, new RegionCode("620102"), 280, category), result => Assert.Equal(Verdict.Compliant, result.Verdict));
    }

    [Theory]
    [InlineData("223.99", Verdict.Violated)]
    [InlineData("224", Verdict.Compliant)]
    [InlineData("252", Verdict.Compliant)]
    [InlineData("252.01", Verdict.Violated)]
    public void In_安徽_the_range_is_224_to_252_and_soft(string yuan, Verdict verdict)
    {
        var result = Assert.Single(Check("anhui", "340102", "subsistence", Fraction.Parse(yuan)));

        Assert.Equal((verdict, Strength.Soft), (result.Verdict, result.Strength));
        Assert.Equal("224.00 元至 252.00 元", result.Requirement);
        Assert.Equal(SubsidyState.Delegated, new SubsidyStandards(NoticeFiles.Effective("anhui")).Of("subsistence", new RegionCode("340102"), Certain).State);
    }

    [Fact]
    public void In_淮南_the_range_cannot_be_checked_while_the_contribution_is_missing()
    {
        var result = Assert.Single(Check("huainan", "340402", "registered-poor", 230));

        Assert.Equal(Verdict.Undetermined, result.Verdict);
        Assert.Equal(["huainan-contribution"], result.Gaps);
    }

    [Fact]
    public void 淮南_pays_on_behalf_and_does_not_say_how_much()
    {
        var standard = new SubsidyStandards(NoticeFiles.Effective("huainan")).Of("registered-poor", new RegionCode("3404L1"), Certain);

        Assert.Equal((SubsidyState.WaitingForBasis, "huainan-subsidy-amounts", PaymentMode.OnBehalf), (standard.State, standard.Gap, standard.Rule!.Pay));
        Assert.Null(standard.Yuan);
    }

    [Theory]
    [InlineData("extreme-poverty")]
    [InlineData("subsistence")]
    [InlineData("registered-poor")]
    public void 河南_s_subsidies_are_a_gap(string category) =>
        Assert.Equal("henan-subsidy-amounts", new SubsidyStandards(NoticeFiles.Effective("henan")).Of(category, new RegionCode("410102"), Certain).Gap);

    [Theory]
    [InlineData("gansu", "620302", 549, Verdict.Violated)]
    [InlineData("gansu", "620302", 550, Verdict.Compliant)]
    [InlineData("henan", "410102", 551, Verdict.Compliant)]
    public void The_fiscal_subsidy_keeps_every_floor_above_it(string tenant, string code, int yuan, Verdict verdict)
    {
        var results = new BoundCheck(NoticeFiles.Effective(tenant)).Check(BoundSubject.FiscalSubsidy, new RegionCode(code), yuan);

        Assert.Equal(tenant == "gansu" ? ["national", "gansu"] : ["national"], results.Select(result => result.Issuer));
        Assert.All(results, result => Assert.Equal(verdict, result.Verdict));
    }

    [Fact]
    public void The_policies_in_force_break_no_hard_bound()
    {
        foreach (var tenant in NoticeFiles.Tenants.Skip(1))
        {
            var policy = NoticeFiles.Effective(tenant);
            var results = new PolicyCompliance(policy).Lines(policy.Own.Root!.Value).SelectMany(line => line.Results).ToList();

            Assert.DoesNotContain(results, result => result.Verdict == Verdict.Violated);
            Assert.Equal(tenant is not ("anhui" or "huainan"), results.Any(result => result.Subject == BoundSubject.FiscalSubsidy));
        }
    }

    private static IReadOnlyList<BoundResult> Check(string tenant, string code, string category, Fraction yuan) =>
        new BoundCheck(NoticeFiles.Effective(tenant)).Check(BoundSubject.Subsidy, new RegionCode(code), yuan, category);
}
