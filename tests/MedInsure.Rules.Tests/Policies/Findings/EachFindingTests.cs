using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Policies.Findings;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;
using static MedInsure.Rules.Tests.Policies.Findings.Sound;

namespace MedInsure.Rules.Tests.Policies.Findings;

/// <summary>Each kind of finding once, with its sentence; the policies without the fault are the control.</summary>
public sealed class EachFindingTests
{
    private readonly PolicyContent province = Province();
    private readonly PolicyContent city = City();

    [Fact]
    public void Nothing_is_found_in_sound_policies()
    {
        Assert.Equal(string.Empty, Show(PolicyFindings.Of(Nation(), new FindingContext([], Cloudland.Tree))));
        Assert.Equal(string.Empty, Show(PolicyFindings.Of(province, OfProvince)));
        Assert.Equal(string.Empty, Show(PolicyFindings.Of(city, OfCity)));
    }

    [Fact]
    public void Shares_that_do_not_add_up() => Only(
        province with { Funding = new FundingScheme { Tiers = [province.Funding.Tiers[0], Tier("p-2", "二档", RegionSelector.Everywhere, 360, 190, 49.99m)] } },
        OfProvince,
        FindingKind.Sum, FindingWeight.Hard, "/funding/tiers/p-2", "各级份额合计 599.99 元，与人均标准 600.00 元不等，请核对。");

    /// <summary>600 of everybody, 650 of the west: there the amounts leave 50 to nobody, which no list of amounts alone shows.</summary>
    [Fact]
    public void Shares_that_do_not_add_up_in_some_counties() => Only(
        province with { FiscalSubsidy = [province.FiscalSubsidy[0], new Standard { Yuan = 650, Where = new RegionSelector { Under = [Cloudland.WestCity] }, Cite = From("p1", "一") }], Funding = new FundingScheme { Tiers = [province.Funding.Tiers[1]] } },
        OfProvince,
        FindingKind.Sum, FindingWeight.Hard, "/funding/tiers/p-2", "“二档”在山口县、谷口县：各级份额合计比人均财政补助标准 650.00 元少 50.00 元，没有规定由谁承担，请核对分担方案。");

    [Fact]
    public void A_county_in_no_tier() => Only(
        province with { Funding = new FundingScheme { Tiers = [province.Funding.Tiers[0], Tier("p-2", "二档", new RegionSelector { Under = [Cloudland.EastCity, Cloudland.WestCity] }, 360, 190, 50)] } },
        OfProvince,
        FindingKind.TierMissing, FindingWeight.Hard, "/funding", "无县市、独立县未列入云川省医疗保障局分担方案的任何一档，请把名单补全，或写一档适用其余地区。");

    [Fact]
    public void A_county_in_two_tiers() => Only(
        province with { Funding = new FundingScheme { Tiers = [.. province.Funding.Tiers, Tier("p-3", "三档", new RegionSelector { Regions = [Cloudland.Hill, Cloudland.Valley] }, 360, 190, 50)] } },
        OfProvince,
        FindingKind.TierTwice, FindingWeight.Hard, "/funding/tiers/p-3", "山口县同时列入云川省医疗保障局分担方案的“一档”、“三档”，请只保留一处。");

    [Fact]
    public void A_county_in_two_tiers_by_what_is_under_a_city() => Only(
        province with { Funding = new FundingScheme { Tiers = [Tier("p-1", "一档", new RegionSelector { Under = [Cloudland.WestCity] }, 400, 150, 50), province.Funding.Tiers[1], Tier("p-3", "三档", new RegionSelector { Under = [Cloudland.WestCity] }, 360, 190, 50)] } },
        OfProvince,
        FindingKind.TierTwice, FindingWeight.Hard, "/funding/tiers/p-3", "山口县、谷口县同时列入云川省医疗保障局分担方案的“一档”、“三档”，请只保留一处。");

    [Fact]
    public void A_county_without_a_tier_of_critical_illness() => Only(
        province with { CriticalIllness = new CriticalIllness { Tiers = [province.CriticalIllness.Tiers[0] with { Where = new RegionSelector { Under = [Cloudland.Province], Except = new RegionExclusion { Regions = [Cloudland.Valley] } } }] } },
        OfProvince,
        FindingKind.TierMissing, FindingWeight.Hard, "/criticalIllness", "谷口县未列入大病保险筹资的任何一档，请把名单补全，或写一档适用其余地区。");

