using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Notices;

namespace MedInsure.Rules.Tests.Policies.Values;

public sealed class PolicyValuesTests
{
    public static TheoryData<string> Tenants => [.. NoticeFiles.Tenants];

    [Theory]
    [InlineData("gansu", "/funding/tiers/gansu-1/shares/central", "财政补助分担", "第一档 中央", "440.00 元")]
    [InlineData("gansu", "/funding/tiers/gansu-1/shares/city+county", "财政补助分担", "第一档 市县合计", "10.00 元")]
    [InlineData("gansu", "/funding/tiers/gansu-1", "财政补助分担", "分担档次", "第一档：两州一县、18个深度贫困县")]
    [InlineData("gansu", "/fiscalSubsidy/ordinary", "筹资标准", "人均财政补助标准", "550.00 元/人")]
    [InlineData("national", "/contribution/ordinary", "筹资标准", "个人缴费标准", "原则上 280.00 元/人")]
    [InlineData("gansu", "/year/collection/ordinary", "基本信息", "征缴期", "2020-12-31 前（含当日）")]
    [InlineData("gansu", "/year/coverage/ordinary", "基本信息", "待遇年度", "2021-01-01 至 2021-12-31")]
    [InlineData("gansu", "/bounds/gansu-subsidy-120", "对下级的约束", "参保资助：农村建档立卡贫困人口、城乡低保差额保障对象", "不低于 120.00 元")]
    [InlineData("gansu", "/bounds/gansu-subsidy-120/where", "对下级的约束", "参保资助：农村建档立卡贫困人口、城乡低保差额保障对象的适用地区", "两州一县、18个深度贫困县")]
    [InlineData("gansu", "/deadlines/gansu-collection", "备案和时限", "完成待遇年度的个人参保缴费", "待遇年度上年12月31日前，由各统筹地区办理")]
    [InlineData("lanzhou", "/funding/splits/city+county@620103/shares/city", "财政补助分担", "市县合计（七里河区、红古区） 市级", "余额按 5 份")]
    [InlineData("lanzhou", "/subsidies/rules/registered-poor/form", "参保资助", "农村建档立卡贫困人口", "定额 100.00 元")]
    [InlineData("lanzhou", "/subsidies/rules/registered-poor/pay", "参保资助", "农村建档立卡贫困人口的资助方式", "先缴费、资助划入一卡通")]
    [InlineData("lanzhou", "/subsidies/rules/registered-poor/timing", "参保资助", "农村建档立卡贫困人口的资助月份", "新增对象当月参保、次月资助")]
    [InlineData("henan", "/criticalIllness/tiers/henan-ci-95", "大病保险筹资", null, "95.00 元/人")]
    public void A_value_stands_at_its_path_in_the_words_of_a_clerk(string tenant, string path, string section, string? label, string text)
    {
        var policy = NoticeFiles.Effective(tenant);
        var values = PolicyValues.Of(policy.Own.Content, PolicyNames.Of(policy));

        var value = Assert.Single(values, value => value.Path == path);
        Assert.Equal((section, label ?? value.Label, text), (value.Section, value.Label, value.Text));
        Assert.NotEmpty(value.Cite);
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void Paths_are_unique_and_every_place_that_cites_is_a_value(string tenant)
    {
        var content = NoticeFiles.Read(tenant);
        var values = PolicyValues.Of(content);

        Assert.Equal(values.Count, values.Select(value => value.Path).Distinct().Count());
        Assert.All(values, value => Assert.DoesNotContain("依据待补", value.Gap is null ? value.Text : string.Empty, StringComparison.Ordinal));
        foreach (var place in PolicyCitations.Of(content))
        {
            Assert.True(place.Cite.Count == 0 || PolicyValues.At(values, place.Path) is { } value && value.JsonPath == place.Path && value.Cite.SequenceEqual(place.Cite), place.Path);
        }
    }

    [Theory]
    [MemberData(nameof(Tenants))]
    public void The_order_of_lists_moves_no_value(string tenant)
    {
        var content = NoticeFiles.Read(tenant);
        var lines = Lines(content);
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.Equal(lines, Lines(Reorder.Shuffled(content, seed)));
        }

        static IEnumerable<string> Lines(PolicyContent content) => PolicyValues.Of(content).Select(value => $"{value.Path} {value.Raw}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Items_that_share_a_key_are_told_apart_by_what_they_say()
    {
        var good = SomePolicy.Province();
        var twice = good with { Deadlines = [good.Deadlines[0], good.Deadlines[0] with { Day = 30 }] };

        Assert.Equal(["/deadlines/p-due", "/deadlines/p-due#2"], PolicyValues.Of(twice).Select(value => value.Path).Where(path => path.StartsWith("/deadlines", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void A_slash_in_a_word_is_no_step_of_the_path()
    {
        var good = SomePolicy.Province();
        var paths = PolicyValues.Of(good with { Year = good.Year with { Collection = [good.Year.Collection[1] with { PopulationGroup = "学生/儿童" }] } }).Select(value => value.Path);

        Assert.Contains("/year/collection/学生~1儿童", paths);
    }

    [Fact]
    public void A_place_that_a_check_names_leads_to_the_innermost_value_around_it()
    {
        var values = PolicyValues.Of(SomePolicy.Province());

        Assert.Equal("/funding/tiers/p-1/shares/province", PolicyValues.At(values, "$.funding.tiers[0].shares[1].yuan")!.Path);
        Assert.Equal("/funding/tiers/p-1", PolicyValues.At(values, "$.funding.tiers[0].shares")!.Path);
        Assert.Equal("/subsidies/rules/poor/pay", PolicyValues.At(values, "$.subsidies.rules[0].pay")!.Path);
        Assert.Equal("/subsidies/rules/poor/form", PolicyValues.At(values, "$.subsidies.rules[0].cite")!.Path);
        Assert.Null(PolicyValues.At(values, "$.parent"));
    }
}
