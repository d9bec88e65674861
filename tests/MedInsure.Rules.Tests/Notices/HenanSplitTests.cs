using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Tests.Notices;

/// <summary>豫医保〔2020〕5号 一: 80% for 54 counties that it does not list, 60% for the others.</summary>
public sealed class HenanSplitTests
{
    private static readonly EffectivePolicy Policy = NoticeFiles.Effective("henan");

    [Fact]
    public void Every_unit_shows_both_possibilities_and_neither_is_chosen()
    {
        var split = new FundingSplit(Policy);
        foreach (var unit in NoticeFiles.Regions.FundingUnitsOf(new RegionCode("410000")))
        {
            var result = split.For(unit.Code);
            var bucket = unit.FiscalStatus == FiscalStatus.ProvinceManaged ? Payers.Province | Payers.County : Payers.Province | Payers.City | Payers.County;

            Assert.Equal(SplitState.Undetermined, result.State);
            Assert.Contains("henan-54-counties", result.Gaps);
            Assert.Null(result.Determined);
            Assert.Equal(["440|110", "330|220"], result.Possibilities.Select(row => string.Join('|', row.Shares.Select(share => share.PerCapita.ToText()))));
            Assert.All(result.Possibilities, row => Assert.Equal([Payers.Central, bucket], row.Shares.Select(share => share.Payers)));
            Assert.All(result.Possibilities, row => Assert.Equal("henan-provincial-tiers", row.Shares[1].OpenGap));
        }
    }

    [Fact]
    public void Once_the_list_is_filled_in_the_figures_follow()
    {
        var western = new RegionCode("411526");
        var group = Policy.Own.Content.Groups[0] with { Gap = null, Within = null, Count = 1, Regions = [western] };
        var split = new FundingSplit(NoticeFiles.Effective([NoticeFiles.Read("national"), Policy.Own.Content with { Groups = [group] }]));

        Assert.Equal("440", split.For(western).Determined!.Of(Payers.Central)!.Value.ToText());
        Assert.Equal("110", split.For(western).Determined!.Shares[1].PerCapita.ToText());
        var other = split.For(new RegionCode("410102")).Determined!;
        Assert.Equal("330|220", string.Join('|', other.Shares.Select(share => share.PerCapita.ToText())));
        Assert.All(NoticeFiles.Regions.FundingUnitsOf(new RegionCode("410000")), unit => Assert.Equal(SplitState.Determined, split.For(unit.Code).State));
    }

    [Fact]
    public void An_assumption_fills_the_list_and_stays_visible()
    {
        var assumed = new Assumption { Gap = "henan-54-counties", Label = "名单外各县按60%", Members = [] };
        var result = new FundingSplit(NoticeFiles.Effective("henan", assumed)).For(new RegionCode("410102"));

        Assert.Equal("330", result.Determined!.Of(Payers.Central)!.Value.ToText());
        Assert.Equal(["名单外各县按60%"], result.Assumptions);
    }

    [Theory]
    [InlineData("anhui", "340102")]
    [InlineData("huainan", "340402")]
    [InlineData("huainan", "3404L1")]
    public void In_安徽_total_and_split_are_gaps(string tenant, string code)
    {
        var result = new FundingSplit(NoticeFiles.Effective(tenant)).For(new RegionCode(code));

        Assert.Equal(SplitState.Undetermined, result.State);
        Assert.Equal(["anhui-total", "anhui-split"], result.Gaps);
        Assert.Empty(result.Possibilities);
    }
}
