using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Tests.OtherPlaces;

/// <summary>Ways to divide the fiscal subsidy that no notice of 2020 has, each as a document through the strict reader.</summary>
public sealed class OtherFundingTests
{
    private const string Plain = """
        970000 平原省 省 -
        970100 麦城市 市 970000
        970121 东麦县 县 970100
        970122 西麦县 县 970100
        970200 稻城市 市 970000
        970221 上稻县 县 970200
        """;

    /// <summary>
    /// 640 yuan in 2031. Ordinary counties: central 60 % = 384, province 24 % = 153.60, county 16 % = 102.40. Flagged counties: 80 % = 512, 16 % = 102.40, 4 % = 25.60.
    /// </summary>
    [Fact]
    public void Percent_of_the_total_at_three_levels_switched_by_a_county_flag()
    {
        var place = new Place(Plain, """
            {
              "format": 1, "tenant": "plain", "title": "平原省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "p1", "number": "平医保〔2031〕1号", "transcription": "checked" }],
              "groups": [{ "id": "flagged", "name": "乡村振兴重点县", "regions": ["970122"], "count": 1, "cite": [{ "document": "p1", "clause": "附件", "says": "重点县名单" }] }],
              "fiscalSubsidy": [{ "yuan": 640, "cite": [{ "document": "p1", "clause": "一", "says": "人均640元" }] }],
              "funding": { "tiers": [
                { "id": "ordinary", "name": "一般县", "cite": [{ "document": "p1", "clause": "二", "says": "一般县" }], "shares": [
                  { "kind": "rate", "payers": ["central"], "rate": 0.6, "cite": [{ "document": "p1", "clause": "二", "says": "中央60%" }] },
                  { "kind": "rate", "payers": ["province"], "rate": 0.24, "cite": [{ "document": "p1", "clause": "二", "says": "省24%" }] },
                  { "kind": "rate", "payers": ["county"], "rate": 0.16, "cite": [{ "document": "p1", "clause": "二", "says": "县16%" }] }] },
                { "id": "flagged", "name": "重点县", "where": { "groups": ["flagged"] }, "cite": [{ "document": "p1", "clause": "二", "says": "重点县" }], "shares": [
                  { "kind": "rate", "payers": ["central"], "rate": 0.8, "cite": [{ "document": "p1", "clause": "二", "says": "中央80%" }] },
                  { "kind": "rate", "payers": ["province"], "rate": 0.16, "cite": [{ "document": "p1", "clause": "二", "says": "省16%" }] },
                  { "kind": "rate", "payers": ["county"], "rate": 0.04, "cite": [{ "document": "p1", "clause": "二", "says": "县4%" }] }] }
              ] }
            }
            """);
        Assert.Equal("中央 384，省级 153.6，县级 102.4", place.Split("970121"));
        Assert.Equal("中央 512，省级 102.4，县级 25.6", place.Split("970122"));
        Assert.Equal("中央 384，省级 153.6，县级 102.4", place.Split("970221"));
    }

    /// <summary>
    /// 640: central 80 % = 512, province 100, what is left is 28 and 市县 owe at least 20: they owe 28. In 稻城 the province gives 110, 18 is left, less than 20: nobody may pass
    /// that over.
    /// </summary>
    [Fact]
    public void A_floor_on_the_last_bucket()
    {
        const string Document = """
            {
              "format": 1, "tenant": "plain", "title": "平原省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "p1", "number": "平医保〔2031〕1号" }],
              "fiscalSubsidy": [{ "yuan": 640, "cite": [{ "document": "p1", "clause": "一", "says": "人均640元" }] }],
              "funding": { "tiers": [
                { "id": "all", "name": "全省", "cite": [{ "document": "p1", "clause": "二", "says": "全省一档" }], "shares": [
                  { "kind": "rate", "payers": ["central"], "rate": 0.8, "cite": [{ "document": "p1", "clause": "二", "says": "中央80%" }] },
                  { "kind": "fixed", "payers": ["province"], "yuan": 100, "cite": [{ "document": "p1", "clause": "二", "says": "省100元" }] },
                  { "kind": "fixed", "payers": ["city", "county"], "yuan": 20, "floor": true, "cite": [{ "document": "p1", "clause": "二", "says": "市县不低于20元" }] }] }
              ] }
            }
            """;
        var place = new Place(Plain, Document);
        Assert.Equal("中央 512，省级 100，市县合计 28", place.Split("970121"));
        Assert.Equal(
            ["“全省”在东麦县、西麦县、上稻县：市县合计最低 20.00 元，但余额只有 18.00 元，请核对分担方案。"],
            place.FindingsIn(Document.Replace("\"yuan\": 100,", "\"yuan\": 110,", StringComparison.Ordinal)));
    }

