using MedInsure.Rules.Policies;
using static MedInsure.Rules.Tests.Policies.SomePolicy;

namespace MedInsure.Rules.Tests.Policies;

public sealed class IdentityAndReferenceTests
{
    private readonly PolicyContent good = Province();

    [Fact]
    public void Another_format_is_refused() => Assert.Equal(["$.format"], FindingsIn(good with { Format = 2 }));

    [Fact]
    public void The_title_is_written() => Assert.Equal(["$.title"], FindingsIn(good with { Title = "" }));

    [Fact]
    public void A_policy_follows_from_its_parent_s() => Assert.Equal(["$.parent"], FindingsIn(good with { Parent = "elsewhere" }));

    [Fact]
    public void A_policy_with_a_parent_needs_the_parent_s_policy() =>
        Assert.Contains("$.parent", PolicyChecks.Check(City(), []).Select(error => error.Field));

    [Fact]
    public void The_ancestors_follow_from_each_other() =>
        Assert.Equal(["$.parent"], PolicyChecks.Check(City(), [Province()]).Select(error => error.Field));

    [Fact]
    public void All_levels_speak_of_one_funding_year()
    {
        var errors = PolicyChecks.Check(good, [Nation() with { Year = new PolicyYear { Funding = 2030 } }]);

        Assert.Equal(["$.year.funding"], errors.Select(error => error.Field));
    }

    [Fact]
    public void An_id_stands_for_one_thing()
    {
        Assert.Equal(["$.documents[3].id"], FindingsIn(good with { Documents = [.. good.Documents, good.Documents[0]] }));
        Assert.Equal(["$.gaps[5].id"], FindingsIn(good with { Gaps = [.. good.Gaps, good.Gaps[0]] }));
        Assert.Equal(["$.deadlines[1].id"], FindingsIn(good with { Deadlines = [.. good.Deadlines, good.Deadlines[0]] }));
        Assert.Equal(["$.benefits[4].id"], FindingsIn(good with { Benefits = [.. good.Benefits, good.Benefits[0]] }));
    }

    [Fact]
    public void An_id_of_a_level_above_is_not_used_again()
    {
        var category = good.Subsidies.Categories[0] with { Id = "poor", Name = "另一类", Parent = null };
        Assert.Contains("$.subsidies.categories[1].id", FindingsIn(good with { Subsidies = good.Subsidies with { Categories = [.. good.Subsidies.Categories, category] } }));
        Assert.Equal(["$.bounds[0].id"], FindingsIn(good with { Bounds = [good.Bounds[0] with { Id = "nation-floor" }, .. good.Bounds.Skip(1)] }));
    }

    [Fact]
    public void An_id_is_written_in_small_letters() => Assert.Equal(["$.fundItems[0].id"], FindingsIn(good with { FundItems = [good.FundItems[0] with { Id = "长护" }] }));

    [Fact]
    public void A_gap_that_is_referred_to_is_registered()
    {
        var found = FindingsIn(good with { Gaps = [] });

        Assert.Equal(
            [
                "$.benefits[2].gap", "$.benefits[3].value.gap", "$.contribution[1].gap", "$.funding.tiers[1].shares[1].openGap", "$.groups[0].gap", "$.subsidies.rules[1].form.gap",
                "$.year.collection[1].gap",
            ],
            found);
    }

    [Fact]
    public void A_gap_of_the_level_above_may_be_referred_to()
    {
        var city = City() with { Contribution = [new Standard { Gap = "p-students" }] };

        Assert.Empty(PolicyChecks.Check(city, [Nation(), Province()]));
    }

    [Fact]
    public void A_missing_scheme_and_a_missing_critical_illness_amount_refer_to_registered_gaps() =>
        Assert.Equal(
            ["$.criticalIllness.gap", "$.funding.gap"],
            FindingsIn(good with { Funding = new FundingScheme { Gap = "nowhere" }, CriticalIllness = new CriticalIllness { Gap = "nowhere" } }));

    [Fact]
    public void A_group_that_is_referred_to_is_defined_here_or_above()
    {
        var tier = good.Funding.Tiers[1] with { Where = new RegionSelector { Groups = ["nowhere"], Except = new RegionExclusion { Groups = ["nobody"] } } };

        Assert.Equal(
            ["$.funding.tiers[1].where.except.groups[0]", "$.funding.tiers[1].where.groups[0]"],
            FindingsIn(good with { Funding = good.Funding with { Tiers = [good.Funding.Tiers[0], tier] } }));
    }

    [Fact]
    public void An_outer_bound_names_another_group()
    {
        IReadOnlyList<string> With(string outer) =>
            FindingsIn(good with { Groups = [good.Groups[0] with { Within = new RegionExclusion { Groups = [outer] } }, good.Groups[1]] });

        Assert.Equal(["$.groups[0].within.groups[0]"], With("nowhere"));
        Assert.Equal(["$.groups[0].within.groups[0]"], With("poor-counties"));
        Assert.Empty(With("islands"));
    }

    [Fact]
    public void A_city_may_use_the_province_s_groups()
    {
        var split = City().Funding.Splits[0] with { Where = new RegionSelector { Groups = ["islands"] } };

        Assert.Empty(PolicyChecks.Check(City() with { Funding = new FundingScheme { Splits = [split] } }, [Nation(), Province()]));
    }

    [Fact]
    public void A_category_that_is_referred_to_is_defined_here_or_above() =>
        Assert.Equal(["$.bounds[0].categories[0]"], FindingsIn(good with { Bounds = [good.Bounds[0] with { Categories = ["rich"] }, .. good.Bounds.Skip(1)] }));

    [Fact]
    public void A_filing_goes_to_a_bureau_of_the_chain()
    {
        Assert.Equal(["$.mustFile[0].to"], FindingsIn(good with { MustFile = [good.MustFile[0] with { To = "neighbour" }] }));
        Assert.Empty(FindingsIn(good with { MustFile = [good.MustFile[0] with { To = "nation" }] }));
    }

    [Fact]
    public void Parents_of_categories_do_not_go_in_a_circle()
    {
        var category = good.Subsidies.Categories[0];
        var circle = good.Subsidies with { Categories = [category with { Parent = "b" }, category with { Id = "b", Name = "乙", Parent = "orphan" }] };

        Assert.Equal(["$.subsidies.categories[0].parent", "$.subsidies.categories[1].parent"], FindingsIn(good with { Subsidies = circle }));
    }

    [Fact]
    public void A_word_means_one_category()
    {
        var alias = good.Subsidies.Aliases[0] with { Name = "孤儿" };
        Assert.Equal(["$.subsidies.aliases[0].name"], FindingsIn(good with { Subsidies = good.Subsidies with { Aliases = [alias] } }));

        var category = good.Subsidies.Categories[0] with { Aliases = ["困难群众"] };
        Assert.Equal(["$.subsidies.categories[0].aliases[0]"], FindingsIn(good with { Subsidies = good.Subsidies with { Categories = [category] } }));
    }
}
