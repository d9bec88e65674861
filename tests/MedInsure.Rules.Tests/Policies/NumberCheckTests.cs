using MedInsure.Rules.Policies;
using static MedInsure.Rules.Tests.Policies.SomePolicy;

namespace MedInsure.Rules.Tests.Policies;

/// <summary>Amounts, rates, dates and lists; each refusal beside the nearest thing that is still right.</summary>
public sealed class NumberCheckTests
{
    private readonly PolicyContent good = Province();

    [Fact]
    public void A_standard_has_an_amount_or_a_gap_and_not_both()
    {
        Assert.Contains("$.fiscalSubsidy[0]", FindingsIn(With(good.FiscalSubsidy[0] with { Gap = "p-list" })));
        Assert.Contains("$.fiscalSubsidy[0]", FindingsIn(With(good.FiscalSubsidy[0] with { Yuan = null })));
        Assert.Empty(FindingsIn(With(new Standard { Gap = "p-list" })));
    }

    [Fact]
    public void An_amount_is_not_negative_and_a_base_not_above_it()
    {
        Assert.Contains("$.fiscalSubsidy[0].yuan", FindingsIn(With(good.FiscalSubsidy[0] with { Yuan = -1 })));
        Assert.Equal(["$.fiscalSubsidy[0].baseYuan"], FindingsIn(With(good.FiscalSubsidy[0] with { BaseYuan = 600.01m })));
        Assert.Empty(FindingsIn(With(good.FiscalSubsidy[0] with { BaseYuan = 600 })));
        Assert.Equal(["$.criticalIllness.tiers[0].yuan"], FindingsIn(good with { CriticalIllness = new CriticalIllness { Tiers = [good.CriticalIllness.Tiers[0] with { Yuan = 1_000_000.01m }] } }));
        Assert.Equal(["$.criticalIllness.tiers[0].yuan"], FindingsIn(good with { CriticalIllness = new CriticalIllness { Tiers = [good.CriticalIllness.Tiers[0] with { Yuan = -1 }] } }));
        Assert.Equal(["$.fundItems[0].yuan"], FindingsIn(good with { FundItems = [good.FundItems[0] with { Yuan = -1 }] }));
    }

    [Fact]
    public void The_fiscal_subsidy_is_one_for_everybody() =>
        Assert.Equal(["$.fiscalSubsidy[0]"], FindingsIn(With(good.FiscalSubsidy[0] with { ContributionTier = "二档" })));

    [Fact]
    public void A_missing_critical_illness_amount_stands_beside_no_tier()
    {
        Assert.Equal(["$.criticalIllness.gap"], FindingsIn(good with { CriticalIllness = good.CriticalIllness with { Gap = "p-income" } }));
        Assert.Empty(FindingsIn(good with { CriticalIllness = new CriticalIllness { Gap = "p-income" } }));
    }

    [Fact]
    public void Ages_stand_in_order()
    {
        Assert.Equal(["$.contribution[1].ages"], FindingsIn(WithAges(new AgeRange { From = 18, To = 17 })));
        Assert.Equal(["$.contribution[1].ages"], FindingsIn(WithAges(new AgeRange())));
        Assert.Equal(["$.contribution[1].ages"], FindingsIn(WithAges(new AgeRange { To = 200 })));
        Assert.Empty(FindingsIn(WithAges(new AgeRange { From = 17, To = 17 })));
    }

    [Fact]
    public void A_group_is_complete_or_has_a_gap()
    {
        var (open, islands) = (good.Groups[0], good.Groups[1]);
        Assert.Equal(["$.groups[1]", "$.groups[1].count"], FindingsIn(good with { Groups = [open, islands with { Regions = [] }] }));
        Assert.Equal(["$.groups[1].count"], FindingsIn(good with { Groups = [open, islands with { Count = 3 }] }));
        Assert.Equal(["$.groups[1].within"], FindingsIn(good with { Groups = [open, islands with { Within = new RegionExclusion { Under = [Coast] } }] }));
        Assert.Equal(["$.groups[0].gap"], FindingsIn(good with { Groups = [open with { Count = 1, Regions = [Village] }, islands] }));
        Assert.Equal(["$.groups[0].count"], FindingsIn(good with { Groups = [open with { Count = 1, Regions = [Village, new("990102")] }, islands] }));
        Assert.Empty(FindingsIn(good with { Groups = [open with { Regions = [Village] }, islands with { Count = null }] }));
    }

    [Fact]
    public void Nothing_is_listed_twice()
    {
        Assert.Equal(["$.groups[1].regions[2]"], FindingsIn(good with { Groups = [good.Groups[0], good.Groups[1] with { Count = 3, Regions = [.. good.Groups[1].Regions, new("990203")] }] }));
        var stage = good.Pooling!.Stages[0] with { Where = new RegionSelector { Under = [Coast, Coast] } };
        Assert.Equal(["$.pooling.stages[0].where.under[1]"], FindingsIn(good with { Pooling = good.Pooling with { Stages = [stage] } }));
    }

    [Fact]
    public void An_exception_excepts_something()
    {
        var bound = good.Bounds[0] with { Where = new RegionSelector { Except = new RegionExclusion() } };
        Assert.Equal(["$.bounds[0].where.except"], FindingsIn(good with { Bounds = [bound, .. good.Bounds.Skip(1)] }));
    }

