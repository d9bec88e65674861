using MedInsure.Rules.Allocations;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing;

namespace MedInsure.Rules.Tests.Notices;

/// <summary>豫医保〔2020〕5号 附件1 over all regions of 河南; 甘肃's 90 yuan; and what the other notices leave open.</summary>
public sealed class CriticalIllnessTests
{
    private static readonly CriticalIllnessFunding Henan = new(NoticeFiles.Effective("henan"));

    /// <summary>The annex as it is written: units by name.</summary>
    private static readonly (int Yuan, string Units)[] Annex =
    [
        (95, "郑州市、巩义市"),
        (78, "平顶山市、焦作市、信阳市、济源市、固始县、新蔡县"),
        (70, "开封市、鹤壁市、新乡市、濮阳市、漯河市、商丘市、周口市、驻马店市、兰考县、长垣市、汝州市、鹿邑县"),
        (64, "洛阳市、安阳市、许昌市、三门峡市、南阳市、滑县、邓州市、永城市"),
    ];

    [Fact]
    public void The_28_units_of_the_annex_have_their_amounts_and_cover_the_province()
    {
        Assert.Equal([2, 6, 12, 8], Annex.Select(tier => tier.Units.Split('、').Length));
        var expected = new Dictionary<RegionCode, int>();
        var named = Annex.SelectMany(tier => tier.Units.Split('、').Select(name => (tier.Yuan, Region: NoticeFiles.Regions.All.Single(region => region.Name == name && region.Code.Value.StartsWith("41", StringComparison.Ordinal))))).ToList();
        foreach (var (yuan, region) in named.OrderBy(entry => entry.Region.Kind == RegionKind.Prefecture ? 0 : 1))
        {
            foreach (var unit in NoticeFiles.Regions.FundingUnitsOf(region.Code))
            {
                expected[unit.Code] = yuan; // counties that are named themselves come after their prefecture
            }
        }

        var units = NoticeFiles.Regions.FundingUnitsOf(new RegionCode("410000")).ToList();
        Assert.Equal(units.Count, expected.Count);
        Assert.All(units, unit => Assert.Equal(expected[unit.Code], Henan.For(unit.Code).Determined!.Total));
    }

    [Theory]
    [InlineData("411729", "新蔡县", 78)]
    [InlineData("411702", "驿城区", 70)]
    [InlineData("411481", "永城市", 64)]
    [InlineData("411402", "梁园区", 70)]
    [InlineData("410482", "汝州市", 70)]
    [InlineData("410402", "新华区", 78)]
    [InlineData("410181", "巩义市", 95)]
    [InlineData("419001", "济源市", 78)]
    [InlineData("411624", "沈丘县", 70)]
    public void A_unit_named_itself_does_not_follow_its_city(string code, string name, int yuan)
    {
        Assert.Equal(name, NoticeFiles.Regions.Find(new RegionCode(code))!.Name);
        Assert.Equal(yuan, Henan.For(new RegionCode(code)).Determined!.Total);
    }

    [Fact]
    public void The_pooling_units_of_the_annex_are_the_ones_that_are_loaded()
    {
        var loaded = File.ReadLines(Repository.PathOf("data", "pooling-henan-2020.csv")).Skip(1).Select(line => line.Split(',')).Where(cells => cells[0] == "CriticalIllness").ToList();

        Assert.Equal(28, loaded.Select(cells => cells[2]).Distinct().Count());
        foreach (var unit in loaded.Where(cells => NoticeFiles.Regions.Find(new RegionCode(cells[3])) is not null).GroupBy(cells => cells[2]))
        {
            Assert.Single(unit.Select(cells => Henan.For(new RegionCode(cells[3])).Determined!.Total).Distinct());
        }
    }

    [Fact]
    public void Amounts_are_yuan_a_head_times_heads()
    {
        var policy = NoticeFiles.Effective("henan");
        var units = NoticeFiles.Regions.FundingUnitsOf(new RegionCode("410000")).ToList();
        var snapshot = new AllocationSnapshot
        {
            Engine = AllocationSnapshot.CurrentEngine,
            Scheme = Scheme.CriticalIllness,
            FundingYear = 2020,
            AsOf = NoticeFiles.Regions.AsOf,
            Tenant = "henan",
            Root = new RegionCode("410000"),
            Basis = HeadcountBasis.Reported,
            Policies = [.. policy.Chain.Select(issued => new PolicyReference(issued.Tenant, issued.Version, issued.Sha256))],
            Regions = [.. NoticeFiles.Regions.All.Where(region => region.Code.Value.StartsWith("41", StringComparison.Ordinal))],
            Headcounts = [.. units.Select((unit, i) => new RegionHeadcount(unit.Code, 100_000 + (7 * i)))],
        };

        var result = new Allocation(snapshot, policy.Chain).Compute();

        Assert.Equal(0, result.Total.Excluded);
        Assert.All(result.Lines, line => Assert.Equal(new Money((long)Henan.For(line.Region).Determined!.Total.Numerator * line.Persons!.Value * 100), line.Computed!.Total));
        Assert.Equal(Money.Sum(result.Lines.Select(line => line.Computed!.Total!.Value)), result.Total.Total);
    }

    [Theory]
    [InlineData("gansu", "620623")]
    [InlineData("lanzhou", "620171")]
    public void 甘肃_has_90_yuan_everywhere_and_names_who_covers_a_shortfall(string tenant, string code)
    {
        Assert.Equal(90, new CriticalIllnessFunding(NoticeFiles.Effective(tenant)).For(new RegionCode(code)).Determined!.Total);
        Assert.Equal(["承保公司的盈利资金", "历年大病保险风险调剂金"], NoticeFiles.Read("gansu").CriticalIllness.Backstop.Select(backstop => backstop.Source));
    }

    [Theory]
    [InlineData("anhui", "340102", "anhui-ci-funding")]
    [InlineData("huainan", "340402", "huainan-ci-funding")]
    public void Where_the_amount_is_missing_nothing_is_put_in_its_place(string tenant, string code, string gap)
    {
        var result = new CriticalIllnessFunding(NoticeFiles.Effective(tenant)).For(new RegionCode(code));

        Assert.Equal((SplitState.Undetermined, 0), (result.State, result.Possibilities.Count));
        Assert.Equal([gap], result.Gaps);
    }
}
