using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Subsidies;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Subsidies;

public sealed class SubsidyStandardsTests
{
    private const string Categories = """
        "categories":[{"id":"wide","name":"低保对象"},{"id":"narrow","name":"农村低保二类","parent":"wide"}]
        """;

    [Theory]
    [InlineData("""{"kind":"rate","rate":0.8}""", "280", "224", false)]
    [InlineData("""{"kind":"rate","rate":0.8,"floor":true}""", "280", "224", true)]
    [InlineData("""{"kind":"rate","rate":1.2}""", "280", "280", false)] // never above the contribution
    [InlineData("""{"kind":"fixed","yuan":200}""", "280", "200", false)]
    [InlineData("""{"kind":"fixed","yuan":300}""", "280", "280", false)]
    [InlineData("""{"kind":"full"}""", "280", "280", false)]
    [InlineData("""{"kind":"rate","rate":0.333333}""", "100", "33.3333", false)]
    public void Amounts_come_from_the_form_and_never_exceed_the_contribution(string form, string contribution, string yuan, bool floor)
    {
        var found = Of($$$"""
            "contribution":[{"yuan":{{{contribution}}}}],"subsidies":{{{{Categories}}},"rules":[{"category":"wide","form":{{{form}}}}]}
            """, "wide");
        Assert.Equal((SubsidyState.Amount, yuan, floor), (found.State, found.Yuan!.Value.ToText(), found.IsFloor));
        Assert.Equal(found.Yuan, found.Step!.Result);
    }

    [Fact]
    public void A_category_without_a_rule_of_its_own_takes_that_of_the_wider_one()
    {
        var found = Of($$$"""
            "contribution":[{"yuan":280}],"subsidies":{{{{Categories}}},"rules":[{"category":"wide","form":{"kind":"fixed","yuan":100}}]}
            """, "narrow");
        Assert.Equal(100, found.Yuan);
        Assert.Equal(SubsidyState.None, Of($$$"""
            "subsidies":{{{{Categories}}},"rules":[{"category":"narrow","form":{"kind":"fixed","yuan":100}}]}
            """, "wide").State);
    }

    [Fact]
    public void By_identity_and_tier_with_two_funders()
    {
        var policy = Cloudland.Effective($$$"""
            "contribution":[{"yuan":300,"contributionTier":"一档"},{"yuan":450,"contributionTier":"二档"}],
            "subsidies":{{{{Categories}}},"rules":[
              {"category":"wide","contributionTier":"一档","form":{"kind":"full"},"funders":[{"name":"医疗救助资金","rate":0.7},{"name":"残联","rate":0.3}]},
              {"category":"wide","contributionTier":"二档","form":{"kind":"fixed","yuan":320}},
              {"category":"narrow","form":{"kind":"rate","rate":0.5}}]}
            """);
        var standards = new SubsidyStandards(policy);
        var first = standards.Of("wide", Cloudland.River, World.Known, "一档");
        Assert.Equal(300, first.Yuan);
        Assert.Equal([210, 90], first.Rule!.Funders.Select(funder => first.Yuan!.Value * (Fraction)funder.Rate!.Value));
        Assert.Equal(320, standards.Of("wide", Cloudland.River, World.Known, "二档").Yuan);
        Assert.Equal(225, standards.Of("narrow", Cloudland.River, World.Known, "二档").Yuan); // a rule for all tiers takes the tier's contribution
        Assert.Contains("请指明档次", standards.Of("wide", Cloudland.River, World.Known).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rules_that_fit_equally_well_are_a_contradiction()
    {
        var found = Of($$$"""
            "subsidies":{{{{Categories}}},"rules":[{"category":"wide","form":{"kind":"fixed","yuan":1}},{"category":"wide","form":{"kind":"fixed","yuan":2}}]}
            """, "wide");
        Assert.Equal(SubsidyState.Inconsistent, found.State);
        Assert.Contains("“低保对象”规定了 2 个同样适用的资助标准", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_for_an_undeclared_category_is_still_a_sentence() =>
        Assert.Contains("“nowhere”", Of("""
            "subsidies":{"rules":[{"category":"nowhere","form":{"kind":"fixed","yuan":1}},{"category":"nowhere","form":{"kind":"fixed","yuan":2}}]}
            """, "nowhere").Problem, StringComparison.Ordinal);

    [Fact]
    public void The_nearest_bureau_wins_and_what_it_leaves_to_the_level_below_is_no_amount()
    {
        var policy = Cloudland.EffectiveEast($$$"""
            "contribution":[{"yuan":280}],"subsidies":{{{{Categories}}},"rules":[{"category":"wide","form":{"kind":"delegated","to":["city"]}},{"category":"narrow","form":{"kind":"delegated","to":["city"]}}]}
            """, """
            "subsidies":{"rules":[{"category":"narrow","form":{"kind":"fixed","yuan":200}}]}
            """);
        var standards = new SubsidyStandards(policy);
        Assert.Equal(200, standards.Of("narrow", Cloudland.River, World.Known).Yuan);
        Assert.Equal(SubsidyState.Delegated, standards.Of("wide", Cloudland.River, World.Known).State);
    }

    private static SubsidyStandard Of(string members, string category) => new SubsidyStandards(Cloudland.Effective(members)).Of(category, Cloudland.River, World.Known);
}
