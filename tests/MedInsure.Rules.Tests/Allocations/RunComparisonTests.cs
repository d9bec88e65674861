using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Allocations;

public sealed class RunComparisonTests
{
    private static readonly Arbitrary<int> Seeds = ArbMap.Default.ArbFor<int>();

    [Fact]
    public void The_three_causes_sum_to_the_difference_to_the_fen() =>
        Prop.ForAll(Seeds, Seeds, (one, other) =>
        {
            var before = CloudlandRun.Of(CloudlandRun.SomePolicy(one), CloudlandRun.SomeHeadcounts(one)).Compute();
            var after = CloudlandRun.Of(CloudlandRun.SomePolicy(other), CloudlandRun.SomeHeadcounts(other));
            var compared = after.CompareWith(before);
            return compared.NotComparable.Count == 0
                && compared.Changes.All(change => change.ByHeadcount + change.ByStandard + change.ByTier == change.Difference)
                && Money.Sum(compared.Changes.Select(change => change.Difference)) == after.Compute().Total.Total - before.Total.Total;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cause_that_did_not_happen_is_zero() =>
        Prop.ForAll(Seeds, Seeds, Seeds, (policyBefore, policyAfter, persons) =>
        {
            var same = CloudlandRun.SomeHeadcounts(persons);
            var byPolicy = CloudlandRun.Of(CloudlandRun.SomePolicy(policyAfter), same).CompareWith(CloudlandRun.Of(CloudlandRun.SomePolicy(policyBefore), same).Compute());
            var policy = CloudlandRun.SomePolicy(policyBefore);
            var byHeadcount = CloudlandRun.Of(policy, CloudlandRun.SomeHeadcounts(policyAfter)).CompareWith(CloudlandRun.Of(policy, same).Compute());
            var tiers = CloudlandRun.Of(policy, same).Compute().Lines.ToDictionary(line => line.Region, line => line.Computed!.TierId);
            var others = CloudlandRun.Of(CloudlandRun.SomePolicy(policyAfter), same).Compute().Lines.ToDictionary(line => line.Region, line => line.Computed!.TierId);
            return byPolicy.Changes.All(change => change.ByHeadcount == Money.Zero)
                && byPolicy.Changes.All(change => tiers[change.Region] != others[change.Region] || change.ByTier == Money.Zero)
                && byHeadcount.Changes.All(change => change.ByStandard == Money.Zero && change.ByTier == Money.Zero);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_last_fen_that_anothers_share_moved_is_put_down_to_the_standard()
    {
        // Before: 0.005 + 0.005 for one person; the province comes first and takes the fen. After: 0.004 + 0.006, so the county takes it although the city's
        // own share (a third payer with nothing to do with it) and the headcount are as they were.
        var before = CloudlandRun.Of(Cloudland.OneTier(0.015m, Fixed(0.005m, 0.005m, 0.005m)), [(Cloudland.Hill, 1)]);
        var after = CloudlandRun.Of(Cloudland.OneTier(0.015m, Fixed(0.004m, 0.005m, 0.006m)), [(Cloudland.Hill, 1)]);
        var changes = after.CompareWith(before.Compute()).Changes;
        Assert.All(changes, change => Assert.Equal((Money.Zero, Money.Zero), (change.ByHeadcount, change.ByTier)));
        Assert.Contains(changes, change => change.Difference != Money.Zero);
        Assert.All(changes, change => Assert.Equal(change.Difference, change.ByStandard));

        static string Fixed(decimal province, decimal city, decimal county) => FormattableString.Invariant($$"""
            {"kind":"fixed","payers":["province"],"yuan":{{province}}},{"kind":"fixed","payers":["city"],"yuan":{{city}}},{"kind":"fixed","payers":["county"],"yuan":{{county}}}
            """);
    }

    [Fact]
    public void A_payer_that_only_the_new_tier_knows_owes_by_the_change_of_tier()
    {
        // 山口县 moves from the tier without a city (county 100) to the one with a city (city 30, county 70); 10 persons.
        static string Policy(string where) => $$"""
            "fiscalSubsidy":[{"yuan":100}],
            "funding":{"tiers":[
              {"id":"with","name":"有市级","where":{"regions":["{{where}}"]},"shares":[{"kind":"fixed","payers":["city"],"yuan":30},{"kind":"rest","payers":["county"]}]},
              {"id":"without","name":"无市级","shares":[{"kind":"rest","payers":["county"]}]}]}
            """;
        var changes = CloudlandRun.Of(Policy("980221"), [(Cloudland.Hill, 10)]).CompareWith(CloudlandRun.Of(Policy("980222"), [(Cloudland.Hill, 10)]).Compute()).Changes;
        var city = changes.Single(change => change.Payers == Payers.City);
        Assert.Equal((Money.FromYuan(300), Money.Zero, Money.Zero), (city.ByTier, city.ByStandard, city.ByHeadcount));
        var county = changes.Single(change => change.Payers == Payers.County);
        Assert.Equal((Money.FromYuan(-300), Money.Zero, Money.Zero), (county.ByTier, county.ByStandard, county.ByHeadcount));
    }

    [Fact]
    public void All_three_causes_at_once_are_told_apart()
    {
        // Before: 1,000 persons in tier a, county 10 of 100. After: 1,200 persons in tier b, whose county pays 30; tier a's county would now pay 12 of 110.
        static string Policy(decimal total, string a, string b, string where) => FormattableString.Invariant($$"""
            "fiscalSubsidy":[{"yuan":{{total}}}],
            "funding":{"tiers":[
              {"id":"a","name":"甲","where":{"under":["{{(where == "a" ? "980200" : "980100")}}"]},"shares":[{"kind":"rest","payers":["central"]},{"kind":"fixed","payers":["county"],"yuan":{{a}}}]},
              {"id":"b","name":"乙","where":{"under":["{{(where == "a" ? "980100" : "980200")}}"]},"shares":[{"kind":"rest","payers":["central"]},{"kind":"fixed","payers":["county"],"yuan":{{b}}}]}]}
            """);
        var before = CloudlandRun.Of(Policy(100, "10", "20", "a"), [(Cloudland.Hill, 1_000)]).Compute();
        var county = CloudlandRun.Of(Policy(110, "12", "30", "b"), [(Cloudland.Hill, 1_200)]).CompareWith(before).Changes.Single(change => change.Payers == Payers.County);
        Assert.Equal(Money.FromYuan(26_000), county.Difference); // 36,000 − 10,000
        Assert.Equal(Money.FromYuan(2_000), county.ByHeadcount); // 200 × 10
        Assert.Equal(Money.FromYuan(2_400), county.ByStandard); // 1,200 × (12 − 10)
        Assert.Equal(Money.FromYuan(21_600), county.ByTier); // 1,200 × (30 − 12)
    }

    [Fact]
    public void Units_that_were_not_computed_both_times_are_set_apart_with_the_reason()
    {
        var policy = Cloudland.OneTier(1, """{"kind":"rest","payers":["county"]}""");
        var compared = CloudlandRun.Of(policy, [(Cloudland.Hill, 10)]).CompareWith(CloudlandRun.Of(policy, [(Cloudland.Valley, 10)]).Compute());
        Assert.Empty(compared.Changes);
        Assert.Equal("前一次测算没有得出结果", compared.NotComparable.Single(unit => unit.Region == Cloudland.Hill).Reason);
        Assert.Equal("后一次测算没有得出结果", compared.NotComparable.Single(unit => unit.Region == Cloudland.Valley).Reason);
        Assert.Equal("两次测算都没有得出结果", compared.NotComparable.Single(unit => unit.Region == Cloudland.River).Reason);
    }
}