    /// <summary>
    /// 2026: 570, of which central 456 and province 70. 2031: 640, up by 70. Central 456 + 80 % of 70 = 512; province 70 + 12.5 % of 70 = 78.75; the county the rest, 49.25.
    /// </summary>
    [Fact]
    public void A_base_amount_and_a_percent_of_the_increase()
    {
        var place = new Place(Plain, """
            {
              "format": 1, "tenant": "plain", "title": "平原省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "p1", "number": "平医保〔2031〕1号" }],
              "fiscalSubsidy": [{ "yuan": 640, "cite": [{ "document": "p1", "clause": "一", "says": "人均640元" }] }],
              "funding": { "tiers": [
                { "id": "all", "name": "全省", "cite": [{ "document": "p1", "clause": "二", "says": "以2026年为基数，增量按比例" }], "shares": [
                  { "kind": "increase", "payers": ["central"], "baseYuan": 456, "rate": 0.8, "baseTotalYuan": 570, "baseYear": 2026, "cite": [{ "document": "p1", "clause": "二", "says": "中央基数456元，增量80%" }] },
                  { "kind": "increase", "payers": ["province"], "baseYuan": 70, "rate": 0.125, "baseTotalYuan": 570, "baseYear": 2026, "cite": [{ "document": "p1", "clause": "二", "says": "省基数70元，增量12.5%" }] },
                  { "kind": "rest", "payers": ["county"], "cite": [{ "document": "p1", "clause": "二", "says": "其余县级承担" }] }] }
              ] }
            }
            """);
        Assert.Equal("中央 512，省级 78.75，县级 49.25", place.Split("970121"));
    }

    /// <summary>
    /// The base is 640: central 60 % of the base = 384, province 24 % of the base = 153.60. 稻城 tops up by 35 to 675 and divides what is left, 675 − 384 − 153.60 = 137.40,
    /// 1:1: 68.70 each. 麦城 stays at 640: 102.40 for 市县 together.
    /// </summary>
    [Fact]
    public void A_local_top_up_above_the_base()
    {
        const string Province = """
            {
              "format": 1, "tenant": "plain", "title": "平原省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "p1", "number": "平医保〔2031〕1号" }],
              "fiscalSubsidy": [{ "yuan": 640, "cite": [{ "document": "p1", "clause": "一", "says": "人均640元" }] }],
              "funding": { "tiers": [
                { "id": "all", "name": "全省", "cite": [{ "document": "p1", "clause": "二", "says": "全省一档" }], "shares": [
                  { "kind": "rate", "payers": ["central"], "rate": 0.6, "of": "base", "cite": [{ "document": "p1", "clause": "二", "says": "中央按国家标准的60%" }] },
                  { "kind": "rate", "payers": ["province"], "rate": 0.24, "of": "base", "cite": [{ "document": "p1", "clause": "二", "says": "省按国家标准的24%" }] },
                  { "kind": "rest", "payers": ["city", "county"], "cite": [{ "document": "p1", "clause": "二", "says": "其余及提标部分市县承担" }] }] }
              ] },
              "bounds": [{ "id": "plain-640", "on": "fiscalSubsidy", "limit": { "kind": "min", "yuan": 640 }, "cite": [{ "document": "p1", "clause": "一", "says": "有条件的可以提高" }] }]
            }
            """;
        const string City = """
            {
              "format": 1, "tenant": "rice", "parent": "plain", "title": "稻城市2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "r1", "number": "稻医保〔2031〕5号" }],
              "fiscalSubsidy": [{ "yuan": 675, "baseYuan": 640, "cite": [{ "document": "r1", "clause": "一", "says": "提标35元，达到675元" }] }],
              "funding": { "splits": [
                { "of": ["city", "county"], "cite": [{ "document": "r1", "clause": "二", "says": "市县各半" }], "shares": [
                  { "kind": "part", "payers": ["city"], "part": 1, "cite": [{ "document": "r1", "clause": "二", "says": "市级一半" }] },
                  { "kind": "part", "payers": ["county"], "part": 1, "cite": [{ "document": "r1", "clause": "二", "says": "县级一半" }] }] }
              ] }
            }
            """;
        Assert.Equal("中央 384，省级 153.6，市县合计 102.4", new Place(Plain, Province).Split("970121"));
        Assert.Equal("中央 384，省级 153.6，市级 68.7，县级 68.7", new Place(Plain, Province, City).Split("970221"));
    }

