using MedInsure.Rules.Policies;
using static MedInsure.Rules.Tests.Policies.SomePolicy;

namespace MedInsure.Rules.Tests.Policies;

public sealed class ShareAndOverlapTests
{
    private const string Tier = "$.funding.tiers[0].shares";

    private readonly PolicyContent good = Province();

    [Fact]
    public void Known_amounts_add_up_to_the_known_total()
    {
        Assert.Equal([Tier], FindingsIn(WithShares(Fixed(Payers.Central, 400), Fixed(Payers.Province, 199.99m))));
        Assert.Equal([Tier], FindingsIn(WithShares(Rate(Payers.Central, 0.8m), Fixed(Payers.Province, 100))));
        Assert.Empty(FindingsIn(WithShares(Fixed(Payers.Central, 400), Fixed(Payers.Province, 200))));
        Assert.Empty(FindingsIn(WithShares(Rate(Payers.Central, 0.8m), Fixed(Payers.Province, 120))));
    }

    [Fact]
    public void What_is_left_goes_one_way()
    {
        var (rest, part, floor) = (new RestShare { Payers = Payers.City }, new PartShare { Payers = Payers.County, Part = 1 }, new FixedShare { Payers = Payers.Province, Yuan = 10, Floor = true });
        Assert.Equal([Tier], FindingsIn(WithShares(Fixed(Payers.Central, 400), rest, part)));
        Assert.Equal([Tier], FindingsIn(WithShares(Fixed(Payers.Central, 400), rest, floor)));
        Assert.Equal([Tier], FindingsIn(WithShares(Fixed(Payers.Central, 400), part, floor)));
        Assert.Equal([Tier], FindingsIn(WithShares(Fixed(Payers.Central, 400), rest, new RestShare { Payers = Payers.County })));
        Assert.Equal([Tier], FindingsIn(WithShares(Fixed(Payers.Central, 400), floor, floor with { Payers = Payers.County })));
        Assert.Empty(FindingsIn(WithShares(Fixed(Payers.Central, 400), part with { Payers = Payers.City }, part)));
        Assert.Empty(FindingsIn(WithShares(Fixed(Payers.Central, 400), rest)));
        Assert.Empty(FindingsIn(WithShares(Fixed(Payers.Central, 400), floor)));
    }

    [Fact]
    public void A_payer_stands_once()
    {
        Assert.Equal([Tier + "[1].payers"], FindingsIn(WithShares(Fixed(Payers.City, 400), new RestShare { Payers = Payers.City })));
        Assert.Equal([Tier], FindingsIn(WithShares()));
        Assert.Empty(FindingsIn(WithShares(Fixed(Payers.City, 400), new RestShare { Payers = Payers.City | Payers.County })));
    }

    [Fact]
    public void Rates_and_parts_are_possible()
    {
        var rest = new RestShare { Payers = Payers.County };
        Assert.Equal([Tier, Tier + "[0].rate"], FindingsIn(WithShares(Rate(Payers.Central, 80), rest)));
        Assert.Equal([Tier], FindingsIn(WithShares(Rate(Payers.Central, 0.8m), Rate(Payers.Province, 0.3m), rest)));
        Assert.Equal([Tier + "[0].part"], FindingsIn(WithShares(new PartShare { Payers = Payers.Central, Part = -1 }, new PartShare { Payers = Payers.County, Part = 2 })));
        Assert.Equal([Tier], FindingsIn(WithShares(new PartShare { Payers = Payers.Central, Part = 0 })));
        Assert.Empty(FindingsIn(WithShares(new PartShare { Payers = Payers.Central, Part = 0 }, new PartShare { Payers = Payers.County, Part = 2 })));
        Assert.Equal([Tier + "[0].yuan"], FindingsIn(WithShares(Fixed(Payers.Central, -1), rest)));
        Assert.Empty(FindingsIn(WithShares(Rate(Payers.Central, 0), rest)));
        Assert.Empty(FindingsIn(WithShares(Rate(Payers.Central, 1), rest)));
    }

    [Fact]
    public void A_rate_of_an_increase_looks_back()
    {
        var increase = new IncreaseShare { Payers = Payers.Central, BaseYuan = 300, Rate = 0.6m, BaseTotalYuan = 500, BaseYear = 2030 };
        var rest = new RestShare { Payers = Payers.County };
        Assert.Equal([Tier + "[0].baseYear"], FindingsIn(WithShares(increase with { BaseYear = 2031 }, rest)));
        Assert.Equal([Tier + "[0].baseTotalYuan"], FindingsIn(WithShares(increase with { BaseTotalYuan = 299 }, rest)));
        Assert.Equal([Tier + "[0].rate"], FindingsIn(WithShares(increase with { Rate = 1.1m }, rest)));
        Assert.Equal([Tier + "[0].baseYuan"], FindingsIn(WithShares(increase with { BaseYuan = -1 }, rest)));
        Assert.Empty(FindingsIn(WithShares(increase, rest)));
    }