    [Fact]
    public void A_county_that_the_citys_ratios_leave_out() => Only(
        city with { Funding = new FundingScheme { Splits = [Split(new RegionSelector { Regions = [Cloudland.Harbour, Cloudland.Zone] }, 30, 20)] } },
        OfCity,
        FindingKind.SplitMissing, FindingWeight.Hard, "/funding", "河口县没有规定市县合计怎样分担，请补列这些地区的比例。");

    [Fact]
    public void A_county_with_two_ratios() => Only(
        city with { Funding = new FundingScheme { Splits = [.. city.Funding.Splits, Split(new RegionSelector { Regions = [Cloudland.River] }, 30, 20), Split(new RegionSelector { Regions = [Cloudland.River, Cloudland.Zone] }, 25, 25)] } },
        OfCity,
        FindingKind.SplitTwice, FindingWeight.Hard, "/funding/splits/city+county@9801L1", "河口县规定了 2 个同样适用的市县合计分担比例，请只保留一个。", path => path.StartsWith("/funding/splits/city+county@980121", StringComparison.Ordinal));

    /// <summary>30.01 + 20 = 50.01 beside the 50 of the province's table; so 8.16 + 5.45 beside 13.6.</summary>
    [Fact]
    public void Ratios_of_a_city_that_do_not_meet_the_table_above() => Only(
        city with { Funding = new FundingScheme { Splits = [Split(new RegionSelector { Under = [Cloudland.EastCity] }, 30.01m, 20)] } },
        OfCity,
        FindingKind.UpperTable, FindingWeight.Hard, "/funding/splits/city+county@980100*", "与云川省医疗保障局的分担表对不上，在港口区、河口县、东川新区：各级份额合计超过市县合计 50.00 元，超出 0.01 元，请核对分担方案。");

    [Fact]
    public void A_city_that_writes_the_whole_table_again_and_gives_the_province_less() => Only(
        city with { Funding = new FundingScheme { Tiers = [Tier("e-1", "全市", RegionSelector.Everywhere, 360, 190, 50) with { Cite = From("e1", "一"), Shares = [.. Tier("e-1", "", RegionSelector.Everywhere, 360, 185, 55).Shares.Select(share => share with { Cite = From("e1", "一") })] }, Tier("e-2", "河口", new RegionSelector { Regions = [Cloudland.River] }, 400, 150, 50) with { Cite = From("e1", "一"), Shares = [.. Tier("e-1", "", RegionSelector.Everywhere, 400, 150, 50).Shares.Select(share => share with { Cite = From("e1", "一") })] }] } },
        OfCity,
        3, // the province's part, that of 市县, and in the 省直管县 that of the county alone
        (FindingKind.UpperTable, FindingWeight.Hard, "/funding/tiers/e-1", "“全市”的省级为 185.00 元，云川省医疗保障局的分担表为 190.00 元，差 5.00 元（港口区、直管县、东川新区），请按上级的表改正。"));

    [Fact]
    public void A_total_of_the_city_that_the_table_above_does_not_divide() => Only(
        city with { FiscalSubsidy = [new Standard { Yuan = 610, Cite = From("e1", "一") }] },
        OfCity,
        FindingKind.UpperTable, FindingWeight.Hard, "/fiscalSubsidy/ordinary", "本级标准与云川省医疗保障局的分担表对不上，在港口区、河口县、直管县、东川新区：各级份额合计比人均财政补助标准 610.00 元少 10.00 元，没有规定由谁承担，请核对分担方案。");

    [Fact]
    public void A_policy_that_nobody_gave_a_scheme()
    {
        var findings = PolicyFindings.Of(province with { Funding = new FundingScheme() }, OfProvince);
        Assert.Equal("没有任何一级政策规定财政补助的分担方案，请登记分担档次，或登记缺口。", Assert.Single(findings).Sentence);
        var standard = Assert.Single(PolicyFindings.Of(province with { FiscalSubsidy = [] }, OfProvince));
        Assert.Equal((FindingKind.StandardMissing, FindingWeight.Hard), (standard.Kind, standard.Weight));
    }

    [Fact]
    public void A_contradiction_above_is_only_reported() => Only(
        city,
        OfCity with { Ancestors = [OfCity.Ancestors[0], Issue(province with { Funding = new FundingScheme { Tiers = [Tier("p-2", "二档", RegionSelector.Everywhere, 360, 190, 40)] } }, Cloudland.Province)] },
        FindingKind.UpperContradiction, FindingWeight.Warning, "/funding", "云川省医疗保障局的分担方案自相矛盾，在港口区、河口县、直管县、东川新区：各级份额合计比人均财政补助标准 600.00 元少 10.00 元，没有规定由谁承担，请核对分担方案。请告知云川省医疗保障局。");

