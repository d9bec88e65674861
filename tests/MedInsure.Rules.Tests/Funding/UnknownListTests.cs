using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Funding;

/// <summary>What a missing list does to a split: every way it could turn out is followed, none is chosen.</summary>
public sealed class UnknownListTests
{
    private const string TwoTiers = """
        "groups":[{"id":"poor","name":"扶持县","regions":["980222"],"gap":"gap-poor"}],
        "fiscalSubsidy":[{"yuan":600}],
        "funding":{"tiers":[
          {"id":"poor","name":"扶持档","where":{"groups":["poor"]},"shares":[{"kind":"fixed","payers":["central"],"yuan":500},{"kind":"rest","payers":["county"]}]},
          {"id":"rich","name":"富裕档","where":{"regions":["980102"]},"shares":[{"kind":"fixed","payers":["central"],"yuan":100},{"kind":"rest","payers":["county"]}]},
          {"id":"rest","name":"其余档","shares":[{"kind":"fixed","payers":["central"],"yuan":400},{"kind":"rest","payers":["county"]}]}]},
        "gaps":[{"id":"gap-poor","what":"扶持县名单"}]
        """;

    [Fact]
    public void A_region_that_may_be_on_the_list_has_both_rows_and_no_figure()
    {
        var split = For(Cloudland.Effective(TwoTiers), Cloudland.River);
        Assert.Equal(SplitState.Undetermined, split.State);
        Assert.Null(split.Determined);
        Assert.Equal(["gap-poor"], split.Gaps);
        Assert.Equal([("若属于“扶持县”", "poor"), ("若不属于“扶持县”", "rest")], split.Possibilities.Select(row => (row.Condition, row.TierId)));
        Assert.Equal([500, 400], split.Possibilities.Select(row => row.Of(Payers.Central)!.Value));
    }

    [Fact]
    public void Where_all_ways_meet_in_one_row_the_region_is_determined()
    {
        var policy = Cloudland.Effective(TwoTiers);
        Assert.Equal("rich", For(policy, Cloudland.Harbour).Determined!.TierId); // named, whatever the list says
        Assert.Equal("poor", For(policy, Cloudland.Valley).Determined!.TierId); // known to be on the list
        Assert.Empty(For(policy, Cloudland.Harbour).Gaps);
    }

    [Fact]
    public void An_assumption_fills_the_gap_and_labels_exactly_what_rests_on_it()
    {
        var assumption = new Assumption { Gap = "gap-poor", Label = "名单外各县按其余档", Members = [Cloudland.Hill] };
        var policy = Cloudland.Effective(TwoTiers, assumption);
        Assert.Equal("poor", For(policy, Cloudland.Hill).Determined!.TierId);
        Assert.Equal("rest", For(policy, Cloudland.River).Determined!.TierId);
        Assert.Equal([assumption.Label], For(policy, Cloudland.Hill).Assumptions);
        Assert.Equal([assumption.Label], For(policy, Cloudland.River).Assumptions);
        Assert.Empty(For(policy, Cloudland.Harbour).Assumptions); // determined without it
        Assert.Empty(For(policy, Cloudland.Valley).Assumptions);
    }

