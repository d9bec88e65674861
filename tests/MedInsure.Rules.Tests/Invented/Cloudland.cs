using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Tests.Invented;

/// <summary>
/// 云川省, a province that does not exist: 东川市 with counties, a 省直管县 and a zone; 西川市 with counties; 无县市, a city without a county level; 独立县, a county without a
/// city level.
/// </summary>
internal static class Cloudland
{
    public static readonly DateOnly Day = new(2030, 12, 31);

    public static readonly RegionCode Province = new("980000");
    public static readonly RegionCode EastCity = new("980100");
    public static readonly RegionCode Harbour = new("980102");
    public static readonly RegionCode River = new("980121");
    public static readonly RegionCode Managed = new("980122");
    public static readonly RegionCode Zone = new("9801L1");
    public static readonly RegionCode WestCity = new("980200");
    public static readonly RegionCode Hill = new("980221");
    public static readonly RegionCode Valley = new("980222");
    public static readonly RegionCode CountylessCity = new("980300");
    public static readonly RegionCode CitylessCounty = new("989001");

    public static readonly IReadOnlyList<Region> Regions =
    [
        new(Province, "云川省", RegionKind.Province, null),
        new(EastCity, "东川市", RegionKind.Prefecture, Province),
        new(Harbour, "港口区", RegionKind.County, EastCity, IsFundingUnit: true),
        new(River, "河口县", RegionKind.County, EastCity, IsFundingUnit: true),
        new(Managed, "直管县", RegionKind.County, EastCity, FiscalStatus.ProvinceManaged, IsFundingUnit: true),
        new(Zone, "东川新区", RegionKind.Zone, EastCity, IsFundingUnit: true),
        new(WestCity, "西川市", RegionKind.Prefecture, Province),
        new(Hill, "山口县", RegionKind.County, WestCity, IsFundingUnit: true),
        new(Valley, "谷口县", RegionKind.County, WestCity, IsFundingUnit: true),
        new(CountylessCity, "无县市", RegionKind.Prefecture, Province, IsFundingUnit: true),
        new(CitylessCounty, "独立县", RegionKind.County, Province, IsFundingUnit: true),
    ];

    public static RegionTree Tree { get; } = new(Regions, Day);

    public static IEnumerable<Region> Units => Tree.FundingUnitsOf(Province);

    /// <summary>A policy of the province (or of a bureau below it) from the members that matter to a test; shares and tiers go without citations here.</summary>
    public static IssuedPolicy Issue(string members, string tenant = "cloud", string? parent = null, RegionCode? root = null)
    {
        var text = $$"""{"format":1,"tenant":"{{tenant}}",{{(parent is null ? "" : $"\"parent\":\"{parent}\",")}}"title":"{{tenant}}2030年政策","year":{"funding":2030},{{members}}}""";
        var read = PolicyJson.Read(text);
        Assert.True(read.IsOk, read.Problem?.ToString());
        var name = tenant switch { "cloud" => "云川省医疗保障局", "east" => "东川市医疗保障局", "west" => "西川市医疗保障局", _ => tenant };
        var own = root ?? tenant switch { "east" => EastCity, "west" => WestCity, _ => Province };
        return new IssuedPolicy(tenant, name, own, 1, PolicyJson.Hash(read.Value), read.Value);
    }

    public static EffectivePolicy Effective(string members, params IReadOnlyList<Assumption> assumptions) => new([Issue(members)], Tree, assumptions);

    /// <summary>东川市 on top of its province.</summary>
    public static EffectivePolicy EffectiveEast(string province, string city, params IReadOnlyList<Assumption> assumptions) =>
        new([Issue(province), Issue(city, "east", "cloud")], Tree, assumptions);

    /// <summary>One tier for the whole province.</summary>
    public static string OneTier(decimal total, string shares) =>
        FormattableString.Invariant($$"""
        "fiscalSubsidy":[{"yuan":{{total}}}],
        "funding":{"tiers":[{"id":"all","name":"全省","shares":[{{shares}}]}]}
        """);
}
