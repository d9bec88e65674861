using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Regions;

public sealed class RegionTreeTests
{
    [Fact]
    public void Ancestors_come_nearest_first_and_a_region_is_not_under_itself()
    {
        var tree = Cloudland.Tree;
        Assert.Equal([Cloudland.EastCity, Cloudland.Province], tree.AncestorsOf(Cloudland.River).Select(region => region.Code));
        Assert.Empty(tree.AncestorsOf(Cloudland.Province));
        Assert.True(tree.IsUnder(Cloudland.River, Cloudland.Province));
        Assert.False(tree.IsUnder(Cloudland.River, Cloudland.River));
        Assert.False(tree.IsUnder(Cloudland.River, Cloudland.WestCity));
    }

    [Fact]
    public void Units_come_in_code_order_whatever_the_order_of_the_list()
    {
        var expected = Cloudland.Units.Select(unit => unit.Code).ToList();
        Assert.Equal(expected.Order(), expected);
        var turned = new RegionTree(Cloudland.Regions.Reverse(), Cloudland.Day);
        Assert.Equal(expected, turned.FundingUnitsOf(Cloudland.Province).Select(unit => unit.Code));
        Assert.Equal([Cloudland.CountylessCity], turned.FundingUnitsOf(Cloudland.CountylessCity).Select(unit => unit.Code));
    }

    [Fact]
    public void A_county_directly_under_its_province_has_no_prefecture_and_a_city_is_its_own()
    {
        Assert.Null(Cloudland.Tree.PrefectureOf(Cloudland.CitylessCounty));
        Assert.Equal(Cloudland.EastCity, Cloudland.Tree.PrefectureOf(Cloudland.Harbour)!.Code);
        Assert.Equal(Cloudland.CountylessCity, Cloudland.Tree.PrefectureOf(Cloudland.CountylessCity)!.Code);
    }

    [Fact]
    public void The_tree_holds_what_is_valid_on_its_day_first_day_included_and_last_day_excluded()
    {
        var until = new Region(new RegionCode("980131"), "旧县", RegionKind.County, Cloudland.EastCity, IsFundingUnit: true, ValidTo: Cloudland.Day);
        var from = new Region(new RegionCode("980108"), "新区", RegionKind.County, Cloudland.EastCity, IsFundingUnit: true, ValidFrom: Cloudland.Day);
        var regions = Cloudland.Regions.Append(until).Append(from).ToList();
        var before = new RegionTree(regions, Cloudland.Day.AddDays(-1));
        Assert.NotNull(before.Find(until.Code));
        Assert.Null(before.Find(from.Code));
        var after = new RegionTree(regions, Cloudland.Day);
        Assert.Null(after.Find(until.Code));
        Assert.NotNull(after.Find(from.Code));
    }

    [Fact]
    public void A_region_that_is_its_own_ancestor_is_refused_and_not_walked_for_ever()
    {
        var (a, b) = (new RegionCode("970100"), new RegionCode("970200"));
        Assert.Throws<ArgumentException>(() => new RegionTree([new Region(a, "甲", RegionKind.Prefecture, b), new Region(b, "乙", RegionKind.Prefecture, a)], Cloudland.Day));
        Assert.Throws<ArgumentException>(() => new RegionTree([new Region(a, "甲", RegionKind.Prefecture, a)], Cloudland.Day));
    }

    [Fact]
    public void A_code_that_stands_twice_on_one_day_is_refused() =>
        Assert.Throws<ArgumentException>(() => new RegionTree(Cloudland.Regions.Append(Cloudland.Regions[3]), Cloudland.Day));

    [Theory]
    [InlineData("620123", true)]
    [InlineData("3404L1", true)]
    [InlineData("62012", false)]
    [InlineData("6201233", false)]
    [InlineData("34040L", false)]
    [InlineData("３４０４Ｌ１", false)]
    [InlineData("62012X", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_code_is_six_digits_or_a_local_one(string? code, bool valid)
    {
        Assert.Equal(valid, RegionCode.IsValid(code));
        Assert.Equal(valid, RegionCode.TryParse(code, out _));
    }
}
