using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Funding;

/// <summary>Schemes of places that do not exist, written in the policy format; the figures are worked out by hand beside them.</summary>
public sealed class InventedPlacesTests
{
    [Fact]
    public void Percent_of_the_total_at_three_levels_switched_by_a_flag_of_the_county()
    {
        // 600 yuan. Ordinary: 60 / 25 / 15 % = 360, 150, 90. On the poor list: 80 / 15 / 5 % = 480, 90, 30.
        var policy = Cloudland.Effective("""
            "groups":[{"id":"poor","name":"扶持县","regions":["980121","980222"]}],
            "fiscalSubsidy":[{"yuan":600}],
            "funding":{"tiers":[
              {"id":"ordinary","name":"一般县","shares":[{"kind":"rate","payers":["central"],"rate":0.6},{"kind":"rate","payers":["province"],"rate":0.25},{"kind":"rate","payers":["county"],"rate":0.15}]},
              {"id":"poor","name":"扶持县","where":{"groups":["poor"]},"shares":[{"kind":"rate","payers":["central"],"rate":0.8},{"kind":"rate","payers":["province"],"rate":0.15},{"kind":"rate","payers":["county"],"rate":0.05}]}]}
            """);
        Row(policy, Cloudland.Harbour, "ordinary", (Payers.Central, 360m), (Payers.Province, 150m), (Payers.County, 90m));
        Row(policy, Cloudland.River, "poor", (Payers.Central, 480m), (Payers.Province, 90m), (Payers.County, 30m));
        Row(policy, Cloudland.Valley, "poor", (Payers.Central, 480m), (Payers.Province, 90m), (Payers.County, 30m));
    }