    [Fact]
    public void Only_a_bucket_can_be_open_and_only_an_amount_can_be_a_floor()
    {
        Assert.Equal([Tier + "[0].openGap"], FindingsIn(WithShares(Fixed(Payers.Central, 600) with { OpenGap = "p-share" })));
        Assert.Equal([Tier, Tier + "[1].floor"], FindingsIn(WithShares(Fixed(Payers.Central, 400), new RestShare { Payers = Payers.County, Floor = true })));
    }

    [Fact]
    public void A_missing_scheme_stands_beside_no_tier() => Assert.Equal(["$.funding.gap"], FindingsIn(good with { Funding = good.Funding with { Gap = "p-share" } }));

    [Fact]
    public void A_ratio_divides_a_bucket_of_the_scheme_among_its_payers()
    {
        var split = City().Funding.Splits[0];
        IEnumerable<string> With(BucketSplit changed) =>
            PolicyChecks.Check(City() with { Funding = new FundingScheme { Splits = [changed] } }, [Nation(), Province()]).Select(error => error.Field);

        Assert.Equal(["$.funding.splits[0].of", "$.funding.splits[0].shares[0].payers"], With(split with { Of = Payers.Province | Payers.County }));
        Assert.Equal(["$.funding.splits[0].of", "$.funding.splits[0].shares[0].payers", "$.funding.splits[0].shares[1].payers"], With(split with { Of = Payers.City }));
        Assert.Equal(["$.funding.splits[0].shares[0].payers"], With(split with { Shares = [new RestShare { Payers = split.Of, Cite = split.Cite }] }));
        Assert.Empty(With(split));
        Assert.Empty(With(split with { Shares = [new RestShare { Payers = Payers.City, Cite = split.Cite }] }));
    }

    [Fact]
    public void A_bucket_may_come_out_of_another_bucket()
    {
        var inner = City().Funding.Splits[0];
        var outer = new BucketSplit
        {
            Of = Payers.Province | Payers.City | Payers.County,
            Cite = inner.Cite,
            Shares = [new PartShare { Payers = Payers.Province, Part = 1, Cite = inner.Cite }, new PartShare { Payers = inner.Of, Part = 1, Cite = inner.Cite }],
        };
        var province = good with { Funding = new FundingScheme { Tiers = [good.Funding.Tiers[1]] } };
        var city = City() with { Funding = new FundingScheme { Splits = [outer, inner] } };

        Assert.Empty(PolicyChecks.Check(city, [Nation(), province]));
        Assert.Equal(["$.funding.splits[0].of"], PolicyChecks.Check(City(), [Nation(), province]).Select(error => error.Field));
    }

    [Fact]
    public void A_subsidy_is_not_above_the_contribution()
    {
        var rule = good.Subsidies.Rules[0];
        Assert.Equal(["$.subsidies.rules[0].form.yuan"], FindingsIn(WithRule(rule with { Form = new FixedSubsidy { Yuan = 320.01m } })));
        Assert.Equal(["$.subsidies.rules[0].form.rate"], FindingsIn(WithRule(rule with { Form = new RateSubsidy { Rate = 80 } })));
        Assert.Empty(FindingsIn(WithRule(rule with { Form = new FixedSubsidy { Yuan = 320 } })));
        var students = good.Contribution[1];
        Assert.Equal(["$.subsidies.rules[0].form.yuan"], FindingsIn(WithRule(rule with { Form = new FixedSubsidy { Yuan = 999 } }) with { Contribution = [good.Contribution[0], students with { Gap = null, Yuan = 180, Cite = rule.Cite }] }));
        Assert.Empty(FindingsIn(WithRule(rule with { Form = new FixedSubsidy { Yuan = 999 }, PopulationGroup = "学生" }))); // theirs is a gap
        Assert.Empty(FindingsIn(WithRule(rule with { Form = new FixedSubsidy { Yuan = 999 } }) with { Contribution = [new Standard { Yuan = 1000, ContributionTier = "二档", Cite = rule.Cite }] }));
    }

