using MedInsure.Rules.Amounts;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Constraints;

public sealed class BoundCheckTests
{
    private const string Poor = """
        "groups":[{"id":"poor","name":"扶持县","regions":["980222"],"gap":"gap-poor","within":{"under":["980200"]}}],
        "gaps":[{"id":"gap-poor","what":"扶持县名单"}],
        "contribution":[{"yuan":280}],
        """;

    [Theory]
    [InlineData(99, Verdict.Violated)] // below both floors
    [InlineData(110, Verdict.Undetermined)]
    [InlineData(120, Verdict.Compliant)] // keeps both
    public void Where_a_list_decides_between_two_floors_both_are_tried(int yuan, Verdict verdict)
    {
        var result = Single(Poor + """
            "bounds":[{"id":"all","on":"fiscalSubsidy","limit":{"kind":"min","yuan":100}},{"id":"poor","on":"fiscalSubsidy","where":{"groups":["poor"]},"limit":{"kind":"min","yuan":120}}]
            """, Cloudland.Hill, yuan);
        Assert.Equal(verdict, result.Verdict);
        Assert.Equal(["all", "poor"], result.BoundIds.Order(StringComparer.Ordinal));
        Assert.Equal(verdict == Verdict.Undetermined ? ["gap-poor"] : [], result.Gaps);
        Assert.Equal("若属于“扶持县”：不低于 120.00 元；若不属于“扶持县”：不低于 100.00 元", result.Requirement);
    }

    [Fact]
    public void A_floor_that_holds_on_a_list_only_leaves_open_what_is_below_it()
    {
        const string Members = Poor + """
            "bounds":[{"id":"poor","on":"fiscalSubsidy","where":{"groups":["poor"]},"limit":{"kind":"min","yuan":120}}]
            """;
        Assert.Equal(Verdict.Undetermined, Single(Members, Cloudland.Hill, 99).Verdict); // may be off the list, where nothing binds
        Assert.Equal(Verdict.Compliant, Single(Members, Cloudland.Hill, 120).Verdict);
        Assert.Equal(Verdict.Violated, Single(Members, Cloudland.Valley, 99).Verdict);
        Assert.Empty(Check(Members, Cloudland.River, 99));
    }

    [Fact]
    public void Two_floors_that_both_apply_are_both_to_be_kept()
    {
        var result = Single("""
            "bounds":[{"id":"hard","on":"fiscalSubsidy","limit":{"kind":"min","yuan":100}},{"id":"soft","on":"fiscalSubsidy","limit":{"kind":"min","yuan":120},"strength":"soft"}]
            """, Cloudland.Hill, 110);
        Assert.Equal((Verdict.Violated, Strength.Soft), (result.Verdict, result.Strength)); // broken, and only the soft one
        Assert.Equal("110.00 元不符合“不低于 120.00 元”", result.Reason);
    }

    [Theory]
    [InlineData("""{"kind":"max","yuan":100}""", 100, Verdict.Compliant)]
    [InlineData("""{"kind":"max","yuan":100}""", 101, Verdict.Violated)]
    [InlineData("""{"kind":"range","fromYuan":90,"toYuan":100}""", 90, Verdict.Compliant)]
    [InlineData("""{"kind":"range","fromYuan":90,"toYuan":100}""", 89, Verdict.Violated)]
    [InlineData("""{"kind":"rateRange","fromRate":0.8,"toRate":0.9}""", 224, Verdict.Compliant)] // 280 × 80%
    [InlineData("""{"kind":"rateRange","fromRate":0.8,"toRate":0.9}""", 223, Verdict.Violated)]
    [InlineData("""{"kind":"rateRange","fromRate":0.8,"toRate":0.9}""", 252, Verdict.Compliant)]
    [InlineData("""{"kind":"full"}""", 280, Verdict.Compliant)]
    [InlineData("""{"kind":"full"}""", 279, Verdict.Violated)]
    [InlineData("""{"kind":"notAbovePrevious"}""", 100, Verdict.Undetermined)]
    public void Each_kind_of_limit_includes_its_ends(string limit, int yuan, Verdict verdict) =>
        Assert.Equal(verdict, Single(Poor + $$"""
            "bounds":[{"id":"b","on":"fiscalSubsidy","limit":{{limit}}}]
            """, Cloudland.River, yuan).Verdict);

    [Theory]
    [InlineData(80, 90, Verdict.Compliant)] // a previous 80 under a floor of 100 sets no ceiling
    [InlineData(100, 150, Verdict.Compliant)]
    [InlineData(130, 131, Verdict.Violated)]
    [InlineData(130, 130, Verdict.Compliant)]
    public void The_previous_amount_is_a_ceiling_only_where_it_was_above_the_floor(int previous, int yuan, Verdict verdict)
    {
        var policy = Cloudland.Effective("""
            "bounds":[{"id":"b","on":"subsidy","categories":["poor"],"limit":{"kind":"notAbovePrevious","whenPreviousAboveYuan":100}}],
            "subsidies":{"categories":[{"id":"poor","name":"困难人员"},{"id":"poorest","name":"特困人员","parent":"poor"}]}
            """);
        Assert.Equal(verdict, new BoundCheck(policy).Check(BoundSubject.Subsidy, Cloudland.River, yuan, "poorest", previous).Single().Verdict);
    }

    [Fact]
    public void A_contribution_that_is_a_gap_leaves_a_rate_undetermined_and_names_the_gap()
    {
        var result = Single("""
            "contribution":[{"gap":"gap-c"}],"gaps":[{"id":"gap-c","what":"个人缴费标准"}],
            "bounds":[{"id":"b","on":"fiscalSubsidy","limit":{"kind":"rateRange","fromRate":0.8,"toRate":0.9}}]
            """, Cloudland.River, 200);
        Assert.Equal(Verdict.Undetermined, result.Verdict);
        Assert.Equal(["gap-c"], result.Gaps);
    }

    [Fact]
    public void Bounds_of_all_levels_hold()
    {
        var policy = Cloudland.EffectiveEast(
            """
            "bounds":[{"id":"p","on":"contribution","limit":{"kind":"min","yuan":280}}]
            """,
            """
            "bounds":[{"id":"c","on":"contribution","limit":{"kind":"min","yuan":300}}]
            """);
        var results = new BoundCheck(policy).Check(BoundSubject.Contribution, Cloudland.River, 290);
        Assert.Equal([("cloud", Verdict.Compliant), ("east", Verdict.Violated)], results.Select(result => (result.Issuer, result.Verdict)));
    }

    private static BoundResult Single(string members, RegionCode region, Fraction value) => Check(members, region, value).Single();

    private static IReadOnlyList<BoundResult> Check(string members, RegionCode region, Fraction value) => new BoundCheck(Cloudland.Effective(members)).Check(BoundSubject.FiscalSubsidy, region, value);
}