    [Theory]
    [InlineData(24, true)] // 600 − 480 − 96 = 24: the floor is just kept
    [InlineData(25, false)]
    public void A_floor_on_the_last_bucket(decimal floor, bool kept)
    {
        var policy = Cloudland.Effective(Cloudland.OneTier(600, FormattableString.Invariant($$"""
            {"kind":"rate","payers":["central"],"rate":0.8},{"kind":"fixed","payers":["province"],"yuan":96},{"kind":"fixed","payers":["city","county"],"yuan":{{floor}},"floor":true}
            """)));
        var split = new FundingSplit(policy).For(Cloudland.Hill);
        Assert.Equal(kept ? SplitState.Determined : SplitState.Inconsistent, split.State);
        if (kept)
        {
            Row(policy, Cloudland.Hill, "all", (Payers.Central, 480m), (Payers.Province, 96m), (Payers.City | Payers.County, 24m));
        }
        else
        {
            Assert.Contains("最低 25.00 元，但余额只有 24.00 元", split.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_base_amount_and_a_percent_of_the_increase()
    {
        // 2029: 570, of which central 400. 2030: 610. Central 400 + 60% of 40 = 424; province 100 + 25% of 40 = 110; county the rest, 76.
        var policy = Cloudland.Effective(Cloudland.OneTier(610, """
            {"kind":"increase","payers":["central"],"baseYuan":400,"rate":0.6,"baseTotalYuan":570,"baseYear":2029},
            {"kind":"increase","payers":["province"],"baseYuan":100,"rate":0.25,"baseTotalYuan":570,"baseYear":2029},
            {"kind":"rest","payers":["county"]}
            """));
        Row(policy, Cloudland.Hill, "all", (Payers.Central, 424m), (Payers.Province, 110m), (Payers.County, 76m));
    }

    [Fact]
    public void A_local_top_up_leaves_the_central_rate_on_the_base()
    {
        // The national 600 stays the base: central 80% of 600 = 480. 东川 tops up to 650: province 10% of 650 = 65, the county 650 − 480 − 65 = 105.
        var policy = Cloudland.Effective("""
            "fiscalSubsidy":[{"yuan":600},{"yuan":650,"baseYuan":600,"where":{"under":["980100"]}}],
            "funding":{"tiers":[{"id":"all","name":"全省","shares":[{"kind":"rate","payers":["central"],"rate":0.8,"of":"base"},{"kind":"rate","payers":["province"],"rate":0.1},{"kind":"rest","payers":["county"]}]}]}
            """);
        Row(policy, Cloudland.River, "all", (Payers.Central, 480m), (Payers.Province, 65m), (Payers.County, 105m));
        Row(policy, Cloudland.Hill, "all", (Payers.Central, 480m), (Payers.Province, 60m), (Payers.County, 60m));
    }

    [Fact]
    public void Places_without_a_city_or_without_counties()
    {
        // 500 − 300 = 200 for province and those below, 1:1 where there is a county and a city, each place by its own tier.
        var policy = Cloudland.Effective("""
            "fiscalSubsidy":[{"yuan":500}],
            "funding":{"tiers":[
              {"id":"all","name":"市县","shares":[{"kind":"fixed","payers":["central"],"yuan":300},{"kind":"part","payers":["province"],"part":2},{"kind":"part","payers":["city"],"part":1},{"kind":"part","payers":["county"],"part":1}]},
              {"id":"cityless","name":"无市级","where":{"regions":["989001"]},"shares":[{"kind":"fixed","payers":["central"],"yuan":300},{"kind":"rest","payers":["province"]},{"kind":"fixed","payers":["county"],"yuan":50}]},
              {"id":"countyless","name":"无县级","where":{"regions":["980300"]},"shares":[{"kind":"fixed","payers":["central"],"yuan":300},{"kind":"part","payers":["province"],"part":1},{"kind":"part","payers":["city"],"part":1}]}]}
            """);
        Row(policy, Cloudland.Hill, "all", (Payers.Central, 300m), (Payers.Province, 100m), (Payers.City, 50m), (Payers.County, 50m));
        Row(policy, Cloudland.CitylessCounty, "cityless", (Payers.Central, 300m), (Payers.Province, 150m), (Payers.County, 50m));
        Row(policy, Cloudland.CountylessCity, "countyless", (Payers.Central, 300m), (Payers.Province, 100m), (Payers.City, 100m));
    }

    [Fact]
    public void A_province_managed_county_has_lost_the_city_by_its_status()
    {
        // 200 left, province : city : county = 2 : 1 : 1 becomes 2 : 1 without the city: 133⅓ and 66⅔.
        var policy = Cloudland.Effective(Cloudland.OneTier(500, """
            {"kind":"fixed","payers":["central"],"yuan":300},{"kind":"part","payers":["province"],"part":2},{"kind":"part","payers":["city"],"part":1},{"kind":"part","payers":["county"],"part":1}
            """));
        var row = new FundingSplit(policy).For(Cloudland.Managed).Determined!;
        Assert.Equal([Payers.Central, Payers.Province, Payers.County], row.Shares.Select(share => share.Payers));
        Assert.Equal(new Fraction(400, 3), row.Of(Payers.Province));
        Assert.Equal(new Fraction(200, 3), row.Of(Payers.County));
    }

    [Fact]
    public void A_bucket_of_a_province_managed_county_falls_to_the_county_and_a_citys_ratio_leaves_it_there()
    {
        const string Province = """
            "fiscalSubsidy":[{"yuan":500}],
            "funding":{"tiers":[{"id":"all","name":"全省","shares":[{"kind":"fixed","payers":["central"],"yuan":400},{"kind":"rest","payers":["city","county"]}]}]}
            """;
        Row(Cloudland.Effective(Province), Cloudland.Managed, "all", (Payers.Central, 400m), (Payers.County, 100m));
        const string City = """
            "funding":{"splits":[{"of":["city","county"],"shares":[{"kind":"part","payers":["city"],"part":6},{"kind":"part","payers":["county"],"part":4}]}]}
            """;
        var policy = Cloudland.EffectiveEast(Province, City);
        Row(policy, Cloudland.Managed, "all", (Payers.Central, 400m), (Payers.County, 100m));
        Row(policy, Cloudland.River, "all", (Payers.Central, 400m), (Payers.City, 60m), (Payers.County, 40m));
    }

    [Fact]
    public void A_bucket_inside_a_bucket_is_divided_level_by_level()
    {
        // 500 − 300 = 200 for 省市县; the province takes 40% = 80 and leaves 120 to 市县; 东川 divides 3:1: 90 and 30.
        const string Province = """
            "fiscalSubsidy":[{"yuan":500}],
            "funding":{"tiers":[{"id":"all","name":"全省","shares":[{"kind":"fixed","payers":["central"],"yuan":300},{"kind":"rest","payers":["province","city","county"]}]}],
              "splits":[{"of":["province","city","county"],"shares":[{"kind":"rate","payers":["province"],"rate":0.4},{"kind":"rest","payers":["city","county"]}]}]}
            """;
        Row(Cloudland.Effective(Province), Cloudland.River, "all", (Payers.Central, 300m), (Payers.Province, 80m), (Payers.City | Payers.County, 120m));
        var east = Cloudland.EffectiveEast(Province, """
            "funding":{"splits":[{"of":["city","county"],"shares":[{"kind":"part","payers":["city"],"part":3},{"kind":"part","payers":["county"],"part":1}]}]}
            """);
        Row(east, Cloudland.River, "all", (Payers.Central, 300m), (Payers.Province, 80m), (Payers.City, 90m), (Payers.County, 30m));
        Row(east, Cloudland.Managed, "all", (Payers.Central, 300m), (Payers.Province, 80m), (Payers.County, 120m));
    }

    [Fact]
    public void A_payer_with_a_share_of_its_own_and_a_part_of_a_bucket_owes_both_together()
    {
        // County 5 of its own, and 40% of the bucket of 95: 5 + 38 = 43; city 57.
        const string Province = """
            "fiscalSubsidy":[{"yuan":500}],
            "funding":{"tiers":[{"id":"all","name":"全省","shares":[{"kind":"fixed","payers":["central"],"yuan":400},{"kind":"fixed","payers":["county"],"yuan":5},{"kind":"rest","payers":["city","county"]}]}]}
            """;
        var east = Cloudland.EffectiveEast(Province, """
            "funding":{"splits":[{"of":["city","county"],"shares":[{"kind":"part","payers":["city"],"part":6},{"kind":"part","payers":["county"],"part":4}]}]}
            """);
        Row(east, Cloudland.River, "all", (Payers.Central, 400m), (Payers.City, 57m), (Payers.County, 43m));
        Row(east, Cloudland.Managed, "all", (Payers.Central, 400m), (Payers.County, 100m));
    }

    private static void Row(EffectivePolicy policy, RegionCode region, string tier, params (Payers Payers, decimal Yuan)[] shares)
    {
        var split = new FundingSplit(policy).For(region);
        Assert.True(split.Determined is not null, split.Problem ?? string.Join('、', split.Gaps));
        Assert.Equal(tier, split.Determined.TierId);
        Assert.Equal(shares.Select(share => (share.Payers, (Fraction)share.Yuan)), split.Determined.Shares.Select(share => (share.Payers, share.PerCapita)));
        Assert.Equal(split.Determined.Total, Fraction.Sum(split.Determined.Shares.Select(share => share.PerCapita)));
    }
}