    /// <summary>
    /// The province's table is in fixed amounts, 400 + 140 + 100 = 640, and leaves no room. 稻城 tops up by 35, of which the city bears 4 parts and the county 3: 20 and 15. The 100 of the
    /// table it divides 6:4: 60 and 40. City 60 + 20 = 80, county 40 + 15 = 55, and 400 + 140 + 80 + 55 = 675.
    /// </summary>
    [Fact]
    public void A_local_top_up_on_a_table_in_fixed_amounts()
    {
        const string Province = """
            {
              "format": 1, "tenant": "plain", "title": "平原省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "p1", "number": "平医保〔2031〕1号" }],
              "fiscalSubsidy": [{ "yuan": 640, "cite": [{ "document": "p1", "clause": "一", "says": "人均640元" }] }],
              "funding": { "tiers": [
                { "id": "all", "name": "全省", "cite": [{ "document": "p1", "clause": "附表", "says": "全省一档" }], "shares": [
                  { "kind": "fixed", "payers": ["central"], "yuan": 400, "cite": [{ "document": "p1", "clause": "附表", "says": "中央400元" }] },
                  { "kind": "fixed", "payers": ["province"], "yuan": 140, "cite": [{ "document": "p1", "clause": "附表", "says": "省140元" }] },
                  { "kind": "fixed", "payers": ["city", "county"], "yuan": 100, "cite": [{ "document": "p1", "clause": "附表", "says": "市县100元" }] }] }
              ] }
            }
            """;
        const string City = """
            {
              "format": 1, "tenant": "rice", "parent": "plain", "title": "稻城市2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "r1", "number": "稻医保〔2031〕5号" }],
              "fiscalSubsidy": [{ "yuan": 675, "baseYuan": 640, "cite": [{ "document": "r1", "clause": "一", "says": "提标35元，达到675元" }] }],
              "funding": {
                "splits": [
                  { "of": ["city", "county"], "cite": [{ "document": "r1", "clause": "二", "says": "市县6:4" }], "shares": [
                    { "kind": "part", "payers": ["city"], "part": 6, "cite": [{ "document": "r1", "clause": "二", "says": "市6份" }] },
                    { "kind": "part", "payers": ["county"], "part": 4, "cite": [{ "document": "r1", "clause": "二", "says": "县4份" }] }] }
                ],
                "topUps": [
                  { "cite": [{ "document": "r1", "clause": "三", "says": "提标部分市县4:3" }], "shares": [
                    { "kind": "part", "payers": ["city"], "part": 4, "cite": [{ "document": "r1", "clause": "三", "says": "市4份" }] },
                    { "kind": "part", "payers": ["county"], "part": 3, "cite": [{ "document": "r1", "clause": "三", "says": "县3份" }] }] }
                ]
              }
            }
            """;
        var place = new Place(Plain, Province, City);
        Assert.Equal("中央 400，省级 140，市级 80，县级 55", place.Split("970221"));
        var county = new FundingSplit(place.Policy).For(new RegionCode("970221")).Determined!.Shares[^1];
        Assert.Equal(["县级 100 × 4 ÷ 10", "县级 35 × 3 ÷ 7"], county.Steps.Where(step => step.Kind == Rules.Explanation.StepKind.Portion).Select(step => $"{step.Label} {step.Operands[0].Value.ToText()} × {step.Operands[1].Value.ToText()} ÷ {step.Operands[2].Value.ToText()}"));
        Assert.Equal(["平医保〔2031〕1号 附表：市县100元", "稻医保〔2031〕5号 二：县4份", "稻医保〔2031〕5号 三：县3份"], county.Steps.SelectMany(step => step.Sources).Select(source => source.ToString()));
        Assert.Equal(county.PerCapita, county.Steps[^1].Result);

        // Without a word on who bears the 35, the table does not meet the total; with it and without a base, there is nothing to bear.
        var silent = City[..City.IndexOf(",\n    \"topUps\"", StringComparison.Ordinal)] + "} }";
        Assert.Contains("少 35.00 元", Assert.Single(place.FindingsIn(silent)), StringComparison.Ordinal);
        Assert.Contains(place.FindingsIn(City.Replace(", \"baseYuan\": 640", string.Empty, StringComparison.Ordinal)), sentence => sentence.StartsWith("写了提标部分由谁承担，却没有提标", StringComparison.Ordinal));
        Assert.Equal(["上稻县没有规定提标部分由谁承担，请补列这些地区。"], place.FindingsIn(City.Replace("\"topUps\": [\n      {", "\"topUps\": [\n      { \"where\": { \"regions\": [\"970200\"] },", StringComparison.Ordinal)));
    }