    [Fact]
    public void Funders_add_up_and_months_stand_in_order()
    {
        var rule = good.Subsidies.Rules[0];
        Assert.Equal(["$.subsidies.rules[0].funders"], FindingsIn(WithRule(rule with { Funders = [rule.Funders[0]] })));
        Assert.Equal(["$.subsidies.rules[0].funders"], FindingsIn(WithRule(rule with { Funders = [rule.Funders[0] with { Rate = 0.5m }, rule.Funders[0] with { Rate = 0.5m }] })));
        Assert.Equal(["$.subsidies.rules[0].timing.newlyAdded"], FindingsIn(WithRule(rule with { Timing = rule.Timing! with { NewlyAdded = new MonthOffsets { Enrol = 1, Pay = 0 } } })));
        Assert.Equal(["$.subsidies.rules[0].timing"], FindingsIn(WithRule(rule with { Timing = rule.Timing! with { NewlyAdded = null } })));
        Assert.Empty(FindingsIn(WithRule(rule with { Funders = [rule.Funders[0] with { Rate = null }] })));
    }

    [Fact]
    public void Two_items_never_name_one_region_equally_closely()
    {
        var (first, second) = (good.Funding.Tiers[0], good.Funding.Tiers[1]);
        IReadOnlyList<string> With(RegionSelector one, RegionSelector other) =>
            FindingsIn(good with { Funding = new FundingScheme { Tiers = [first with { Where = one }, second with { Where = other }] } });
        var (village, inland, islands) = (new RegionSelector { Regions = [Village] }, new RegionSelector { Under = [Inland] }, new RegionSelector { Groups = ["islands"] });

        Assert.Equal(["$.funding.tiers[1].where.regions"], With(village, village));
        Assert.Equal(["$.funding.tiers[1].where.under"], With(inland, inland));
        Assert.Equal(["$.funding.tiers[1].where.under"], With(inland, inland with { Except = new RegionExclusion { Regions = [Village] } }));
        Assert.Equal(["$.funding.tiers[1].where.groups"], With(islands, islands));
        Assert.Equal(["$.funding.tiers[1].where"], With(new RegionSelector(), new RegionSelector()));
        Assert.Empty(With(village, inland));
        Assert.Empty(With(inland, new RegionSelector { Under = [Coast] }));
        Assert.Empty(With(islands, islands with { Under = [Coast], Except = new RegionExclusion { Groups = ["islands"] } }));
    }

    [Fact]
    public void Standards_rules_and_bounds_compete_only_for_the_same_person_and_kind()
    {
        Assert.Equal(["$.fiscalSubsidy[1].where"], FindingsIn(good with { FiscalSubsidy = [good.FiscalSubsidy[0], good.FiscalSubsidy[0]] }));
        Assert.Equal(["$.subsidies.rules[2].where"], FindingsIn(good with { Subsidies = good.Subsidies with { Rules = [.. good.Subsidies.Rules, good.Subsidies.Rules[0]] } }));
        Assert.Equal(["$.bounds[3].where"], FindingsIn(good with { Bounds = [.. good.Bounds, good.Bounds[0] with { Id = "p-again" }] }));
        Assert.Empty(FindingsIn(good with { Bounds = [.. good.Bounds, good.Bounds[0] with { Id = "p-again", Categories = ["orphan"] }] }));
        Assert.Empty(FindingsIn(good with { Bounds = [.. good.Bounds, good.Bounds[0] with { Id = "p-again", Strength = Strength.Soft }] }));
        var students = good.Contribution[1] with { Ages = new AgeRange { From = 17, To = 25 } };
        Assert.Equal(["$.contribution[2].where"], FindingsIn(good with { Contribution = [.. good.Contribution, students] }));
        Assert.Empty(FindingsIn(good with { Contribution = [.. good.Contribution, students with { Ages = new AgeRange { From = 18 } }] }));
        Assert.Empty(FindingsIn(good with { Contribution = [.. good.Contribution, students with { Ages = null }] }));
        var tier = good.CriticalIllness.Tiers[0] with { Id = "p-ci-2" };
        Assert.Equal(["$.criticalIllness.tiers[1].where"], FindingsIn(good with { CriticalIllness = new CriticalIllness { Tiers = [good.CriticalIllness.Tiers[0], tier] } }));
    }

    private static FixedShare Fixed(Payers payers, decimal yuan) => new() { Payers = payers, Yuan = yuan };

    private static RateShare Rate(Payers payers, decimal rate) => new() { Payers = payers, Rate = rate };

    private PolicyContent WithShares(params TierShare[] shares) =>
        good with { Funding = new FundingScheme { Tiers = [good.Funding.Tiers[0] with { Shares = [.. shares.Select(Share)] }] } };

    private PolicyContent WithRule(SubsidyRule rule) => good with { Subsidies = good.Subsidies with { Rules = [rule] } };
}
