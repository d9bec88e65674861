using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Funding;

public sealed class SelectorTests
{
    private static readonly SelectorMatching Matching = Of(new RegionGroup { Id = "listed", Name = "名单", Regions = [Cloudland.River], Under = [Cloudland.WestCity] });

    private static SelectorMatching Of(params RegionGroup[] groups) => new(Cloudland.Tree, new GroupMembership(groups, Cloudland.Tree, []));

    [Fact]
    public void The_closer_a_selector_names_a_region_the_more_specific_it_is()
    {
        Assert.Equal(Specificity.Named, Fit(new RegionSelector { Regions = [Cloudland.River], Groups = ["listed"], Under = [Cloudland.Province] }));
        Assert.Equal(Specificity.Named, Fit(new RegionSelector { Under = [Cloudland.River], Groups = ["listed"] }));
        Assert.Equal(Specificity.Group, Fit(new RegionSelector { Groups = ["listed"], Under = [Cloudland.EastCity] }));
        Assert.Equal(Specificity.UnderPrefecture, Fit(new RegionSelector { Under = [Cloudland.Province, Cloudland.EastCity] }));
        Assert.Equal(Specificity.UnderProvince, Fit(new RegionSelector { Under = [Cloudland.Province] }));
        Assert.Equal(Specificity.Everywhere, Fit(new RegionSelector()));
        Assert.Equal(Specificity.None, Fit(new RegionSelector { Under = [Cloudland.WestCity] }));
    }

    [Fact]
    public void An_exception_takes_away_even_what_is_named()
    {
        Assert.Equal(Specificity.None, Fit(new RegionSelector { Regions = [Cloudland.River], Except = new RegionExclusion { Groups = ["listed"] } }));
        Assert.Equal(Specificity.None, Fit(new RegionSelector { Except = new RegionExclusion { Under = [Cloudland.EastCity] } }));
        Assert.Equal(Specificity.None, Fit(new RegionSelector { Except = new RegionExclusion { Regions = [Cloudland.River] } }));
        Assert.Equal(Specificity.Everywhere, Fit(new RegionSelector { Except = new RegionExclusion { Regions = [Cloudland.Hill] } }));
    }

    [Fact]
    public void The_order_of_lists_does_not_matter() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            RegionCode[] codes = [.. Cloudland.Regions.Select(region => region.Code).Where(_ => random.Next(3) == 0)];
            RegionCode[] under = [.. Cloudland.Regions.Select(region => region.Code).Where(_ => random.Next(4) == 0)];
            var one = new RegionSelector { Regions = codes, Under = under, Groups = random.Next(2) == 0 ? ["listed"] : [] };
            var turned = one with { Regions = [.. codes.Reverse()], Under = [.. under.Reverse()] };
            return Cloudland.Units.All(unit => Matching.Match(one, unit.Code, World.Known) == Matching.Match(turned, unit.Code, World.Known));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unknown_lists_make_a_world_for_each_way_they_could_turn_out()
    {
        var matching = Of(Open("甲"), Open("乙"), Open("丙"));
        var (worlds, gaps) = matching.WorldsOf(Cloudland.River, [new RegionSelector { Groups = ["甲", "乙"] }, new RegionSelector { Except = new RegionExclusion { Groups = ["丙"] } }]);
        Assert.Equal(8, worlds.Count);
        Assert.Equal(8, worlds.Select(world => world.Condition).Distinct().Count());
        Assert.Equal(["丙缺口", "乙缺口", "甲缺口"], gaps.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Outside_the_outer_bound_a_region_is_certainly_no_member()
    {
        var group = Open("甲") with { Within = new RegionExclusion { Under = [Cloudland.WestCity] } };
        var groups = new GroupMembership([group], Cloudland.Tree, []);
        Assert.False(groups.Of("甲", Cloudland.River).IsMember);
        Assert.Null(groups.Of("甲", Cloudland.Hill).IsMember);
    }

    [Fact]
    public void An_outer_bound_can_be_another_group()
    {
        var outer = new RegionGroup { Id = "外", Name = "外", Under = [Cloudland.WestCity] };
        var unknown = Open("半") with { Regions = [Cloudland.Harbour] };
        var groups = new GroupMembership([outer, unknown, Open("甲") with { Within = new RegionExclusion { Groups = ["外"] } }, Open("乙") with { Within = new RegionExclusion { Groups = ["半"] } }], Cloudland.Tree, []);
        Assert.Null(groups.Of("甲", Cloudland.Hill).IsMember);
        Assert.False(groups.Of("甲", Cloudland.River).IsMember);
        Assert.Null(groups.Of("乙", Cloudland.River).IsMember); // the outer list is itself unknown there
    }

    [Fact]
    public void Outer_bounds_that_point_at_each_other_end()
    {
        var groups = new GroupMembership([Open("甲") with { Within = new RegionExclusion { Groups = ["乙"] } }, Open("乙") with { Within = new RegionExclusion { Groups = ["甲"] } }], Cloudland.Tree, []);
        Assert.Null(groups.Of("甲", Cloudland.River).IsMember);
    }

    [Fact]
    public void Too_many_unknown_lists_make_no_world_and_name_their_gaps()
    {
        var open = Enumerable.Range(0, SelectorMatching.MaxUnknownGroups + 1).Select(i => Open($"名单{i}")).ToArray();
        var (worlds, gaps) = Of(open).WorldsOf(Cloudland.River, [new RegionSelector { Groups = [.. open.Select(group => group.Id)] }]);
        Assert.Empty(worlds);
        Assert.Equal(open.Length, gaps.Count);
    }

    private static RegionGroup Open(string id) => new() { Id = id, Name = id, Gap = id + "缺口" };

    private static Specificity Fit(RegionSelector selector) => Matching.Match(selector, Cloudland.River, World.Known);
}
