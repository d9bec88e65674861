using System.Numerics;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>The drawer's operands, worked out again with other arithmetic than the rules use.</summary>
public sealed class ExplanationTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    [Theory]
    [InlineData(Bureau.Lanzhou, Scheme.FiscalSubsidy)]
    [InlineData(Bureau.Gansu, Scheme.FiscalSubsidy)]
    [InlineData(Bureau.Henan, Scheme.CriticalIllness)]
    public async Task The_operands_of_every_amount_give_its_figure_to_the_fen(Bureau bureau, Scheme scheme)
    {
        var run = await desk.ComputeAsync(bureau, scheme);
        await EveryAmountAsync(bureau, run.RunId);
    }

    [Fact]
    public async Task Shares_that_no_decimal_can_hold_are_explained_to_the_fen_with_the_residual()
    {
        var lanzhou = AllocationDesk.Notice(Bureau.Lanzhou);
        var thirds = lanzhou.Funding.Splits.Select(split => split with
        {
            Shares = [.. split.Shares.Select(share => share is PartShare { Payers: Payers.City } part ? part with { Part = 1 } : (TierShare)((PartShare)share with { Part = 2 }))],
        });
        await desk.PublishAsync(Bureau.Lanzhou, lanzhou with { Funding = lanzhou.Funding with { Splits = [.. thirds] } });
        var run = await desk.ComputeAsync(Bureau.Lanzhou);
        var explained = await EveryAmountAsync(Bureau.Lanzhou, run.RunId);
        Assert.Contains(explained, explanation => explanation.Steps.Any(step => step.Kind == StepKind.CutToFen));
        await desk.PublishAsync(Bureau.Lanzhou, lanzhou);
    }

    [Fact]
    public async Task Every_step_but_plain_arithmetic_names_its_clause_and_the_tiers_that_were_not_applied_say_why()
    {
        var run = await desk.ComputeAsync(Bureau.Gansu);
        var explanation = await ExplainAsync(Bureau.Gansu, run.RunId, "620623", Payers.Province);
        Assert.Contains(explanation.Steps, step => step.Sources.Any(source => source is { DocumentNumber: "甘医保发〔2020〕66号", Clause: "附表" }));
        Assert.All(explanation.Steps.Where(step => step.Kind == StepKind.Given), step => Assert.NotEmpty(step.Sources));
        Assert.Equal(["第三档", "第二档"], explanation.NotApplied.Select(other => other.What).Order(StringComparer.Ordinal));
        Assert.All(explanation.NotApplied, other => Assert.True(other.Why.Length > 5 && other.Sources.Count > 0));
    }

    [Fact]
    public async Task An_amount_that_rests_on_an_assumption_says_so()
    {
        var run = await desk.ComputeAsync(Bureau.Henan, assumptions: [new Assumption { Gap = "henan-54-counties", Label = "名单外各县按60%", Members = [] }]);
        var explanation = await ExplainAsync(Bureau.Henan, run.RunId, "411722", Payers.Central);
        Assert.Equal(["名单外各县按60%"], explanation.Assumptions);
    }

    private async Task<IReadOnlyList<AmountExplanation>> EveryAmountAsync(Bureau bureau, long run)
    {
        var result = await desk.ResultAsync(bureau, run);
        var all = new List<AmountExplanation>();
        foreach (var line in result.Lines.Where(line => line.Computed is not null))
        {
            var amounts = line.Computed!.Cells.Select(cell => (cell.Payers, Amount: cell.Amount!.Value)).Append((Payers.Whole, line.Computed.Total!.Value)).Distinct();
            foreach (var (payers, amount) in amounts)
            {
                var explanation = await ExplainAsync(bureau, run, line.Region.Value, payers);
                var results = new Dictionary<string, Ratio>(StringComparer.Ordinal);
                Ratio last = default;
                foreach (var step in explanation.Steps)
                {
                    last = Evaluate(step, line.Persons!.Value);
                    results[step.Label] = last;
                    foreach (var operand in step.Operands.Where(operand => results.ContainsKey(operand.Name)))
                    {
                        Assert.Equal(results[operand.Name], Ratio.Of(operand.Value.ToText()));
                    }
                }

                Assert.Equal(new Ratio(amount.Fen, 100), last);
                Assert.Equal(amount, explanation.Amount);
                all.Add(explanation);
            }
        }

        Assert.NotEmpty(all);
        return all;
    }

    private async Task<AmountExplanation> ExplainAsync(Bureau bureau, long run, string region, Payers payers) =>
        AllocationDesk.Ok(await new ExplainAmountHandler(desk.Db).HandleAsync(Some.FinanceOfficer(bureau), new ExplainAmount(run, new(region), payers), default));

    private static Ratio Evaluate(Step step, long persons)
    {
        var v = step.Operands.Select(operand => Ratio.Of(operand.Value.ToText())).ToList();
        Assert.All(step.Operands.Where(operand => operand.Unit == "人"), operand => Assert.Equal(new Ratio(persons, 1), Ratio.Of(operand.Value.ToText())));
        return step.Kind switch
        {
            StepKind.Given => v[0],
            StepKind.Difference => v.Skip(1).Aggregate(v[0], (left, next) => left.Plus(next.Times(new Ratio(-1, 1)))),
            StepKind.Product => v.Aggregate(new Ratio(1, 1), (left, next) => left.Times(next)),
            StepKind.Sum => v.Aggregate(new Ratio(0, 1), (left, next) => left.Plus(next)),
            StepKind.Portion => v[0].Times(v[1]).Times(new Ratio(v[2].Bottom, v[2].Top)),
            StepKind.CutToFen => new Ratio(BigInteger.Divide(v[0].Top * 100, v[0].Bottom), 100),
            _ => throw new NotSupportedException($"{step.Kind}"),
        };
    }

    /// <summary>A quotient of whole numbers with no code in common with the rules' own.</summary>
    private readonly struct Ratio(BigInteger top, BigInteger bottom) : IEquatable<Ratio>
    {
        public BigInteger Top { get; } = top;

        public BigInteger Bottom { get; } = bottom;

        public static Ratio Of(string text)
        {
            if (text.Split('/') is [var over, var under])
            {
                return new Ratio(BigInteger.Parse(over, null), BigInteger.Parse(under, null));
            }

            var point = text.IndexOf('.', StringComparison.Ordinal);
            return new Ratio(BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), null), BigInteger.Pow(10, point < 0 ? 0 : text.Length - point - 1));
        }

        public Ratio Times(Ratio other) => new(Top * other.Top, Bottom * other.Bottom);

        public Ratio Plus(Ratio other) => new((Top * other.Bottom) + (other.Top * Bottom), Bottom * other.Bottom);

        public bool Equals(Ratio other) => Top * other.Bottom == other.Top * Bottom;

        public override bool Equals(object? obj) => obj is Ratio other && Equals(other);

        public override int GetHashCode() => 0;

        public override string ToString() => $"{Top}/{Bottom}";
    }
}
