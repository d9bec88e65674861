using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Funding;

public sealed class ShareLawTests
{
    private static readonly Payers[] Alone = [Payers.Central, Payers.Province, Payers.City, Payers.County];

    [Fact]
    public void Shares_sum_to_the_total_exactly_or_there_is_no_row() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var policy = Some(seed, out _);
            return Cloudland.Units.Select(unit => new FundingSplit(policy).For(unit.Code)).All(split =>
                split.Determined is { } row
                    ? Fraction.Sum(row.Shares.Select(share => share.PerCapita)) == row.Total && row.Shares.All(share => !share.PerCapita.IsNegative)
                    : split is { State: SplitState.Inconsistent, Problem.Length: > 0, Possibilities.Count: 0 });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_generator_makes_rows_and_contradictions_alike()
    {
        var states = Enumerable.Range(0, 300).Select(seed => new FundingSplit(Some(seed, out _)).For(Cloudland.River).State).ToList();
        Assert.InRange(states.Count(state => state == SplitState.Determined), 50, 295);
        Assert.InRange(states.Count(state => state == SplitState.Inconsistent), 5, 250);
    }

    [Fact]
    public void The_order_of_shares_does_not_matter() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var policy = Some(seed, out var shares);
            var turned = With(policy, [.. shares.Reverse()]);
            return Cloudland.Units.All(unit => Same(new FundingSplit(policy).For(unit.Code), new FundingSplit(turned).For(unit.Code)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_tiers_and_of_the_regions_in_them_does_not_matter()
    {
        const string Fixed = """[{"kind":"fixed","payers":["central"],"yuan":440},{"kind":"rest","payers":["county"]}]""";
        string[] tiers =
        [
            $$"""{"id":"a","name":"甲","where":{"under":["980100","980200"]},"shares":{{Fixed}}}""",
            $$"""{"id":"b","name":"乙","where":{"regions":["980121","980222","989001"]},"shares":{{Fixed}}}""",
            $$"""{"id":"c","name":"丙","shares":{{Fixed}}}""",
        ];
        var one = Policy(tiers);
        var other = Policy([tiers[2], tiers[1].Replace("\"980121\",\"980222\",\"989001\"", "\"989001\",\"980222\",\"980121\"", StringComparison.Ordinal), tiers[0]]);
        foreach (var unit in Cloudland.Units)
        {
            Assert.True(Same(new FundingSplit(one).For(unit.Code), new FundingSplit(other).For(unit.Code)), unit.Name);
        }

        static EffectivePolicy Policy(string[] tiers) => Cloudland.Effective($$"""
            "fiscalSubsidy":[{"yuan":550}],"funding":{"tiers":[{{string.Join(',', tiers)}}]}
            """);
    }

    [Theory]
    [InlineData("""{"kind":"fixed","payers":["central"],"yuan":400},{"kind":"fixed","payers":["county"],"yuan":100}""", "少 50.00 元，没有规定由谁承担")]
    [InlineData("""{"kind":"fixed","payers":["central"],"yuan":400},{"kind":"fixed","payers":["county"],"yuan":160}""", "超出 10.00 元")]
    [InlineData("""{"kind":"fixed","payers":["central"],"yuan":300},{"kind":"fixed","payers":["central"],"yuan":300}""", "中央的份额写了两次")]
    [InlineData("""{"kind":"rest","payers":["central"]},{"kind":"part","payers":["county"],"part":1}""", "余额同时规定给了多个出资方")]
    [InlineData("""{"kind":"rest","payers":["central"]},{"kind":"fixed","payers":["county"],"yuan":10,"floor":true}""", "余额同时规定给了多个出资方")]
    [InlineData("""{"kind":"part","payers":["central"],"part":0},{"kind":"part","payers":["county"],"part":0}""", "合计大于零")]
    [InlineData("""{"kind":"part","payers":["central"],"part":3},{"kind":"part","payers":["county"],"part":-1}""", "不小于零")]
    [InlineData("""{"kind":"fixed","payers":["central"],"yuan":-50},{"kind":"rest","payers":["county"]}""", "份额不能小于零")]
    [InlineData("""{"kind":"increase","payers":["central"],"baseYuan":10,"rate":1,"baseTotalYuan":570,"baseYear":2029},{"kind":"rest","payers":["county"]}""", "份额不能小于零")]
    public void A_scheme_that_contradicts_itself_is_a_sentence_and_not_a_figure(string shares, string says)
    {
        var split = new FundingSplit(Cloudland.Effective(Cloudland.OneTier(550, shares))).For(Cloudland.River);
        Assert.Equal(SplitState.Inconsistent, split.State);
        Assert.Contains(says, split.Problem, StringComparison.Ordinal);
        Assert.Empty(split.Possibilities);
    }

    [Fact]
    public void A_city_share_of_its_own_contradicts_a_province_managed_county()
    {
        var policy = Cloudland.Effective(Cloudland.OneTier(550, """{"kind":"fixed","payers":["central"],"yuan":440},{"kind":"fixed","payers":["city"],"yuan":10},{"kind":"rest","payers":["county"]}"""));
        Assert.Equal(SplitState.Determined, new FundingSplit(policy).For(Cloudland.River).State);
        Assert.Contains("省直管县没有市级出资", new FundingSplit(policy).For(Cloudland.Managed).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"kind":"part","payers":["city"],"part":1},{"kind":"part","payers":["province"],"part":1}]""")]
    [InlineData("""[{"kind":"rest","payers":["city","county"]}]""")]
    public void A_bucket_is_divided_among_its_own_payers_only(string shares)
    {
        var policy = Cloudland.EffectiveEast(
            Cloudland.OneTier(550, """{"kind":"fixed","payers":["central"],"yuan":440},{"kind":"rest","payers":["city","county"]}"""),
            $$"""
            "funding":{"splits":[{"of":["city","county"],"shares":{{shares}}}]}
            """);
        var split = new FundingSplit(policy).For(Cloudland.River);
        Assert.Equal(SplitState.Inconsistent, split.State);
        Assert.Contains("应只在其中各级之间划分", split.Problem, StringComparison.Ordinal);
    }

    private static bool Same(RegionSplit one, RegionSplit other) =>
        one.State == other.State
        && one.Determined?.TierId == other.Determined?.TierId
        && (one.Determined?.Shares ?? []).Select(share => (share.Payers, share.PerCapita)).SequenceEqual((other.Determined?.Shares ?? []).Select(share => (share.Payers, share.PerCapita)));

    /// <summary>A scheme of any kinds of shares, with amounts that often fit and sometimes do not.</summary>
    private static EffectivePolicy Some(int seed, out IReadOnlyList<TierShare> shares)
    {
        var random = new Random(seed);
        var payers = Alone.OrderBy(_ => random.Next()).Take(random.Next(1, 5)).ToList();
        var absorber = random.Next(8);
        var made = payers.Select((payer, i) => i == 0 && absorber > 0
            ? absorber switch
            {
                1 => new FixedShare { Payers = payer, Yuan = random.Next(0, 200), Floor = true },
                2 => new RateShare { Payers = payer, Rate = random.Next(0, 40) / 100m, Floor = true },
                3 or 4 => new PartShare { Payers = payer, Part = random.Next(1, 10) },
                _ => (TierShare)new RestShare { Payers = payer },
            }
            : random.Next(4) switch
            {
                0 => new FixedShare { Payers = payer, Yuan = random.Next(0, 20_000) / 100m },
                1 => new RateShare { Payers = payer, Rate = random.Next(0, 45) / 100m, Of = (RateBasis)random.Next(2) },
                2 => new IncreaseShare { Payers = payer, BaseYuan = random.Next(0, 150), Rate = random.Next(0, 100) / 100m, BaseTotalYuan = random.Next(400, 600), BaseYear = 2029 },
                _ => absorber is 3 or 4 ? new PartShare { Payers = payer, Part = random.Next(0, 10) } : new FixedShare { Payers = payer, Yuan = random.Next(0, 150) },
            }).ToList();
        shares = made;
        return With(Cloudland.Effective("""
            "fiscalSubsidy":[{"yuan":586.37,"baseYuan":550}]
            """), made);
    }

    private static EffectivePolicy With(EffectivePolicy policy, IReadOnlyList<TierShare> shares) =>
        new([policy.Own with { Content = policy.Own.Content with { Funding = new FundingScheme { Tiers = [new FundingTier { Id = "all", Name = "全省", Shares = shares }] } } }], Cloudland.Tree);
}
