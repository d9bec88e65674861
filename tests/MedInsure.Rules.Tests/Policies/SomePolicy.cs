using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Tests.Policies;

/// <summary>An invented nation and province with one of everything, both acceptable as they stand.</summary>
internal static class SomePolicy
{
    public static RegionCode Inland { get; } = new("990100");

    public static RegionCode Coast { get; } = new("990200");

    public static RegionCode Village { get; } = new("990101");

    public static PolicyContent Nation() => new()
    {
        Format = 1,
        Tenant = "nation",
        Title = "某国2031年",
        Year = new PolicyYear { Funding = 2031 },
        Documents = [new PolicyDocument { Id = "n1", Number = "国某〔2031〕1号" }],
        Contribution = [new Standard { Yuan = 300, Strength = Strength.Soft, Cite = Cited("n1", "二") }],
        Bounds = [new Bound { Id = "nation-floor", On = BoundSubject.FiscalSubsidy, Limit = new MinimumLimit { Yuan = 600 }, Cite = Cited("n1", "一") }],
        Subsidies = new SubsidyPolicy { Categories = [new SubsidyCategory { Id = "poor", Name = "困难人员", Aliases = ["困难群众"], Cite = Cited("n1", "三") }] },
    };

    public static PolicyContent Province() => new()
    {
        Format = 1,
        Tenant = "province",
        Parent = "nation",
        Title = "某省2031年",
        Year = new PolicyYear
        {
            Funding = 2031,
            Collection = [new YearWindow { From = new DateOnly(2031, 9, 1), To = new DateOnly(2031, 12, 31), Cite = Cited("p1", "五") }, new YearWindow { PopulationGroup = "学生", Gap = "p-students" }],
            Coverage = [new YearWindow { From = new DateOnly(2032, 1, 1), To = new DateOnly(2032, 12, 31), Cite = Cited("p1", "五") }],
        },
        Documents =
        [
            new PolicyDocument { Id = "p1", Number = "某发〔2031〕2号", DoubtfulClauses = ["九"] },
            new PolicyDocument { Id = "p2", Number = "某办〔2030〕7号", Held = false },
            new PolicyDocument { Id = "p3", Number = "某函〔2031〕3号", Transcription = Transcription.Doubtful },
        ],
        Groups =
        [
            new RegionGroup { Id = "poor-counties", Name = "困难县", Gap = "p-list", Count = 3, Within = new RegionExclusion { Under = [Inland] }, Cite = Cited("p1", "附表") },
            new RegionGroup { Id = "islands", Name = "海岛县", Regions = [new("990203"), new("990204")], Count = 2, Cite = Cited("p1", "附表") },
        ],
        FiscalSubsidy = [new Standard { Yuan = 600, BaseYuan = 580, Cite = Cited("p1", "一") }],
        Contribution = [new Standard { Yuan = 320, Cite = Cited("p1", "二") }, new Standard { Gap = "p-students", PopulationGroup = "学生", Ages = new AgeRange { To = 17 } }],
        Funding = new FundingScheme
        {
            Tiers =
            [
                new FundingTier
                {
                    Id = "p-1", Name = "一档", Where = new RegionSelector { Groups = ["poor-counties", "islands"] }, Cite = Cited("p1", "附表"),
                    Shares = [Share(new FixedShare { Payers = Payers.Central, Yuan = 400 }), Share(new FixedShare { Payers = Payers.Province, Yuan = 150 }), Share(new FixedShare { Payers = Payers.City | Payers.County, Yuan = 50 })],
                },
                new FundingTier
                {
                    Id = "p-2", Name = "二档", Cite = Cited("p1", "附表"),
                    Shares = [Share(new RateShare { Payers = Payers.Central, Rate = 0.5m, Of = RateBasis.Base }), Share(new RestShare { Payers = Payers.Province | Payers.City | Payers.County, OpenGap = "p-share" })],
                },
            ],
        },
        CriticalIllness = new CriticalIllness { Tiers = [new CriticalIllnessTier { Id = "p-ci", Name = "全省", Yuan = 88, Cite = Cited("p1", "二") }], Backstop = [new Backstop { Source = "准备金", Cite = Cited("p1", "二") }] },
        FundItems = [new FundItem { Id = "p-care", Name = "长护", Yuan = 12, Cite = Cited("p1", "二") }],
        Bounds =
        [
            new Bound { Id = "p-min", On = BoundSubject.Subsidy, Categories = ["poor"], Limit = new RangeLimit { FromYuan = 100, ToYuan = 200 }, Cite = Cited("p1", "三") },
            new Bound { Id = "p-rate", On = BoundSubject.Subsidy, Categories = ["poor"], Limit = new RateRangeLimit { FromRate = 0.5m, ToRate = 1m }, Strength = Strength.Soft, Cite = Cited("p1", "三") },
            new Bound { Id = "p-previous", On = BoundSubject.Subsidy, Categories = ["poor"], Limit = new NotAbovePreviousLimit { WhenPreviousAboveYuan = 100 }, Cite = Cited("p1", "三") },
        ],
        MustFile = [new FilingDuty { What = "分担比例", To = "province", Cite = Cited("p1", "一") }],
        Subsidies = new SubsidyPolicy
        {
            Stacking = new Stacking { Rule = StackingRule.Highest, Cite = Cited("p1", "三") },
            Categories = [new SubsidyCategory { Id = "orphan", Name = "孤儿", Parent = "poor", Authorities = [new RosterAuthority { Name = "民政", Cite = [new Citation { Kind = CitationKind.External, Says = "外部" }] }], Cite = Cited("p1", "三") }],
            Aliases = [new CategoryAlias { Category = "poor", Name = "特困群众", Cite = Cited("p1", "三") }],
            Rules =
            [
                new SubsidyRule
                {
                    Category = "poor", Form = new FixedSubsidy { Yuan = 320 }, Pay = PaymentMode.Card, Cite = Cited("p1", "三"),
                    Timing = new SubsidyTiming { NewlyAdded = new MonthOffsets { Enrol = 0, Pay = 1 }, Cite = Cited("p1", "三") },
                    Funders = [new Funder { Name = "救助", Rate = 0.7m, Cite = Cited("p1", "三") }, new Funder { Name = "扶贫", Rate = 0.3m, Cite = Cited("p1", "三") }],
                },
                new SubsidyRule { Category = "orphan", Form = new GapSubsidy { Gap = "p-orphans" } },
            ],
        },
        Deadlines = [new DeadlineRule { Id = "p-due", Subject = "预拨", Month = 3, Day = 31, YearOffset = 1, Actor = "财政", Cite = Cited("p1", "一") }],
        Pooling = new PoolingPlan
        {
            Mode = PoolingMode.Unified,
            Level = Payers.City,
            Cite = Cited("p1", "六"),
            Unified = [new UnifiedItem { Name = "基金", Cite = Cited("p1", "六") }],
            Stages = [new PoolingStage { Name = "上划", From = new DateOnly(2031, 12, 1), To = new DateOnly(2031, 12, 31), Where = new RegionSelector { Groups = ["islands"] }, Cite = Cited("p1", "六") }],
            Rules = [new PoolingRule { Id = "p-deficit", Rule = "缺口自担", Cite = Cited("p1", "六") }],
        },
        Benefits =
        [
            new BenefitParameter { Id = "p-ratio", Name = "比例", Insurance = Insurance.Basic, Subject = BenefitSubject.PaymentRatio, Value = new RateBenefit { Rate = 0.7m }, Cite = Cited("p1", "四") },
            new BenefitParameter { Id = "p-poor", Name = "倾斜", Insurance = Insurance.CriticalIllness, Subject = BenefitSubject.PaymentRatio, Categories = ["poor"], Value = new RateChangeBenefit { Points = 5 }, Cite = Cited("p1", "四") },
            new BenefitParameter { Id = "p-deductible", Name = "起付", Insurance = Insurance.CriticalIllness, Subject = BenefitSubject.Deductible, Value = new FactorBenefit { Factor = 0.5m, Of = "收入" }, Gap = "p-income", Cite = Cited("p1", "四") },
            new BenefitParameter { Id = "p-lost", Name = "不明", Subject = BenefitSubject.Cap, Value = new GapBenefit { Gap = "p-income" } },
        ],
        Gaps = [Missing("p-list"), Missing("p-students"), Missing("p-share"), Missing("p-orphans"), Missing("p-income")],
    };

