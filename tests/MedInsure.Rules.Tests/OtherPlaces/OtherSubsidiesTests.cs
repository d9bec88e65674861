using MedInsure.Rules.Amounts;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Rules.Tests.OtherPlaces;

/// <summary>Contributions, years and subsidies that no notice of 2020 has, each as a document through the strict reader.</summary>
public sealed class OtherSubsidiesTests
{
    private const string Map = """
        950000 湖东省 省 -
        950100 湖城市 市 950000
        950121 湖县 县 950100
        """;

    /// <summary>What the sentence is not about: a scheme that is not held.</summary>
    private const string NoScheme = """
        "funding": { "gap": "no-scheme" }, "gaps": [{ "id": "no-scheme", "what": "分担方案", "cite": [{ "document": "h1", "clause": "九", "says": "另行规定" }] }]
        """;

    /// <summary>
    /// 380 yuan a head; students 260. Low-income 75 % = 285, of a student 195. The disabled at least 50 % = 190, a floor that counties may raise. Persons over 80: the disabled get 90 % =
    /// 342. Poor students get everything: 260.
    /// </summary>
    [Fact]
    public void A_subsidy_as_a_percent_as_a_percent_floor_by_age_or_by_student_group()
    {
        var place = new Place(Map, $$"""
            {
              "format": 1, "tenant": "lake", "title": "湖东省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "h1", "number": "湖医保〔2031〕1号" }],
              "contribution": [
                { "yuan": 380, "cite": [{ "document": "h1", "clause": "一", "says": "每人380元" }] },
                { "yuan": 260, "populationGroup": "学生儿童", "cite": [{ "document": "h1", "clause": "一", "says": "学生儿童260元" }] }
              ],
              "bounds": [{ "id": "lake-range", "on": "subsidy", "categories": ["low-income"], "limit": { "kind": "rateRange", "fromRate": 0.7, "toRate": 0.8 }, "strength": "soft", "cite": [{ "document": "h1", "clause": "二", "says": "70%至80%左右" }] }],
              "subsidies": {
                "categories": [
                  { "id": "low-income", "name": "低收入家庭成员", "cite": [{ "document": "h1", "clause": "二", "says": "资助对象" }] },
                  { "id": "disabled", "name": "重度残疾人", "cite": [{ "document": "h1", "clause": "二", "says": "资助对象" }] },
                  { "id": "poor-family", "name": "困难家庭成员", "cite": [{ "document": "h1", "clause": "二", "says": "资助对象" }] }
                ],
                "rules": [
                  { "category": "low-income", "form": { "kind": "rate", "rate": 0.75 }, "pay": "card", "cite": [{ "document": "h1", "clause": "二", "says": "按75%资助" }] },
                  { "category": "disabled", "form": { "kind": "rate", "rate": 0.5, "floor": true }, "pay": "card", "cite": [{ "document": "h1", "clause": "二", "says": "不低于50%" }] },
                  { "category": "disabled", "ages": { "from": 80 }, "form": { "kind": "rate", "rate": 0.9 }, "pay": "onBehalf", "cite": [{ "document": "h1", "clause": "二", "says": "80岁以上90%" }] },
                  { "category": "poor-family", "populationGroup": "学生儿童", "form": { "kind": "full" }, "pay": "onBehalf", "cite": [{ "document": "h1", "clause": "二", "says": "学生全额" }] },
                  { "category": "poor-family", "form": { "kind": "fixed", "yuan": 120 }, "pay": "card", "cite": [{ "document": "h1", "clause": "二", "says": "其他人120元" }] }
                ]
              },
              {{NoScheme}}
            }
            """);
        Assert.Equal(285, place.Subsidy("950121", "low-income").Yuan);
        Assert.Equal(195, place.Subsidy("950121", "low-income", group: "学生儿童").Yuan);
        Assert.Equal((190, true), (place.Subsidy("950121", "disabled", age: 79).Yuan!.Value, place.Subsidy("950121", "disabled", age: 79).IsFloor));
        Assert.Equal((342, false), (place.Subsidy("950121", "disabled", age: 80).Yuan!.Value, place.Subsidy("950121", "disabled", age: 80).IsFloor));
        Assert.Equal(260, place.Subsidy("950121", "poor-family", group: "学生儿童").Yuan);
        Assert.Equal(120, place.Subsidy("950121", "poor-family").Yuan);

        // 70 % and 80 % of 380 are 266 and 304; of a student's 260, 182 and 208.
        Assert.Equal(Verdict.Compliant, new BoundCheck(place.Policy).Check(BoundSubject.Subsidy, new RegionCode("950121"), 304, "low-income")[0].Verdict);
        Assert.Equal(Verdict.Violated, new BoundCheck(place.Policy).Check(new BoundQuestion(BoundSubject.Subsidy, new RegionCode("950121"), 209) { Category = "low-income", PopulationGroup = "学生儿童" })[0].Verdict);
    }