    [Fact]
    public void Conditions_name_only_the_lists_that_decide()
    {
        // Being on 乙 makes no difference to a region on 甲; and 丙 makes none at all.
        var policy = Cloudland.Effective("""
            "groups":[{"id":"a","name":"甲","gap":"ga"},{"id":"b","name":"乙","gap":"gb"},{"id":"c","name":"丙","gap":"gc"}],
            "fiscalSubsidy":[{"yuan":100}],
            "funding":{"tiers":[
              {"id":"1","name":"一","where":{"groups":["a"]},"shares":[{"kind":"rest","payers":["central"]}]},
              {"id":"2","name":"二","where":{"groups":["b"],"except":{"groups":["a"]}},"shares":[{"kind":"rest","payers":["province"]}]},
              {"id":"3","name":"三","where":{"under":["980000"],"except":{"groups":["a","b"]}},"shares":[{"kind":"rest","payers":["county"]}]},
              {"id":"4","name":"四","where":{"groups":["c"],"except":{"under":["980000"]}},"shares":[{"kind":"rest","payers":["county"]}]}]},
            "gaps":[{"id":"ga","what":"甲"},{"id":"gb","what":"乙"},{"id":"gc","what":"丙"}]
            """);
        var split = For(policy, Cloudland.River);
        Assert.Equal(
            [("若属于“甲”", "1"), ("若不属于“甲”，若属于“乙”", "2"), ("若不属于“甲”，若不属于“乙”", "3")],
            split.Possibilities.Select(row => (row.Condition, row.TierId)));
        Assert.Equal(["ga", "gb"], split.Gaps.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Lists_that_exclude_each_other_leave_a_row_for_each_and_none_for_both_or_neither()
    {
        var policy = Cloudland.Effective("""
            "groups":[{"id":"a","name":"甲","gap":"ga"},{"id":"b","name":"乙","gap":"gb"}],
            "fiscalSubsidy":[{"yuan":100}],
            "funding":{"tiers":[
              {"id":"1","name":"一","where":{"groups":["a"]},"shares":[{"kind":"rest","payers":["central"]}]},
              {"id":"2","name":"二","where":{"groups":["b"]},"shares":[{"kind":"rest","payers":["county"]}]}]},
            "gaps":[{"id":"ga","what":"甲"},{"id":"gb","what":"乙"}]
            """);
        var split = For(policy, Cloudland.River);
        Assert.Equal(SplitState.Undetermined, split.State);
        Assert.Equal(["1", "2"], split.Possibilities.Select(row => row.TierId));
        Assert.Equal(["ga", "gb"], split.Gaps.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_way_that_remains_is_a_possibility_and_not_a_figure()
    {
        var policy = Cloudland.Effective("""
            "groups":[{"id":"a","name":"甲","gap":"ga"}],
            "fiscalSubsidy":[{"yuan":100}],
            "funding":{"tiers":[{"id":"1","name":"一","where":{"groups":["a"]},"shares":[{"kind":"rest","payers":["central"]}]}]},
            "gaps":[{"id":"ga","what":"甲"}]
            """);
        var split = For(policy, Cloudland.River);
        Assert.Equal(SplitState.Undetermined, split.State);
        Assert.Equal(["若属于“甲”"], split.Possibilities.Select(row => row.Condition));
        Assert.Equal(["ga"], split.Gaps);
    }

    [Fact]
    public void A_broken_sum_in_one_way_is_reported_and_not_hidden_behind_the_gap()
    {
        var policy = Cloudland.Effective(TwoTiers.Replace("\"yuan\":500},{\"kind\":\"rest\",\"payers\":[\"county\"]}", "\"yuan\":500}", StringComparison.Ordinal));
        var split = For(policy, Cloudland.River);
        Assert.Equal(SplitState.Inconsistent, split.State);
        Assert.Contains("少 100.00 元", split.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"1","name":"一","where":{"under":["980200"]},"shares":[{"kind":"rest","payers":["central"]}]}""", "未列入云川省医疗保障局分担方案的任何一档")]
    [InlineData("""{"id":"1","name":"一","shares":[{"kind":"rest","payers":["central"]}]},{"id":"2","name":"二","shares":[{"kind":"rest","payers":["county"]}]}""", "同时列入云川省医疗保障局分担方案的一、二")]
    public void Zero_or_two_equal_matches_are_a_contradiction(string tiers, string says)
    {
        var split = For(Cloudland.Effective($$"""
            "fiscalSubsidy":[{"yuan":100}],"funding":{"tiers":[{{tiers}}]}
            """), Cloudland.River);
        Assert.Equal(SplitState.Inconsistent, split.State);
        Assert.Contains(says, split.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_standard_with_neither_value_nor_gap_is_a_contradiction()
    {
        var split = For(Cloudland.Effective("""
            "fiscalSubsidy":[{}],"funding":{"tiers":[{"id":"1","name":"一","shares":[{"kind":"rest","payers":["central"]}]}]}
            """), Cloudland.River);
        Assert.Equal(SplitState.Inconsistent, split.State);
        Assert.Contains("既没有数值也没有缺口", split.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_total_is_a_gap_until_an_assumption_gives_it()
    {
        const string Members = """
            "fiscalSubsidy":[{"gap":"gap-total"}],
            "funding":{"tiers":[{"id":"1","name":"一","shares":[{"kind":"rate","payers":["central"],"rate":0.8},{"kind":"rest","payers":["county"]}]}]},
            "gaps":[{"id":"gap-total","what":"人均标准"}]
            """;
        var open = For(Cloudland.Effective(Members), Cloudland.River);
        Assert.Equal((SplitState.Undetermined, 0), (open.State, open.Possibilities.Count));
        Assert.Equal(["gap-total"], open.Gaps);
        var supposed = For(Cloudland.Effective(Members, new Assumption { Gap = "gap-total", Label = "按600元", Yuan = 600 }), Cloudland.River);
        Assert.Equal(480, supposed.Determined!.Of(Payers.Central));
        Assert.Equal(["按600元"], supposed.Assumptions);
    }

    [Fact]
    public void A_bucket_with_a_gap_is_divided_by_assumption_only()
    {
        const string Members = """
            "fiscalSubsidy":[{"yuan":600}],
            "funding":{"tiers":[{"id":"1","name":"一","shares":[{"kind":"fixed","payers":["central"],"yuan":480},{"kind":"rest","payers":["province","city","county"],"openGap":"gap-local"}]}]},
            "gaps":[{"id":"gap-local","what":"省市县比例"}]
            """;
        var open = For(Cloudland.Effective(Members), Cloudland.River).Determined!;
        Assert.Equal("gap-local", open.Shares[1].OpenGap);
        Assert.True(open.Shares[1].IsBucket);
        var parts = new Assumption { Gap = "gap-local", Label = "按1:1:2", Parts = [new() { Payers = Payers.Province, Part = 1 }, new() { Payers = Payers.City, Part = 1 }, new() { Payers = Payers.County, Part = 2 }] };
        var supposed = For(Cloudland.Effective(Members, parts), Cloudland.River);
        Assert.Equal([480, 30, 30, 60], supposed.Determined!.Shares.Select(share => share.PerCapita));
        Assert.Equal(["按1:1:2"], supposed.Assumptions);
        Assert.Equal("内部口径：假设：按1:1:2", supposed.Determined.Shares[1].Steps[^1].Sources.Single().ToString());
    }

    [Fact]
    public void More_unknown_lists_than_can_be_listed_hide_the_row()
    {
        var count = SelectorMatching.MaxUnknownGroups + 1;
        var groups = string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"g{{i}}","name":"名单{{i}}","gap":"gap{{i}}"}"""));
        var tiers = string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"t{{i}}","name":"档{{i}}","where":{"groups":["g{{i}}"]},"shares":[{"kind":"rest","payers":["central"]}]}"""));
        var split = For(Cloudland.Effective($$"""
            "groups":[{{groups}}],"fiscalSubsidy":[{"yuan":100}],"funding":{"tiers":[{{tiers}}]}
            """), Cloudland.River);
        Assert.Equal((SplitState.Undetermined, 0, count), (split.State, split.Possibilities.Count, split.Gaps.Count));
    }

    [Fact]
    public void A_region_of_another_bureau_or_another_time_is_no_region_of_this_policy()
    {
        var policy = Cloudland.EffectiveEast(Cloudland.OneTier(100, """{"kind":"rest","payers":["central"]}"""), """
            "criticalIllness":{"tiers":[{"id":"1","name":"一","yuan":90}]}
            """);
        Assert.Contains("山口县不属于东川市医疗保障局的管辖范围", For(policy, Cloudland.Hill).Problem, StringComparison.Ordinal);
        Assert.Contains("无效", For(policy, new RegionCode("980199")).Problem, StringComparison.Ordinal);
        Assert.Contains("管辖范围", new CriticalIllnessFunding(policy).For(Cloudland.Hill).Problem, StringComparison.Ordinal);
        Assert.Equal(90, new CriticalIllnessFunding(policy).For(Cloudland.River).Determined!.Total);
    }

    private static RegionSplit For(EffectivePolicy policy, RegionCode region) => new FundingSplit(policy).For(region);
}