    /// <summary>A city below the province that divides 市县合计 6:4.</summary>
    public static PolicyContent City() => new()
    {
        Format = 1,
        Tenant = "city",
        Parent = "province",
        Title = "某市2031年",
        Year = new PolicyYear { Funding = 2031 },
        Documents = [new PolicyDocument { Id = "c1", Number = "市发〔2031〕4号" }],
        Funding = new FundingScheme
        {
            Splits =
            [
                new BucketSplit
                {
                    Of = Payers.City | Payers.County, Where = new RegionSelector { Regions = [Village] }, Cite = Cited("c1", "一"),
                    Shares = [new PartShare { Payers = Payers.City, Part = 6, Cite = Cited("c1", "一") }, new PartShare { Payers = Payers.County, Part = 4, Cite = Cited("c1", "一") }],
                },
            ],
        },
    };

    public static IReadOnlyList<Citation> Cited(string document, string clause) => [new Citation { Document = document, Clause = clause, Says = "某条规定" }];

    /// <summary>Paths of what is found in the province, sorted.</summary>
    public static IReadOnlyList<string> FindingsIn(PolicyContent province) => [.. PolicyChecks.Check(province, [Nation()]).Select(error => error.Field).Order(StringComparer.Ordinal)];

    public static TierShare Share(TierShare share) => share with { Cite = Cited("p1", "附表") };

    private static Gap Missing(string id) => new() { Id = id, What = "缺的内容", Cite = Cited("p1", "九") };
}