    [Fact]
    public void A_bound_can_be_kept_and_fits_its_subject()
    {
        Assert.Equal(["$.bounds[0].limit"], FindingsIn(WithLimit(new RangeLimit { FromYuan = 200, ToYuan = 100 })));
        Assert.Equal(["$.bounds[0].limit.yuan"], FindingsIn(WithLimit(new MinimumLimit { Yuan = -1 })));
        Assert.Equal(["$.bounds[0].limit.yuan"], FindingsIn(WithLimit(new MaximumLimit { Yuan = -1 })));
        Assert.Equal(["$.bounds[0].categories"], FindingsIn(good with { Bounds = [good.Bounds[0] with { On = BoundSubject.Contribution }] }));
        Assert.Equal(["$.bounds[0].limit"], FindingsIn(good with { Bounds = [new Bound { Id = "p-full", On = BoundSubject.Contribution, Limit = new FullLimit(), Cite = Cited("p1", "三") }] }));
        Assert.Empty(FindingsIn(WithLimit(new RangeLimit { FromYuan = 100, ToYuan = 100 })));
        Assert.Empty(FindingsIn(WithLimit(new FullLimit())));
    }

    [Fact]
    public void Rates_of_a_bound_are_between_0_and_1_and_in_order()
    {
        var others = good.Bounds.Where(bound => bound.Id != "p-rate").ToList();
        IReadOnlyList<string> With(decimal from, decimal to) =>
            FindingsIn(good with { Bounds = [good.Bounds[1] with { Limit = new RateRangeLimit { FromRate = from, ToRate = to } }, .. others] });

        Assert.Equal(["$.bounds[0].limit", "$.bounds[0].limit.fromRate"], With(80, 0.9m));
        Assert.Equal(["$.bounds[0].limit.toRate"], With(0.8m, 90));
        Assert.Equal(["$.bounds[0].limit"], With(0.9m, 0.8m));
        Assert.Empty(With(0, 1));
    }

    [Fact]
    public void A_deadline_is_a_day_of_every_year()
    {
        Assert.Equal(["$.deadlines[0].day"], FindingsIn(WithDay(2, 29)));
        Assert.Equal(["$.deadlines[0].day"], FindingsIn(WithDay(4, 31)));
        Assert.Equal(["$.deadlines[0].day"], FindingsIn(WithDay(4, 0)));
        Assert.Equal(["$.deadlines[0].month"], FindingsIn(WithDay(13, 1)));
        Assert.Equal(["$.deadlines[0].yearOffset"], FindingsIn(good with { Deadlines = [good.Deadlines[0] with { YearOffset = 2031 }] }));
        Assert.Equal(["$.deadlines[0].actor"], FindingsIn(good with { Deadlines = [good.Deadlines[0] with { Actor = "" }] }));
        Assert.Empty(FindingsIn(WithDay(2, 28)));
    }

    [Fact]
    public void Windows_and_stages_stand_in_order()
    {
        var window = good.Year.Collection[0];
        IReadOnlyList<string> With(params YearWindow[] windows) => FindingsIn(good with { Year = good.Year with { Collection = windows } });

        Assert.Equal(["$.year.collection[0]"], With(window with { To = new DateOnly(2031, 8, 31) }));
        Assert.Equal(["$.year.collection[0]"], With(window with { Gap = "p-students" }));
        Assert.Equal(["$.year.collection[0]"], With(window with { From = null, To = null }));
        Assert.Equal(["$.year.collection[1]"], With(window, window));
        Assert.Empty(With(window with { From = null }));
        var stage = good.Pooling!.Stages[0] with { To = new DateOnly(2031, 11, 30) };
        Assert.Equal(["$.pooling.stages[0]"], FindingsIn(good with { Pooling = good.Pooling with { Stages = [stage] } }));
    }

    [Fact]
    public void Benefits_are_possible()
    {
        Assert.Equal(["$.benefits[0].value.rate"], FindingsIn(WithBenefit(good.Benefits[0] with { Value = new RateBenefit { Rate = 70 } })));
        Assert.Equal(["$.benefits[0].value.points"], FindingsIn(WithBenefit(good.Benefits[0] with { Value = new RateChangeBenefit { Points = 0 } })));
        Assert.Equal(["$.benefits[0].value.factor"], FindingsIn(WithBenefit(good.Benefits[2] with { Value = new FactorBenefit { Factor = 0, Of = "收入" } })));
        Assert.Equal(["$.benefits[0].insurance"], FindingsIn(WithBenefit(good.Benefits[0] with { Insurance = null })));
        Assert.Equal(["$.benefits[0].subject"], FindingsIn(WithBenefit(good.Benefits[0] with { Subject = BenefitSubject.Cap })));
        Assert.Empty(FindingsIn(WithBenefit(good.Benefits[0] with { Value = new RateBenefit { Rate = 1 } })));
    }

    private PolicyContent With(Standard standard) => good with { FiscalSubsidy = [standard] };

    private PolicyContent WithAges(AgeRange ages) => good with { Contribution = [good.Contribution[0], good.Contribution[1] with { Ages = ages }] };

    private PolicyContent WithLimit(BoundLimit limit) => good with { Bounds = [good.Bounds[0] with { Limit = limit }] };

    private PolicyContent WithDay(int month, int day) => good with { Deadlines = [good.Deadlines[0] with { Month = month, Day = day }] };

    private PolicyContent WithBenefit(BenefitParameter benefit) => good with { Benefits = [benefit] };
}
