using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Tests.Notices;

/// <summary>甘医保发〔2020〕66号 附表, read through the file and the map of 2020.</summary>
public sealed class GansuSplitTests
{
    private const Payers Local = Payers.City | Payers.County;

    private static readonly string[] SecondTier = ["天水市", "陇南市", "白银市", "定西市", "平凉市", "庆阳市", "张掖市", "武威市", "酒泉市"];
    private static readonly string[] ThirdTier = ["兰州市", "金昌市", "嘉峪关市"];
    private static readonly string[] Prefectures = ["临夏回族自治州", "甘南藏族自治州"];

    private static readonly EffectivePolicy Policy = NoticeFiles.Effective("gansu");
    private static readonly FundingSplit Split = new(Policy);

    [Theory]
    [InlineData(0, 440, "100", "10")]
    [InlineData(1, 440, "97.6", "12.4")]
    [InlineData(2, 440, "96.4", "13.6")]
    public void The_annex_has_nine_cells(int tier, int central, string province, string local)
    {
        var shares = Policy.Own.Content.Funding.Tiers[tier].Shares.Cast<FixedShare>().ToList();

        Assert.Equal([Payers.Central, Payers.Province, Local], shares.Select(share => share.Payers));
        Assert.Equal([central, decimal.Parse(province, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(local, System.Globalization.CultureInfo.InvariantCulture)], shares.Select(share => share.Yuan));
        Assert.Equal(550, shares.Sum(share => share.Yuan));
    }

    [Theory]
    [MemberData(nameof(UnitsOf), 1)]
    public void The_counties_of_the_two_prefectures_and_天祝_are_of_the_first_tier(string code) => AssertRow(code, "gansu-1", "100", "10");

    [Theory]
    [MemberData(nameof(UnitsOf), 3)]
    public void 兰州_金昌_and_嘉峪关_are_of_the_third_tier(string code) => AssertRow(code, "gansu-3", "96.4", "13.6");

    [Theory]
    [MemberData(nameof(UnitsOf), 2)]
    public void Each_county_of_the_nine_prefectures_has_two_possible_rows_and_no_third(string code)
    {
        var split = Split.For(new RegionCode(code));

        Assert.Equal(SplitState.Undetermined, split.State);
        Assert.Equal(["gansu-18-counties"], split.Gaps);
        Assert.Null(split.Determined);
        Assert.Equal(
            [("gansu-1", "若属于“18个深度贫困县”", "440|100|10"), ("gansu-2", "若不属于“18个深度贫困县”", "440|97.6|12.4")],
            split.Possibilities.Select(row => (row.TierId, row.Condition, string.Join('|', row.Shares.Select(share => share.PerCapita.ToText())))));
        Assert.All(split.Possibilities, row => Assert.Equal(550, row.Total));
    }

    [Fact]
    public void Every_unit_of_the_province_is_in_one_of_the_three_cases()
    {
        var listed = new[] { 1, 2, 3 }.SelectMany(tier => CodesOf(tier)).ToList();

        Assert.Equal(listed.Distinct().Count(), listed.Count);
        Assert.Equal(NoticeFiles.Regions.FundingUnitsOf(new RegionCode("620000")).Select(unit => unit.Code.Value), listed.Order(StringComparer.Ordinal));
        Assert.Equal((17, 59, 12), (CodesOf(1).Count(), CodesOf(2).Count(), CodesOf(3).Count()));
    }

    [Fact]
    public void 天祝_is_of_the_first_tier_although_武威_is_of_the_second()
    {
        var row = Split.For(new RegionCode("620623")).Determined!;

        Assert.Equal("gansu-1", row.TierId);
        Assert.Contains(row.NotApplied, other => other.What == "第二档");
        Assert.Equal(SplitState.Undetermined, Split.For(new RegionCode("620622")).State);
    }

    [Fact]
    public void Every_amount_names_the_annex()
    {
        var row = Split.For(new RegionCode("622901")).Determined!;

        Assert.Contains(row.TotalStep.Sources, source => source is { DocumentNumber: "甘医保发〔2020〕66号", Clause: "附表" });
        Assert.All(row.Shares, share => Assert.Contains(share.Steps[^1].Sources, source => source is { DocumentNumber: "甘医保发〔2020〕66号", Clause: "附表" }));
    }

    [Fact]
    public void What_city_and_county_pay_together_is_left_to_the_city()
    {
        var bucket = Split.For(new RegionCode("620302")).Determined!.Shares[^1];

        Assert.Equal((Local, null), (bucket.Payers, bucket.OpenGap));
        Assert.True(bucket.IsBucket);
    }

    [Fact]
    public void A_filled_list_makes_every_county_definite()
    {
        var listed = new RegionCode("620622");
        var group = Policy.Own.Content.Groups[1] with { Gap = null, Within = null, Count = 1, Regions = [listed] };
        var filled = Policy.Own.Content with { Groups = [Policy.Own.Content.Groups[0], group] };
        var split = new FundingSplit(NoticeFiles.Effective([NoticeFiles.Read("national"), filled]));

        Assert.All(NoticeFiles.Regions.FundingUnitsOf(new RegionCode("620000")), unit => Assert.Equal(SplitState.Determined, split.For(unit.Code).State));
        Assert.Equal("gansu-1", split.For(listed).Determined!.TierId);
        Assert.Equal("gansu-2", split.For(new RegionCode("620621")).Determined!.TierId);
    }

    public static TheoryData<string> UnitsOf(int tier) => [.. CodesOf(tier)];

    internal static IEnumerable<string> CodesOf(int tier)
    {
        var names = tier switch { 1 => Prefectures, 2 => SecondTier, _ => ThirdTier };
        return from prefecture in NoticeFiles.Regions.ChildrenOf(new RegionCode("620000"))
               from unit in NoticeFiles.Regions.FundingUnitsOf(prefecture.Code)
               where unit.Name == "天祝藏族自治县" ? tier == 1 : names.Contains(prefecture.Name)
               select unit.Code.Value;
    }

    private static void AssertRow(string code, string tier, string province, string local)
    {
        var split = Split.For(new RegionCode(code));

        Assert.Equal((SplitState.Determined, 0), (split.State, split.Gaps.Count));
        var row = split.Determined!;
        Assert.Equal((tier, 550), (row.TierId, row.Total));
        Assert.Equal((440, Fraction.Parse(province), Fraction.Parse(local)), (row.Of(Payers.Central)!.Value, row.Of(Payers.Province)!.Value, row.Of(Local)!.Value));
    }
}