    /// <summary>
    /// 一档 320, 二档 560. Orphans: everything of 一档, 400 of 二档. The poor: 60 % of 一档 = 192; of 二档 a fixed 200. Over 60 一档 costs 300, so an orphan of 65 gets 300.
    /// </summary>
    [Fact]
    public void Two_contribution_tiers_with_the_subsidy_by_identity_and_tier()
    {
        var place = new Place(Map, $$"""
            {
              "format": 1, "tenant": "lake", "title": "湖东省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "h1", "number": "湖医保〔2031〕1号" }],
              "contribution": [
                { "yuan": 320, "contributionTier": "一档", "cite": [{ "document": "h1", "clause": "一", "says": "一档320元" }] },
                { "yuan": 300, "contributionTier": "一档", "ages": { "from": 60 }, "cite": [{ "document": "h1", "clause": "一", "says": "60岁以上一档300元" }] },
                { "yuan": 560, "contributionTier": "二档", "cite": [{ "document": "h1", "clause": "一", "says": "二档560元" }] }
              ],
              "subsidies": {
                "categories": [
                  { "id": "orphan", "name": "孤儿", "cite": [{ "document": "h1", "clause": "二", "says": "资助对象" }] },
                  { "id": "poor", "name": "困难人员", "cite": [{ "document": "h1", "clause": "二", "says": "资助对象" }] }
                ],
                "rules": [
                  { "category": "orphan", "contributionTier": "一档", "form": { "kind": "full" }, "pay": "onBehalf", "cite": [{ "document": "h1", "clause": "二", "says": "一档全额" }] },
                  { "category": "orphan", "contributionTier": "二档", "form": { "kind": "fixed", "yuan": 400 }, "pay": "onBehalf", "cite": [{ "document": "h1", "clause": "二", "says": "二档400元" }] },
                  { "category": "poor", "contributionTier": "一档", "form": { "kind": "rate", "rate": 0.6 }, "pay": "card", "cite": [{ "document": "h1", "clause": "二", "says": "一档60%" }] },
                  { "category": "poor", "contributionTier": "二档", "form": { "kind": "fixed", "yuan": 200 }, "pay": "card", "cite": [{ "document": "h1", "clause": "二", "says": "二档200元" }] }
                ]
              },
              {{NoScheme}}
            }
            """);
        Assert.Equal(["320", "300", "560", "没有"], [place.Contribution("950121", "一档"), place.Contribution("950121", "一档", age: 65), place.Contribution("950121", "二档"), place.Contribution("950121")]);
        Assert.Equal([320, 400, 300], [place.Subsidy("950121", "orphan", "一档").Yuan!.Value, place.Subsidy("950121", "orphan", "二档").Yuan!.Value, place.Subsidy("950121", "orphan", "一档", age: 65).Yuan!.Value]);
        Assert.Equal([192, 200], [place.Subsidy("950121", "poor", "一档").Yuan!.Value, place.Subsidy("950121", "poor", "二档").Yuan!.Value]);
        Assert.Contains("请指明档次", place.Subsidy("950121", "poor").Problem, StringComparison.Ordinal);
    }