    /// <summary>
    /// 山海省 has 单城市 without counties, 孤岛县 without a city, and 直管县, which settles with the province. 600 = central 360 + 240; the province takes a half of what is left where
    /// somebody shares it: 孤岛县 120 and 120; 单城市 120 and 120; 海县 120, then city and county 2:1, 80 and 40; 直管县 120 and 120.
    /// </summary>
    [Fact]
    public void Places_without_a_city_or_a_county_level()
    {
        var place = new Place(
            """
            960000 山海省 省 -
            960100 海城市 市 960000
            960121 海县 县 960100
            960122 直管县 县 960100 直管
            960200 单城市 市 960000 单位
            969001 孤岛县 县 960000
            """,
            """
            {
              "format": 1, "tenant": "sea", "title": "山海省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "s1", "number": "山医保〔2031〕1号" }],
              "fiscalSubsidy": [{ "yuan": 600, "cite": [{ "document": "s1", "clause": "一", "says": "人均600元" }] }],
              "funding": {
                "tiers": [
                  { "id": "all", "name": "有市有县", "cite": [{ "document": "s1", "clause": "二", "says": "其余地区" }], "shares": [
                    { "kind": "fixed", "payers": ["central"], "yuan": 360, "cite": [{ "document": "s1", "clause": "二", "says": "中央360元" }] },
                    { "kind": "fixed", "payers": ["province"], "yuan": 120, "cite": [{ "document": "s1", "clause": "二", "says": "省120元" }] },
                    { "kind": "rest", "payers": ["city", "county"], "cite": [{ "document": "s1", "clause": "二", "says": "其余市县" }] }] },
                  { "id": "city-only", "name": "不设县的市", "where": { "regions": ["960200"] }, "cite": [{ "document": "s1", "clause": "二", "says": "单城市" }], "shares": [
                    { "kind": "fixed", "payers": ["central"], "yuan": 360, "cite": [{ "document": "s1", "clause": "二", "says": "中央360元" }] },
                    { "kind": "part", "payers": ["province"], "part": 1, "cite": [{ "document": "s1", "clause": "二", "says": "省市各半" }] },
                    { "kind": "part", "payers": ["city"], "part": 1, "cite": [{ "document": "s1", "clause": "二", "says": "省市各半" }] }] },
                  { "id": "county-only", "name": "没有市的县", "where": { "regions": ["969001"] }, "cite": [{ "document": "s1", "clause": "二", "says": "孤岛县" }], "shares": [
                    { "kind": "fixed", "payers": ["central"], "yuan": 360, "cite": [{ "document": "s1", "clause": "二", "says": "中央360元" }] },
                    { "kind": "part", "payers": ["province"], "part": 1, "cite": [{ "document": "s1", "clause": "二", "says": "省县各半" }] },
                    { "kind": "part", "payers": ["county"], "part": 1, "cite": [{ "document": "s1", "clause": "二", "says": "省县各半" }] }] }
                ],
                "splits": [
                  { "of": ["city", "county"], "cite": [{ "document": "s1", "clause": "三", "says": "市县2:1" }], "shares": [
                    { "kind": "part", "payers": ["city"], "part": 2, "cite": [{ "document": "s1", "clause": "三", "says": "市2份" }] },
                    { "kind": "part", "payers": ["county"], "part": 1, "cite": [{ "document": "s1", "clause": "三", "says": "县1份" }] }] }
                ]
              }
            }
            """);
        Assert.Equal("中央 360，省级 120，市级 80，县级 40", place.Split("960121"));
        Assert.Equal("中央 360，省级 120，县级 120", place.Split("960122"));
        Assert.Equal("中央 360，省级 120，市级 120", place.Split("960200"));
        Assert.Equal("中央 360，省级 120，县级 120", place.Split("969001"));
    }

