using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Tests.Invented;

namespace MedInsure.Rules.Tests.Explanation;

/// <summary>Whoever has the operands of an explanation can work the amount out again; this test does it with an arithmetic of its own.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void Every_step_worked_out_again_leads_to_the_fen_of_its_cell() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            AssertAllExplained(CloudlandRun.Of(CloudlandRun.SomePolicy(seed), CloudlandRun.SomeHeadcounts(seed)));
            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"kind":"rate","payers":["central"],"rate":0.8,"of":"base"},{"kind":"fixed","payers":["county"],"yuan":5},{"kind":"rest","payers":["city","county"]}""")]
    [InlineData("""{"kind":"increase","payers":["central"],"baseYuan":400,"rate":0.6,"baseTotalYuan":520,"baseYear":2029},{"kind":"fixed","payers":["city","county"],"yuan":10,"floor":true}""")]
    [InlineData("""{"kind":"fixed","payers":["central"],"yuan":300.005},{"kind":"rest","payers":["province","city","county"]}""")]
    public void Buckets_within_buckets_floors_and_increases_are_explained_as_well(string shares)
    {
        IssuedPolicy[] chain =
        [
            Cloudland.Issue($$"""
                "fiscalSubsidy":[{"yuan":586.37,"baseYuan":550}],
                "funding":{"tiers":[{"id":"all","name":"全省","shares":[{{shares}}]}],"splits":[{"of":["province","city","county"],"shares":[{"kind":"rate","payers":["province"],"rate":0.333333},{"kind":"rest","payers":["city","county"]}]}]}
                """),
            Cloudland.Issue("""
                "funding":{"splits":[{"of":["city","county"],"shares":[{"kind":"part","payers":["city"],"part":6},{"kind":"part","payers":["county"],"part":7}]}]}
                """, "east", "cloud"),
        ];
        AssertAllExplained(new Allocation(CloudlandRun.Snapshot(chain, Cloudland.Tree.FundingUnitsOf(Cloudland.EastCity).Select((unit, i) => (unit.Code, 10_007L + i))), chain));
    }

    [Fact]
    public void What_has_no_certain_amount_has_no_explanation()
    {
        var run = CloudlandRun.Of(Cloudland.OneTier(100, """{"kind":"rest","payers":["county"]}"""), [(Cloudland.Hill, 10)]);
        Assert.NotNull(run.Explain(Cloudland.Hill, Payers.County));
        Assert.Null(run.Explain(Cloudland.Hill, Payers.City));
        Assert.Null(run.Explain(Cloudland.Valley, Payers.County)); // no headcount
        Assert.Null(run.Explain(new RegionCode("970000"), Payers.County));
    }

    [Fact]
    public void What_did_not_apply_is_named_with_the_reason()
    {
        var run = CloudlandRun.Of("""
            "documents":[{"id":"d","number":"云〔2030〕1号"}],
            "fiscalSubsidy":[{"yuan":100}],
            "funding":{"tiers":[
              {"id":"a","name":"甲档","where":{"regions":["980221"]},"shares":[{"kind":"rest","payers":["county"]}]},
              {"id":"b","name":"乙档","where":{"under":["980200"]},"shares":[{"kind":"rest","payers":["city"]}],"cite":[{"document":"d","clause":"二","says":"西川各县"}]},
              {"id":"c","name":"丙档","where":{"under":["980100"]},"shares":[{"kind":"rest","payers":["city"]}]}]}
            """, [(Cloudland.Hill, 10)]);
        var apart = run.Explain(Cloudland.Hill, Payers.County)!.NotApplied;
        Assert.Equal(["该档虽覆盖山口县，但“甲档”的规定更具体，从其规定", "山口县不在该档的地区范围内"], apart.Select(tier => tier.Why));
        Assert.Equal("云〔2030〕1号 二：西川各县", apart[0].Sources.Single().ToString());
    }

    private static void AssertAllExplained(Allocation run)
    {
        foreach (var line in run.Compute().Lines)
        {
            foreach (var cell in line.Computed!.Cells)
            {
                var explanation = run.Explain(line.Region, cell.Payers)!;
                Assert.Equal(cell.Amount!.Value, explanation.Amount);
                foreach (var step in explanation.Steps)
                {
                    var (top, bottom) = WorkOut(step);
                    Assert.Equal(step.Result.Numerator * bottom, top * step.Result.Denominator);
                    Assert.NotEmpty(step.Formula());
                }

                var (fenTop, fenBottom) = WorkOut(explanation.Steps[^1]);
                Assert.Equal(cell.Amount.Value.Fen * fenBottom, fenTop * 100);
                AssertChained(explanation);
            }
        }
    }

    /// <summary>No step works with a figure of the payer's that came from nowhere: the headcount's product uses the last share, and the rounding uses that product.</summary>
    private static void AssertChained(AmountExplanation explanation)
    {
        var product = explanation.Steps.Single(step => step is { Kind: StepKind.Product, Unit: "元" });
        var share = explanation.Steps.TakeWhile(step => step != product).Last();
        Assert.Equal(share.Result, product.Operands[1].Value);
        Assert.True(explanation.Steps[^1] == product || explanation.Steps[^1].Operands[0].Value == explanation.Steps[^2].Result);
    }

    /// <summary>Plain integer fractions, none of the product's own arithmetic.</summary>
    private static (BigInteger Top, BigInteger Bottom) WorkOut(Step step)
    {
        var values = step.Operands.Select(operand => (Top: operand.Value.Numerator, Bottom: operand.Value.Denominator)).ToList();
        switch (step.Kind)
        {
            case StepKind.Given:
                return values[0];
            case StepKind.Difference:
                return values.Skip(1).Aggregate(values[0], (left, right) => Add(left, (-right.Top, right.Bottom)));
            case StepKind.Sum:
                return values.Aggregate(Add);
            case StepKind.Product:
                return values.Aggregate(Times);
            case StepKind.Portion:
                return Times(Times(values[0], values[1]), (values[2].Bottom, values[2].Top));
            case StepKind.Increase:
                return Add(values[0], Times(values[1], Add(values[2], (-values[3].Top, values[3].Bottom))));
            case StepKind.CutToFen:
                return (values[0].Top * 100 / values[0].Bottom, 100);
            case StepKind.RoundToFen:
                return (((values[0].Top * 200) + values[0].Bottom) / (2 * values[0].Bottom), 100);
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }

        static (BigInteger, BigInteger) Add((BigInteger Top, BigInteger Bottom) a, (BigInteger Top, BigInteger Bottom) b) => ((a.Top * b.Bottom) + (b.Top * a.Bottom), a.Bottom * b.Bottom);
        static (BigInteger, BigInteger) Times((BigInteger Top, BigInteger Bottom) a, (BigInteger Top, BigInteger Bottom) b) => (a.Top * b.Top, a.Bottom * b.Bottom);
    }
}
