using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Rules.Tests.Notices;
using static MedInsure.Rules.Tests.Rosters.RosterDesk;

namespace MedInsure.Rules.Tests.Rosters;

public sealed class RosterPlacesTests
{
    [Theory]
    [InlineData("620102")]
    [InlineData("城关区")]
    [InlineData("城关")]
    [InlineData(" 城 关 区 ")]
    [InlineData("兰州市城关区")]
    [InlineData("甘肃省兰州市城关区")]
    [InlineData("甘肃省 城关区")]
    [InlineData("６２０１０２")]
    public void A_county_is_found_by_code_and_by_what_people_write(string text) => Assert.Equal(("620102", null), (Places().Find(text).Region?.Value, Places().Find(text).Problem));

    [Theory]
    [InlineData("620199", "没有代码为 620199 的行政区划")]
    [InlineData("没有县", "没有名为“没有县”的县（市、区）")]
    [InlineData("620100", "兰州市（620100）不是县（市、区），请填到县（市、区）")]
    [InlineData("兰州市", "不是县（市、区）")]
    [InlineData("临夏县", "不属于兰州市医疗保障局")]
    [InlineData("340402", "不属于兰州市医疗保障局")]
    public void What_is_no_county_of_the_bureau_is_a_sentence(string text, string words)
    {
        Assert.Null(Places().Find(text).Region);
        Assert.Contains(words, Places().Find(text).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_of_one_county_need_not_say_it_and_writes_for_no_other()
    {
        var places = Places("620123");
        Assert.False(places.MustBeSaid);
        Assert.Equal("620123", places.Find("").Region?.Value);
        Assert.Equal("620123", places.Find("榆中").Region?.Value);
        Assert.Contains("城关区（620102）不在您负责的地区范围内", places.Find("城关区").Problem, StringComparison.Ordinal);

        var two = Places("620123", "620102");
        Assert.True(two.MustBeSaid);
        Assert.Contains("请补填县（市、区）", two.Find(" ").Problem, StringComparison.Ordinal);
        Assert.Equal("620102", two.Find("城关区").Region?.Value);
    }

    [Fact]
    public void A_name_that_two_counties_have_is_asked_about()
    {
        var province = new RegionCode("990000");
        Region County(string code, RegionCode city) => new(new RegionCode(code), "云头区", RegionKind.County, city, IsFundingUnit: true);
        var (east, west) = (new RegionCode("990100"), new RegionCode("990200"));
        var tree = new RegionTree([new(province, "云省", RegionKind.Province, null), new(east, "东市", RegionKind.Prefecture, province), new(west, "西市", RegionKind.Prefecture, province), County("990102", east), County("990202", west)], new DateOnly(2020, 12, 31));
        var places = PlacesOf("990000", "云省医疗保障局", tree);
        Assert.Equal((null, "“云头区”可以指东市云头区（990102）、西市云头区（990202），请改填代码。"), places.Find("云头区"));
        Assert.Equal("990202", places.Find("西市云头区").Region?.Value);
        Assert.Equal("990102", PlacesOf("990000", "云省医疗保障局", tree, "990100").Find("云头区").Region?.Value);
    }

    [Fact]
    public void Zones_without_an_official_code_are_places_too() => Assert.Equal("3404L1", PlacesOf("340400", "淮南市医疗保障局", NoticeFiles.Regions).Find("毛集实验区").Region?.Value);
}
