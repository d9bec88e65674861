using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Constraints;

public sealed class PolicyComplianceTests
{
    [Fact]
    public void A_value_that_holds_on_a_list_is_checked_by_the_bound_of_that_list()
    {
        // Off the list 100 under a floor of 100, on it 120 under a floor of 120: whichever way the list turns out, nothing is broken or open.
        var lines = Lines("""
            "groups":[{"id":"poor","name":"扶持县","gap":"gap-poor"}],"gaps":[{"id":"gap-poor","what":"名单"}],
            "contribution":[{"yuan":280}],
            "bounds":[{"id":"all","on":"subsidy","categories":["c"],"limit":{"kind":"min","yuan":100}},{"id":"poor","on":"subsidy","categories":["c"],"where":{"groups":["poor"]},"limit":{"kind":"min","yuan":120}}],
            "subsidies":{"categories":[{"id":"c","name":"困难人员"}],"rules":[{"category":"c","form":{"kind":"fixed","yuan":100}},{"category":"c","where":{"groups":["poor"]},"form":{"kind":"fixed","yuan":120}}]}
            """).Where(line => line.Subject == BoundSubject.Subsidy).ToList();
        Assert.Equal([100, 120], lines.Select(line => (int)line.Value.Numerator).Order());
        Assert.All(lines, line => Assert.Equal(Verdict.Compliant, line.Results.Single().Verdict));
        Assert.All(lines, line => Assert.Equal(Cloudland.Units.Count(), line.Regions.Count));
    }

    [Fact]
    public void Every_contribution_tier_is_checked_and_every_subsidy_in_it()
    {
        var lines = Lines("""
            "contribution":[{"yuan":200,"contributionTier":"一档"},{"yuan":450,"contributionTier":"二档"}],
            "bounds":[{"id":"floor","on":"contribution","limit":{"kind":"min","yuan":280}},{"id":"half","on":"subsidy","categories":["c"],"limit":{"kind":"rateRange","fromRate":0.5,"toRate":1}}],
            "subsidies":{"categories":[{"id":"c","name":"困难人员"}],"rules":[{"category":"c","form":{"kind":"fixed","yuan":150}}]}
            """);
        Assert.Equal(
            [("个人缴费标准（一档）", Verdict.Violated), ("个人缴费标准（二档）", Verdict.Compliant), ("困难人员（一档）", Verdict.Compliant), ("困难人员（二档）", Verdict.Violated)],
            lines.Select(line => (line.What, line.Results.Single().Verdict)));
    }

    [Fact]
    public void A_region_stands_once_in_a_line()
    {
        var lines = Lines("""
            "groups":[{"id":"poor","name":"扶持县","gap":"gap-poor"}],"gaps":[{"id":"gap-poor","what":"名单"}],
            "fiscalSubsidy":[{"yuan":100},{"yuan":100,"where":{"groups":["poor"]}}]
            """);
        Assert.All(lines, line => Assert.Equal(line.Regions.Distinct(), line.Regions));
    }

    private static IReadOnlyList<ComplianceLine> Lines(string members) => new PolicyCompliance(Cloudland.Effective(members)).Lines(Cloudland.Province);
}