    /// <summary>
    /// 380: the disabled get all of it, 民政 bears 60 % = 228 and 残联 the rest, 152. Low-income 285.05: 民政 200 and 残联 what is left, 85.05. Veterans 100.01, 1:1: 50.005 each, the odd fen goes
    /// to the one that is named first: 50.01 and 50.00.
    /// </summary>
    [Fact]
    public void Two_agencies_fund_one_subsidy()
    {
        var document = $$"""
            {
              "format": 1, "tenant": "lake", "title": "湖东省2031年政策",
              "year": { "funding": 2031 },
              "documents": [{ "id": "h1", "number": "湖医保〔2031〕1号" }],
              "contribution": [{ "yuan": 380, "cite": [{ "document": "h1", "clause": "一", "says": "每人380元" }] }],
              "subsidies": {
                "categories": [
                  { "id": "disabled", "name": "重度残疾人", "cite": [{ "document": "h1", "clause": "二", "says": "资助对象" }] },
                  { "id": "low-income", "name": "低收入家庭成员", "cite": [{ "document": "h1", "clause": "二", "says": "资助对象" }] },
                  { "id": "veteran", "name": "优抚对象", "cite": [{ "document": "h1", "clause": "二", "says": "资助对象" }] }
                ],
                "rules": [
                  { "category": "disabled", "form": { "kind": "full" }, "pay": "onBehalf", "cite": [{ "document": "h1", "clause": "二", "says": "全额" }], "funders": [
                    { "name": "医疗救助资金", "rate": 0.6, "cite": [{ "document": "h1", "clause": "三", "says": "医疗救助资金承担60%" }] },
                    { "name": "残联", "cite": [{ "document": "h1", "clause": "三", "says": "其余由残联承担" }] }] },
                  { "category": "low-income", "form": { "kind": "fixed", "yuan": 285.05 }, "pay": "card", "cite": [{ "document": "h1", "clause": "二", "says": "285.05元" }], "funders": [
                    { "name": "医疗救助资金", "yuan": 200, "cite": [{ "document": "h1", "clause": "三", "says": "医疗救助资金200元" }] },
                    { "name": "县级财政", "cite": [{ "document": "h1", "clause": "三", "says": "其余县级财政承担" }] }] },
                  { "category": "veteran", "form": { "kind": "fixed", "yuan": 100.01 }, "pay": "card", "cite": [{ "document": "h1", "clause": "二", "says": "100.01元" }], "funders": [
                    { "name": "医疗救助资金", "rate": 0.5, "cite": [{ "document": "h1", "clause": "三", "says": "各半" }] },
                    { "name": "退役军人事务部门", "rate": 0.5, "cite": [{ "document": "h1", "clause": "三", "says": "各半" }] }] }
                ]
              },
              {{NoScheme}}
            }
            """;
        var place = new Place(Map, document);
        Assert.Equal(["医疗救助资金 228.00", "残联 152.00"], Parts("disabled"));
        Assert.Equal(["医疗救助资金 200.00", "县级财政 85.05"], Parts("low-income"));
        Assert.Equal(["医疗救助资金 50.01", "退役军人事务部门 50.00"], Parts("veteran"));

        Assert.Equal(["各资金来源合计 300.00 元，与定额 285.05 元不符，请核对。"], place.FindingsIn(document.Replace("\"yuan\": 200,", "\"yuan\": 300,", StringComparison.Ordinal)));
        Assert.Equal(["各资金来源的比例合计已达 100%，没有其余部分，请核对。"], place.FindingsIn(document.Replace("\"rate\": 0.6,", "\"rate\": 1,", StringComparison.Ordinal)));

        IEnumerable<string> Parts(string category)
        {
            var found = place.Subsidy("950121", category);
            var funded = SubsidyFunding.Of(found.Rule!, found.Yuan!.Value);
            Assert.Null(funded.Problem);
            Assert.Equal(found.Yuan.Value.RoundToFen(), Money.Sum(funded.Parts.Select(part => part.Amount)));
            return funded.Parts.Select(part => $"{part.Name} {part.Amount}");
        }
    }

