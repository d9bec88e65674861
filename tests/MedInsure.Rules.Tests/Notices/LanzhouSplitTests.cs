using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Tests.Notices;

/// <summary>兰医保〔2020〕142号 一: 13.6 yuan of city and county, divided in three ways.</summary>
public sealed class LanzhouSplitTests
{
    private static readonly EffectivePolicy Policy = NoticeFiles.Effective("lanzhou");

    [Theory]
    [InlineData("榆中县", "8.16", "5.44")]
    [InlineData("永登县", "8.16", "5.44")]
    [InlineData("皋兰县", "8.16", "5.44")]
    [InlineData("兰州新区", "8.16", "5.44")]
    [InlineData("七里河区", "6.8", "6.8")]
    [InlineData("红古区", "6.8", "6.8")]
    [InlineData("城关区", "5.44", "8.16")]
    [InlineData("安宁区", "5.44", "8.16")]
    [InlineData("西固区", "5.44", "8.16")]
    public void Each_of_the_nine_units_has_its_split(string name, string city, string county)
    {
        var unit = Assert.Single(Units(), unit => unit.Name == name);
        var row = new FundingSplit(Policy).For(unit.Code).Determined!;

        Assert.Equal(["440", "96.4", city, county], row.Shares.Select(share => share.PerCapita.ToText()));
        Assert.Equal([Payers.Central, Payers.Province, Payers.City, Payers.County], row.Shares.Select(share => share.Payers));
        Assert.Equal(550, Fraction.Sum(row.Shares.Select(share => share.PerCapita)));
        Assert.Contains(row.Of(Payers.City) is null ? [] : row.Shares[2].Steps[^1].Sources, source => source is { DocumentNumber: "兰医保〔2020〕142号", Clause: "一" });
    }

    [Fact]
    public void There_are_nine_units_and_no_other() => Assert.Equal(9, Units().Count());

    [Fact]
    public void A_unit_that_the_notice_does_not_name_is_an_error()
    {
        var own = Policy.Own.Content;
        var first = own.Funding.Splits[0];
        var without = first with { Where = new RegionSelector { Regions = [.. first.Where.Regions.Where(code => code.Value != "620171")] } };
        var chain = NoticeFiles.Chain("lanzhou").SkipLast(1).Append(own with { Funding = own.Funding with { Splits = [without, .. own.Funding.Splits.Skip(1)] } });
        var split = new FundingSplit(NoticeFiles.Effective([.. chain])).For(new RegionCode("620171"));

        Assert.Equal(SplitState.Inconsistent, split.State);
        Assert.Empty(split.Possibilities);
        Assert.Contains("市县合计", split.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_county_of_another_city_is_an_error() =>
        Assert.Equal(SplitState.Inconsistent, new FundingSplit(Policy).For(new RegionCode("620302")).State);

    [Fact]
    public void The_contribution_is_the_national_one_in_principle()
    {
        var found = StandardLookup.Contribution(Policy, new RegionCode("620102"), new World(new Dictionary<string, bool>(), string.Empty));

        Assert.Equal((280, Strength.Soft, "national"), (found.Yuan!.Value, found.Strength, found.Issuer!.Tenant));
    }

    [Theory]
    [InlineData("gansu")]
    [InlineData("lanzhou")]
    public void What_is_collected_until_the_end_of_2020_buys_2021(string tenant)
    {
        var year = NoticeFiles.Read(tenant).Year;

        Assert.Equal(new DateOnly(2020, 12, 31), Assert.Single(year.Collection).To);
        Assert.Null(year.Collection[0].From);
        Assert.Equal((new DateOnly(2021, 1, 1), new DateOnly(2021, 12, 31)), (year.Coverage[0].From!.Value, year.Coverage[0].To!.Value));
    }

    [Theory]
    [InlineData("national")]
    [InlineData("anhui")]
    [InlineData("huainan")]
    [InlineData("henan")]
    public void Elsewhere_the_window_is_a_gap(string tenant) =>
        Assert.All(NoticeFiles.Read(tenant).Year.Collection.Concat(NoticeFiles.Read(tenant).Year.Coverage), window => Assert.Equal($"{tenant}-collection-window", window.Gap));

    [Fact]
    public void The_dates_of_gansu_and_lanzhou_fall_where_the_notices_say()
    {
        Assert.Equal(new DateOnly(2020, 12, 31), NoticeFiles.Read("gansu").Deadlines[0].DueIn(2021));
        Assert.Equal(new DateOnly(2021, 3, 31), NoticeFiles.Read("lanzhou").Deadlines[0].DueIn(2020));
    }

    private static IEnumerable<Region> Units() => NoticeFiles.Regions.FundingUnitsOf(new RegionCode("620100"));
}
