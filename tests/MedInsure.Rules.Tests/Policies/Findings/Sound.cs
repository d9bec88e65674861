using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Policies.Findings;

/// <summary>An invented nation, the province 云川 and its city 东川, in which nothing is found; tests break one thing at a time.</summary>
internal static class Sound
{
    public static IReadOnlyList<Citation> From(string document, string clause) => [new Citation { Document = document, Clause = clause, Says = "某条规定" }];

    public static PolicyContent Nation() => new()
    {
        Format = 1,
        Tenant = "nation",
        Title = "某国2030年",
        Year = new PolicyYear { Funding = 2030 },
        Documents = [new PolicyDocument { Id = "n1", Number = "国某〔2030〕1号" }],
        Contribution = [new Standard { Yuan = 300, Strength = Strength.Soft, Cite = From("n1", "二") }],
        Bounds = [new Bound { Id = "nation-600", On = BoundSubject.FiscalSubsidy, Limit = new MinimumLimit { Yuan = 600 }, Cite = From("n1", "一") }],
        Subsidies = new SubsidyPolicy { Categories = [new SubsidyCategory { Id = "poor", Name = "困难人员", Cite = From("n1", "三") }] },
    };

    public static PolicyContent Province() => new()
    {
        Format = 1,
        Tenant = "cloud",
        Parent = "nation",
        Title = "云川省2030年",
        Year = new PolicyYear
        {
            Funding = 2030,
            Collection = [new YearWindow { From = new DateOnly(2030, 9, 1), To = new DateOnly(2030, 12, 31), Cite = From("p1", "五") }],
            Coverage = [new YearWindow { From = new DateOnly(2031, 1, 1), To = new DateOnly(2031, 12, 31), Cite = From("p1", "五") }],
        },
        Documents = [new PolicyDocument { Id = "p1", Number = "云某〔2030〕2号" }],
        FiscalSubsidy = [new Standard { Yuan = 600, Cite = From("p1", "一") }],
        Contribution = [new Standard { Yuan = 320, Cite = From("p1", "二") }],
        Funding = new FundingScheme
        {
            Tiers =
            [
                Tier("p-1", "一档", new RegionSelector { Regions = [Cloudland.River, Cloudland.Hill] }, 400, 150, 50),
                Tier("p-2", "二档", RegionSelector.Everywhere, 360, 190, 50),
            ],
        },
        CriticalIllness = new CriticalIllness { Tiers = [new CriticalIllnessTier { Id = "p-ci", Name = "全省统一", Yuan = 80, Cite = From("p1", "二") }] },
        Bounds =
        [
            new Bound { Id = "cloud-100", On = BoundSubject.Subsidy, Categories = ["poor"], Limit = new MinimumLimit { Yuan = 100 }, Cite = From("p1", "三") },
            new Bound { Id = "cloud-half", On = BoundSubject.Subsidy, Categories = ["poor"], Limit = new RateRangeLimit { FromRate = 0.25m, ToRate = 0.5m }, Strength = Strength.Soft, Cite = From("p1", "三") },
        ],
        Subsidies = new SubsidyPolicy
        {
            Categories = [new SubsidyCategory { Id = "orphan", Name = "孤儿", Cite = From("p1", "三") }],
            Rules = [new SubsidyRule { Category = "poor", Form = new FixedSubsidy { Yuan = 120 }, Pay = PaymentMode.Card, Cite = From("p1", "三") }, new SubsidyRule { Category = "orphan", Form = new FullSubsidy(), Pay = PaymentMode.OnBehalf, Cite = From("p1", "三") }],
        },
    };

    /// <summary>东川 divides the 50 yuan of 市县 into 30 and 20.</summary>
    public static PolicyContent City() => new()
    {
        Format = 1,
        Tenant = "east",
        Parent = "cloud",
        Title = "东川市2030年",
        Year = new PolicyYear { Funding = 2030 },
        Documents = [new PolicyDocument { Id = "e1", Number = "东某〔2030〕3号" }],
        Funding = new FundingScheme { Splits = [Split(new RegionSelector { Under = [Cloudland.EastCity] }, 30, 20)] },
    };

    public static FundingTier Tier(string id, string name, RegionSelector where, decimal central, decimal province, decimal below) => new()
    {
        Id = id,
        Name = name,
        Where = where,
        Cite = From("p1", "附表"),
        Shares =
        [
            new FixedShare { Payers = Payers.Central, Yuan = central, Cite = From("p1", "附表") },
            new FixedShare { Payers = Payers.Province, Yuan = province, Cite = From("p1", "附表") },
            new FixedShare { Payers = Payers.City | Payers.County, Yuan = below, Cite = From("p1", "附表") },
        ],
    };

    public static BucketSplit Split(RegionSelector where, decimal city, decimal county) => new()
    {
        Of = Payers.City | Payers.County,
        Where = where,
        Cite = From("e1", "一"),
        Shares = [new FixedShare { Payers = Payers.City, Yuan = city, Cite = From("e1", "一") }, new FixedShare { Payers = Payers.County, Yuan = county, Cite = From("e1", "一") }],
    };

    public static FindingContext OfProvince { get; } = new([Issue(Nation(), null)], Cloudland.Tree) { Root = Cloudland.Province, TenantName = "云川省医疗保障局" };

    public static FindingContext OfCity { get; } = new([Issue(Nation(), null), Issue(Province(), Cloudland.Province)], Cloudland.Tree) { Root = Cloudland.EastCity, TenantName = "东川市医疗保障局" };

    public static IssuedPolicy Issue(PolicyContent content, RegionCode? root) => new(
        content.Tenant, content.Tenant switch { "nation" => "国家医疗保障局", "cloud" => "云川省医疗保障局", _ => "东川市医疗保障局" }, root, 1, PolicyJson.Hash(content), content);

    /// <summary>What was in force a year before: the same with other amounts.</summary>
    public static EffectivePolicy LastYear(decimal subsidy, DateOnly coveredUntil)
    {
        var (nation, province) = (Nation() with { Year = new PolicyYear { Funding = 2029 } }, Province());
        province = province with
        {
            Year = new PolicyYear { Funding = 2029, Coverage = [new YearWindow { From = new DateOnly(2030, 1, 1), To = coveredUntil, Cite = From("p1", "五") }] },
            Subsidies = province.Subsidies with { Rules = [province.Subsidies.Rules[0] with { Form = new FixedSubsidy { Yuan = subsidy } }] },
        };
        return new EffectivePolicy([Issue(nation, null), Issue(province, Cloudland.Province)], Cloudland.Tree);
    }

    public static string Show(IEnumerable<PolicyFinding> findings) => string.Join('\n', findings.Select(finding => $"{finding.Weight} {finding.Key} | {finding.Sentence}"));
}