    /// <summary>
    /// 大病 88, 长护 15 of everybody and 18 in 麦城, 家庭医生 4.50 in flagged counties. 东麦县 12,345 persons: 18 × 12,345 = 222,210.00; 西麦县 4.5 × 10,001 = 45,004.50.
    /// </summary>
    [Fact]
    public void Items_a_head_taken_from_the_fund()
    {
        var place = new Place(Plain, """
            {
              "format": 1, "tenant": "plain", "title": "平原省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "p1", "number": "平医保〔2031〕1号" }],
              "fiscalSubsidy": [{ "yuan": 640, "cite": [{ "document": "p1", "clause": "一", "says": "人均640元" }] }],
              "funding": { "gap": "plain-scheme" },
              "criticalIllness": { "tiers": [{ "id": "ci", "name": "全省", "yuan": 88, "cite": [{ "document": "p1", "clause": "三", "says": "大病88元" }] }] },
              "fundItems": [
                { "id": "care", "name": "长期护理保险", "yuan": 15, "cite": [{ "document": "p1", "clause": "四", "says": "每人15元从基金划转" }] },
                { "id": "care-wheat", "name": "长期护理保险", "yuan": 18, "where": { "under": ["970100"] }, "cite": [{ "document": "p1", "clause": "四", "says": "麦城18元" }] },
                { "id": "doctor", "name": "家庭医生签约", "yuan": 4.5, "where": { "regions": ["970122"] }, "cite": [{ "document": "p1", "clause": "四", "says": "西麦县试点4.5元" }] }
              ],
              "gaps": [{ "id": "plain-scheme", "what": "分担方案", "cite": [{ "document": "p1", "clause": "二", "says": "另行规定" }] }]
            }
            """);
        Assert.Equal(["长期护理保险 18 222210.00"], Items("970121", 12_345));
        Assert.Equal(["长期护理保险 18 180018.00", "家庭医生签约 4.5 45004.50"], Items("970122", 10_001));
        Assert.Equal(["长期护理保险 15 15000.00"], Items("970221", 1_000));
        Assert.Equal("88", new CriticalIllnessFunding(place.Policy).For(new RegionCode("970121")).Determined!.Total.ToText());

        IEnumerable<string> Items(string region, long persons) => FundItems.Of(place.Policy, new RegionCode(region)).Select(item => $"{item.Name} {((Fraction)item.Yuan!.Value).ToText()} {item.For(persons)}");
    }
}
