using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Funding;

/// <summary>Contributions by tier, group and age.</summary>
public sealed class ContributionTests
{
    private static readonly EffectivePolicy Policy = Cloudland.EffectiveEast(
        """
        "contribution":[{"yuan":280},{"yuan":200,"populationGroup":"学生"}]
        """,
        """
        "contribution":[{"yuan":300,"contributionTier":"一档"},{"yuan":450,"contributionTier":"二档"},{"yuan":150,"contributionTier":"一档","ages":{"from":80}}]
        """);

    private static readonly EffectivePolicy Province = new([Policy.Chain[0]], Cloudland.Tree);

    [Fact]
    public void Each_tier_has_its_own_value_and_a_place_with_tiers_has_no_ordinary_one()
    {
        Assert.Equal(300, Find("一档").Yuan);
        Assert.Equal(450, Find("二档").Yuan);
        var ordinary = Find(null);
        Assert.Null(ordinary.Yuan); // not the province's 280
        Assert.Contains("按缴费档次（“一档”、“二档”）分别规定，请指明档次", ordinary.Problem, StringComparison.Ordinal);
        Assert.Contains("没有缴费档次“三档”", Find("三档").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_age_has_its_own_value_where_there_is_one()
    {
        Assert.Equal(150, Find("一档", age: 80).Yuan);
        Assert.Equal(300, Find("一档", age: 79).Yuan);
        Assert.Equal(450, Find("二档", age: 80).Yuan);
    }

    [Fact]
    public void A_group_is_an_exception_beside_the_ordinary()
    {
        Assert.Equal(200, StandardLookup.Contribution(Province, Cloudland.Hill, World.Known, populationGroup: "学生").Yuan);
        Assert.Equal(280, StandardLookup.Contribution(Province, Cloudland.Hill, World.Known, populationGroup: "军人").Yuan);
        Assert.Equal(280, StandardLookup.Contribution(Province, Cloudland.Hill, World.Known).Yuan);
    }

    [Fact]
    public void A_place_that_asks_by_age_alone_needs_the_age()
    {
        var policy = Cloudland.Effective("""
            "contribution":[{"yuan":100,"ages":{"to":17}},{"yuan":300,"ages":{"from":18}}]
            """);
        Assert.Contains("请指明年龄", StandardLookup.Contribution(policy, Cloudland.Hill, World.Known).Problem, StringComparison.Ordinal);
        Assert.Equal(100, StandardLookup.Contribution(policy, Cloudland.Hill, World.Known, age: 17).Yuan);
        Assert.Equal(300, StandardLookup.Contribution(policy, Cloudland.Hill, World.Known, age: 18).Yuan);
    }

    private static FoundStandard Find(string? tier, int? age = null) => StandardLookup.Contribution(Policy, Cloudland.River, World.Known, tier, null, age);
}