    [Fact]
    public void A_subsidy_above_the_contribution()
    {
        var findings = PolicyFindings.Of(WithSubsidy(321), OfProvince);
        Assert.Equal("定额高于个人缴费标准；资助不能超过本人应缴的金额，请核对。", Assert.Single(findings, finding => finding is { Kind: FindingKind.SubsidyAboveContribution, Weight: FindingWeight.Hard, Path: "/subsidies/rules/poor/form" }).Sentence);
        Assert.DoesNotContain(PolicyFindings.Of(WithSubsidy(320), OfProvince), finding => finding.Kind == FindingKind.SubsidyAboveContribution);
    }

    [Theory]
    [InlineData(100_00, null)]
    [InlineData(99_99, FindingWeight.Hard)] // the floor of 100
    [InlineData(160_00, null)] // half of 320
    [InlineData(160_01, FindingWeight.Soft)]
    public void A_bound_is_hard_or_soft(int fen, FindingWeight? weight)
    {
        var findings = PolicyFindings.Of(WithSubsidy(fen / 100m), OfProvince);

        Assert.Equal(weight is { } expected ? [expected] : [], findings.Select(finding => finding.Weight));
        Assert.All(findings, finding => Assert.Equal((FindingKind.Bound, "/subsidies/rules/poor/form", "云某〔2030〕2号"), (finding.Kind, finding.Path, finding.Sources[0].DocumentNumber)));
        Assert.Equal(
            weight switch
            {
                FindingWeight.Hard => "困难人员 99.99 元不符合云川省医疗保障局的规定“不低于 100.00 元”（港口区、河口县、直管县、东川新区、山口县、谷口县等 8 个地区），请改到规定的范围之内。",
                FindingWeight.Soft => "困难人员 160.01 元不符合云川省医疗保障局的原则性规定“80.00 元至 160.00 元”（港口区、河口县、直管县、东川新区、山口县、谷口县等 8 个地区），请改正，或写明理由。",
                _ => null,
            },
            findings.SingleOrDefault()?.Sentence);
        Assert.Equal(weight == FindingWeight.Hard ? 1 : 0, PolicyFindings.Blocking(findings, [.. findings.Select(finding => new FindingAnswer(finding.Key, "已有会议纪要"))]).Count);
        Assert.Equal(findings.Count, PolicyFindings.Blocking(findings, [.. findings.Select(finding => new FindingAnswer(finding.Key, " "))]).Count);
    }

    [Theory]
    [InlineData(null, FindingWeight.Undetermined)] // not recorded
    [InlineData(110, FindingWeight.Hard)] // 120 is above the previous 110
    [InlineData(120, null)]
    [InlineData(90, null)] // below the floor it sets no ceiling
    public void A_ceiling_by_last_years_amount(int? previous, FindingWeight? weight)
    {
        var bound = new Bound { Id = "cloud-previous", On = BoundSubject.Subsidy, Categories = ["poor"], Limit = new NotAbovePreviousLimit { WhenPreviousAboveYuan = 100 }, Cite = From("p1", "三") };
        var context = previous is { } yuan ? OfProvince with { LastYear = LastYear(yuan, new DateOnly(2030, 12, 31)) } : OfProvince;
        var findings = PolicyFindings.Of(province with { Bounds = [.. province.Bounds, bound] }, context);

        Assert.Equal(weight is { } expected ? [(FindingKind.Ceiling, expected)] : [], findings.Select(finding => (finding.Kind, finding.Weight)));
        Assert.Equal(weight is null ? [] : ["ceiling:/subsidies/rules/poor/form:poor:cloud-previous:120"], findings.Select(finding => finding.Key));
    }

    [Theory]
    [InlineData("2030-12-31", null, null)]
    [InlineData("2030-12-30", FindingKind.ValidityHole, "上一年的待遇期到 2030-12-30 结束，这一年从 2031-01-01 才开始，中间有空档，请改为 2030-12-31 开始。")]
    [InlineData("2031-01-01", FindingKind.ValidityOverlap, "待遇期从 2031-01-01 开始，上一年的待遇期到 2031-01-01 才结束，两年重叠，请改为 2031-01-02 开始。")]
    public void Coverage_goes_on_from_last_year(string until, FindingKind? kind, string? sentence)
    {
        var findings = PolicyFindings.Of(province, OfProvince with { LastYear = LastYear(120, DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)) });