    /// <summary>
    /// Everybody: collected 2031-10-01 to 2032-02-28 for 2032. Students: collected in September for a coverage of September to August. The money is due by the end of February of the year
    /// after the funding year.
    /// </summary>
    [Fact]
    public void Windows_that_cross_the_year_and_a_coverage_from_september_to_august()
    {
        var place = new Place(Map, $$"""
            {
              "format": 1, "tenant": "lake", "title": "湖东省2031年政策",
              "year": {
                "funding": 2031,
                "collection": [
                  { "from": "2031-10-01", "to": "2032-02-28", "cite": [{ "document": "h1", "clause": "四", "says": "10月1日至次年2月28日集中缴费" }] },
                  { "from": "2031-09-01", "to": "2031-09-30", "populationGroup": "在校学生", "cite": [{ "document": "h1", "clause": "四", "says": "学生9月缴费" }] }
                ],
                "coverage": [
                  { "from": "2032-01-01", "to": "2032-12-31", "cite": [{ "document": "h1", "clause": "四", "says": "次年全年" }] },
                  { "from": "2031-09-01", "to": "2032-08-31", "populationGroup": "在校学生", "cite": [{ "document": "h1", "clause": "四", "says": "学生按学年" }] }
                ]
              },
              "documents": [{ "id": "h1", "number": "湖医保〔2031〕1号" }],
              "contribution": [
                { "yuan": 380, "cite": [{ "document": "h1", "clause": "一", "says": "每人380元" }] },
                { "yuan": 260, "populationGroup": "在校学生", "cite": [{ "document": "h1", "clause": "一", "says": "学生260元" }] }
              ],
              "deadlines": [
                { "id": "lake-collect", "subject": "集中缴费", "month": 2, "day": 28, "anchor": "coverageYear", "actor": "各县", "cite": [{ "document": "h1", "clause": "四", "says": "2月28日前" }] },
                { "id": "lake-pay", "subject": "补助资金拨付到位", "month": 2, "day": 28, "yearOffset": 1, "actor": "各级财政", "cite": [{ "document": "h1", "clause": "五", "says": "次年2月底前" }] }
              ],
              {{NoScheme}}
            }
            """);
        var year = place.Policy.Own.Content.Year;
        Assert.Equal([false, true, true, false], new[] { "2031-09-30", "2031-10-01", "2032-02-28", "2032-02-29" }.Select(day => year.CollectionFor(null)!.Contains(Day(day))!.Value));
        Assert.Equal([true, false], new[] { "2031-09-30", "2031-10-01" }.Select(day => year.CollectionFor("在校学生")!.Contains(Day(day))!.Value));
        Assert.Equal([true, true, false], new[] { "2031-09-01", "2032-08-31", "2032-09-01" }.Select(day => year.CoverageFor("在校学生")!.Contains(Day(day))!.Value));
        Assert.Equal("260", place.Contribution("950121", group: "在校学生"));
        Assert.Equal(["lake-collect 2032-02-28 还有 1 天", "lake-pay 2032-02-28 还有 1 天"], DeadlineCalendar.Of(place.Policy, Day("2032-02-27")).Select(deadline => $"{deadline.Id} {deadline.Due:yyyy-MM-dd} {deadline.Words}"));

        // A year on, the school year moves with it, and there is neither a hole nor a day covered twice.
        var next = PolicyRoll.Next(place.Policy.Own.Content);
        Assert.Equal((new DateOnly(2032, 9, 1), new DateOnly(2033, 8, 31)), (next.Year.Coverage[1].From, next.Year.Coverage[1].To));
        Assert.Equal(new DateOnly(2033, 2, 28), next.Year.Collection[0].To);
        Assert.Empty(MedInsure.Rules.Policies.Findings.PolicyFindings.Of(next, new MedInsure.Rules.Policies.Findings.FindingContext([], place.Regions) { Root = new RegionCode("950000"), LastYear = place.Policy }));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
