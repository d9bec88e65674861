using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Allocations;

public sealed class AllocationLawTests
{
    private static readonly Arbitrary<int> Seeds = ArbMap.Default.ArbFor<int>();

    [Fact]
    public void Lines_sum_to_the_subtotals_and_to_the_run() =>
        Prop.ForAll(Seeds, seed =>
        {
            var result = CloudlandRun.Of(CloudlandRun.SomePolicy(seed), CloudlandRun.SomeHeadcounts(seed)).Compute();
            var cells = result.Lines.SelectMany(line => line.Computed!.Cells).ToList();
            return result.Lines.All(line => Money.Sum(line.Computed!.Cells.Select(cell => cell.Amount!.Value)) == line.Computed.Total)
                && Money.Sum(result.Lines.Select(line => line.Computed!.Total!.Value)) == result.Total.Total
                && Money.Sum(result.Subtotals.Select(subtotal => subtotal.Sums.Total)) == result.Total.Total
                && result.Subtotals.Sum(subtotal => subtotal.Sums.Persons) == result.Total.Persons
                && result.Total.Payers.All(payer =>
                    payer.Amount == Money.Sum(cells.Where(cell => cell.Payers == payer.Payers).Select(cell => cell.Amount!.Value))
                    && payer.Amount == Money.Sum(result.Subtotals.SelectMany(subtotal => subtotal.Sums.Payers).Where(sum => sum.Payers == payer.Payers).Select(sum => sum.Amount)))
                && Money.Sum(result.Total.Payers.Select(payer => payer.Amount)) == result.Total.Total;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_cell_is_off_by_a_fen_or_more_and_a_line_is_its_total_rounded_once() =>
        Prop.ForAll(Seeds, seed =>
            CloudlandRun.Of(CloudlandRun.SomePolicy(seed), CloudlandRun.SomeHeadcounts(seed)).Compute().Lines.All(line =>
                line.Computed!.Total == (line.Computed.PerCapita * line.Persons!.Value).RoundToFen()
                && line.Computed.Cells.All(cell => Apart(cell.PerCapita * line.Persons.Value, cell.Amount!.Value.Yuan) < new Fraction(1, 100)))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_regions_and_headcounts_does_not_matter_to_the_figures_nor_to_the_hash() =>
        Prop.ForAll(Seeds, seed =>
        {
            IssuedPolicy[] chain = [Cloudland.Issue(CloudlandRun.SomePolicy(seed))];
            var snapshot = CloudlandRun.Snapshot(chain, CloudlandRun.SomeHeadcounts(seed));
            var random = new Random(seed);
            var turned = snapshot with { Regions = [.. snapshot.Regions.OrderBy(_ => random.Next())], Headcounts = [.. snapshot.Headcounts.OrderBy(_ => random.Next())] };
            return AllocationJson.Write(snapshot) == AllocationJson.Write(turned)
                && AllocationJson.Write(new Allocation(snapshot, chain).Compute()) == AllocationJson.Write(new Allocation(turned, chain).Compute());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_thousand_persons_of_a_third_each_get_their_fen_in_the_order_of_payers()
    {
        // 1 yuan in thirds × 1,000 persons = 333.333… each; the missing fen goes to the first payer.
        var line = CloudlandRun.Of(Cloudland.OneTier(1, Thirds), [(Cloudland.Hill, 1_000)]).Compute().Lines.Single(line => line.Region == Cloudland.Hill);
        Assert.Equal([333_34L, 333_33L, 333_33L], line.Computed!.Cells.Select(cell => cell.Amount!.Value.Fen));
        Assert.Equal([1, 0, 0], line.Computed.Cells.Select(cell => cell.ResidualFen));
        Assert.Equal([Payers.Province, Payers.City, Payers.County], line.Computed.Cells.Select(cell => cell.Payers));
    }

    [Fact]
    public void A_total_is_split_and_not_a_rounded_share()
    {
        var line = CloudlandRun.Of(Cloudland.OneTier(20.51m, """{"kind":"part","payers":["city"],"part":7},{"kind":"part","payers":["county"],"part":3}"""), [(Cloudland.Hill, 10_000)]).Compute().Lines.Single(line => line.Region == Cloudland.Hill);
        Assert.Equal(["143570.00", "61530.00"], line.Computed!.Cells.Select(cell => cell.Amount!.Value.ToString()));
    }

    [Fact]
    public void Nobody_costs_nothing_and_no_headcount_is_not_zero()
    {
        var result = CloudlandRun.Of(Cloudland.OneTier(1, Thirds), [(Cloudland.Hill, 0)]).Compute();
        var nobody = result.Lines.Single(line => line.Region == Cloudland.Hill);
        Assert.Equal((LineState.Computed, Money.Zero), (nobody.State, nobody.Computed!.Total));
        Assert.All(nobody.Computed.Cells, cell => Assert.Equal((Money.Zero, 0), (cell.Amount!.Value, cell.ResidualFen)));
        var unknown = result.Lines.Single(line => line.Region == Cloudland.Valley);
        Assert.Equal(LineState.WithoutHeadcount, unknown.State);
        Assert.Null(unknown.Persons);
        Assert.Null(unknown.Rows[0].Total);
        Assert.Equal(result.Lines.Count - 1, result.Total.Excluded);
    }

    [Fact]
    public void Huge_headcounts_are_exact_and_what_no_amount_can_hold_is_an_error()
    {
        var line = CloudlandRun.Of(Cloudland.OneTier(550, Thirds), [(Cloudland.Hill, 1_400_000_000)]).Compute().Lines.Single(line => line.Region == Cloudland.Hill);
        Assert.Equal(550L * 1_400_000_000L * 100L, line.Computed!.Total!.Value.Fen);
        Assert.Throws<OverflowException>(() => CloudlandRun.Of(Cloudland.OneTier(550, Thirds), [(Cloudland.Hill, long.MaxValue)]).Compute());
        Assert.Throws<OverflowException>(() => CloudlandRun.Of(Cloudland.OneTier(550, Thirds), [(Cloudland.Hill, 150_000_000_000_000), (Cloudland.Valley, 150_000_000_000_000)]).Compute());
    }

    [Fact]
    public void A_gap_keeps_the_line_out_of_the_sums_and_shows_each_possible_amount()
    {
        const string Members = """
            "groups":[{"id":"poor","name":"扶持县","gap":"gap-poor","within":{"regions":["980221"]}}],
            "fiscalSubsidy":[{"yuan":600}],
            "funding":{"tiers":[
              {"id":"poor","name":"扶持档","where":{"groups":["poor"]},"shares":[{"kind":"fixed","payers":["central"],"yuan":500},{"kind":"rest","payers":["county"]}]},
              {"id":"rest","name":"其余档","shares":[{"kind":"fixed","payers":["central"],"yuan":400},{"kind":"rest","payers":["county"]}]}]},
            "gaps":[{"id":"gap-poor","what":"扶持县名单"}]
            """;
        var result = CloudlandRun.Of(Members, Cloudland.Units.Select(unit => (unit.Code, 100L))).Compute();
        var line = result.Lines.Single(line => line.Region == Cloudland.Hill);
        Assert.Equal(LineState.WaitingForBasis, line.State);
        Assert.Null(line.Computed);
        Assert.Equal(["50000.00", "40000.00"], line.Rows.Select(row => row.Cells[0].Amount.ToString()));
        Assert.Equal((1, result.Lines.Count - 1), (result.Total.Excluded, result.Total.Lines));
        Assert.Equal(Money.FromYuan(600 * 100 * result.Total.Lines), result.Total.Total);

        var supposed = CloudlandRun.Of(Members, Cloudland.Units.Select(unit => (unit.Code, 100L)), new Assumption { Gap = "gap-poor", Label = "山口县属于", Members = [Cloudland.Hill] }).Compute();
        Assert.Equal(["山口县属于"], supposed.Lines.Single(other => other.Region == Cloudland.Hill).Assumptions);
        Assert.All(supposed.Lines.Where(other => other.Region != Cloudland.Hill), other => Assert.Empty(other.Assumptions));
        Assert.Equal(0, supposed.Total.Excluded);
    }

    [Fact]
    public void A_province_adds_up_by_prefecture_and_a_province_managed_county_stands_alone()
    {
        var result = CloudlandRun.Of(Cloudland.OneTier(1, """{"kind":"rest","payers":["province"]}"""), Cloudland.Units.Select(unit => (unit.Code, 1L))).Compute();
        Assert.Equal(["980100", "980122", "980200", "980300", "989001"], result.Subtotals.Select(subtotal => subtotal.Code));
        Assert.Equal(["东川市", "直管县", "西川市", "无县市", "独立县"], result.Subtotals.Select(subtotal => subtotal.Name));
        Assert.Equal([3L, 1, 2, 1, 1], result.Subtotals.Select(subtotal => subtotal.Sums.Persons));
    }

    [Fact]
    public void A_headcount_that_no_line_would_hold_is_refused_and_not_dropped()
    {
        Assert.Throws<ArgumentException>(() => CloudlandRun.Of(Cloudland.OneTier(1, Thirds), [(Cloudland.EastCity, 5)]));
        Assert.Throws<ArgumentException>(() => CloudlandRun.Of(Cloudland.OneTier(1, Thirds), [(Cloudland.Hill, -1)]));
    }

    private const string Thirds = """{"kind":"part","payers":["province"],"part":1},{"kind":"part","payers":["city"],"part":1},{"kind":"part","payers":["county"],"part":1}""";

    private static Fraction Apart(Fraction one, Fraction other) => one > other ? one - other : other - one;
}