        Assert.Equal((kind, sentence), (findings.SingleOrDefault()?.Kind, findings.SingleOrDefault()?.Sentence));
    }

    [Theory]
    [InlineData("2030-06-30", "2030-07-01", null)]
    [InlineData("2030-06-30", "2030-07-02", "孤儿的名单在 2030-07-01 至 2030-07-01 没有部门负责，请补齐或改正起止日期。")]
    [InlineData("2030-06-30", "2030-06-30", "孤儿的名单部门扶贫部门和民政部门时间重叠，请核对起止日期。")]
    public void A_roster_passes_from_one_office_to_the_next(string to, string from, string? sentence)
    {
        var orphan = province.Subsidies.Categories[0] with
        {
            Authorities =
            [
                new RosterAuthority { Name = "民政部门", From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), Cite = From("p1", "三") },
                new RosterAuthority { Name = "扶贫部门", To = DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture), Cite = From("p1", "三") },
            ],
        };
        Assert.Equal(sentence, PolicyFindings.Of(province with { Subsidies = province.Subsidies with { Categories = [orphan] } }, OfProvince).SingleOrDefault()?.Sentence);
    }

    [Fact]
    public void An_age_without_a_contribution()
    {
        Standard For(int? from, int? to) => new() { Yuan = 320, Ages = new AgeRange { From = from, To = to }, Cite = From("p1", "二") };
        Assert.Empty(Ages(For(null, 17), For(18, null)));
        Assert.Empty(Ages(For(null, 17), province.Contribution[0]));
        Assert.Equal(["个人缴费标准没有规定18至59岁的人员，请补一项，或写一项不分年龄的标准。"], Ages(For(null, 17), For(60, null)));

        IEnumerable<string> Ages(params Standard[] contribution) => PolicyFindings.Of(province with { Contribution = contribution, Subsidies = province.Subsidies with { Rules = [] } }, OfProvince).Select(finding => finding.Sentence);
    }

    [Fact]
    public void A_region_that_does_not_exist_or_belongs_to_somebody_else()
    {
        Only(
            city with { Funding = new FundingScheme { Splits = [.. city.Funding.Splits, Split(new RegionSelector { Regions = [new RegionCode("980199")] }, 30, 20)] } },
            OfCity,
            FindingKind.RegionUnknown, FindingWeight.Hard, "/funding/splits/city+county@980199", "行政区划 980199 在 2030-12-31 不存在，请核对代码或改用当年的区划。");
        Only(
            city with { Funding = new FundingScheme { Splits = [.. city.Funding.Splits, Split(new RegionSelector { Regions = [Cloudland.Hill] }, 30, 20)] } },
            OfCity,
            FindingKind.RegionForeign, FindingWeight.Hard, "/funding/splits/city+county@980221", "山口县（980221）不属于东川市医疗保障局的管辖范围，请从名单中去掉。");
    }

    private PolicyContent WithSubsidy(decimal yuan) =>
        province with { Subsidies = province.Subsidies with { Rules = [province.Subsidies.Rules[0] with { Form = new FixedSubsidy { Yuan = yuan } }, province.Subsidies.Rules[1]] } };

    private static void Only(PolicyContent draft, FindingContext context, FindingKind kind, FindingWeight weight, string path, string sentence, Func<string, bool>? orPath = null)
    {
        var finding = Assert.Single(PolicyFindings.Of(draft, context));
        Assert.Equal((kind, weight, sentence), (finding.Kind, finding.Weight, finding.Sentence));
        Assert.True(finding.Path == path || orPath?.Invoke(finding.Path) == true, finding.Path);
        LeadsSomewhere(draft, [finding]);
    }

    private static void Only(PolicyContent draft, FindingContext context, int count, (FindingKind Kind, FindingWeight Weight, string Path, string Sentence) one)
    {
        var findings = PolicyFindings.Of(draft, context);
        Assert.Equal(count, findings.Count);
        Assert.Contains(findings, finding => (finding.Kind, finding.Weight, finding.Path, finding.Sentence) == one);
        LeadsSomewhere(draft, findings);
    }

    /// <summary>The link of a finding leads to a field on one of the editor's screens.</summary>
    private static void LeadsSomewhere(PolicyContent draft, IReadOnlyList<PolicyFinding> findings)
    {
        var tree = DraftTree.Of(PolicyJson.Write(draft))!;
        Assert.All(findings, finding =>
        {
            var place = EditorPlace.Of(FindingPlace.Of(finding), tree.Root);
            Assert.NotNull(place.Field);
            Assert.Single(PolicyForm.Sections, section => section.Places.Any(at => DraftPath.IsAtOrBelow(place.Path, at)));
        });
    }
}
