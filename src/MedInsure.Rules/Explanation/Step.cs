using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Explanation;

/// <summary>The arithmetic of a step. Whoever holds the operands can repeat it; see <see cref="Step.Recompute"/>.</summary>
public enum StepKind
{
    /// <summary>The first operand, as a document gives it.</summary>
    Given,

    /// <summary>First operand minus all others.</summary>
    Difference,

    /// <summary>All operands multiplied.</summary>
    Product,

    /// <summary>All operands added.</summary>
    Sum,

    /// <summary>First operand × second ÷ third: the part 6 of 6 + 4 of a remainder.</summary>
    Portion,

    /// <summary>Base amount + rate × (total − total of the base year), in this order.</summary>
    Increase,

    /// <summary>The first operand, an amount in yuan, cut to whole fen.</summary>
    CutToFen,

    /// <summary>The first operand, an amount in yuan, rounded half up to whole fen.</summary>
    RoundToFen,
}

/// <param name="Unit">元/人, 元, 人, or empty for a rate or a part.</param>
public sealed record Operand(string Name, Fraction Value, string Unit);

/// <summary>One line of an explanation: what was computed, from what, and on which clauses it rests.</summary>
public sealed record Step(string Label, StepKind Kind, IReadOnlyList<Operand> Operands, Fraction Result, string Unit, IReadOnlyList<Source> Sources, string? Note = null)
{
    /// <summary>Makes a step whose result is computed from its operands and from nothing else.</summary>
    public static Step Of(string label, StepKind kind, IReadOnlyList<Operand> operands, string unit, IReadOnlyList<Source> sources, string? note = null) =>
        new(label, kind, operands, kind == StepKind.Given ? operands[0].Value : Recompute(kind, [.. operands.Select(operand => operand.Value)]), unit, sources, note);

    public static Fraction Recompute(StepKind kind, IReadOnlyList<Fraction> values) => kind switch
    {
        StepKind.Given => values[0],
        StepKind.Difference => values[0] - Fraction.Sum(values.Skip(1)),
        StepKind.Product => values.Aggregate(Fraction.One, (product, value) => product * value),
        StepKind.Sum => Fraction.Sum(values),
        StepKind.Portion => values[0] * values[1] / values[2],
        StepKind.Increase => values[0] + (values[1] * (values[2] - values[3])),
        StepKind.CutToFen => new Fraction((values[0] * 100L).Floor(), 100),
        StepKind.RoundToFen => values[0].RoundToFen().Yuan,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The formula in words and figures: "人均财政补助标准 550.00 元/人 − 中央 440.00 元/人".</summary>
    public string Formula()
    {
        var texts = Operands.Select(operand => $"{operand.Name} {Show(operand.Value, operand.Unit)}").ToList();
        return Kind switch
        {
            StepKind.Given => texts[0],
            StepKind.Difference => string.Join(" − ", texts),
            StepKind.Product => string.Join(" × ", texts),
            StepKind.Sum => string.Join(" + ", texts),
            StepKind.Portion => $"{texts[0]} × {texts[1]} ÷ {texts[2]}",
            StepKind.Increase => $"{texts[0]} + {texts[1]} ×（{texts[2]} − {texts[3]}）",
            StepKind.CutToFen => $"{texts[0]}，先舍去不足 1 分的部分",
            StepKind.RoundToFen => $"{texts[0]}，四舍五入到分",
            _ => string.Empty,
        };
    }

    /// <summary>A value with its unit: amounts with at least two decimals, persons and plain numbers as they are, thousands set apart.</summary>
    public static string Show(Fraction value, string unit) =>
        unit.StartsWith('元') ? $"{Grouped(value.ToYuanText())} {unit}" : $"{Grouped(value.ToText())} {unit}".TrimEnd();

    private static string Grouped(string digits)
    {
        var end = digits.IndexOfAny(['.', '/']) is var point && point < 0 ? digits.Length : point;
        for (var i = end - 3; i > (digits[0] == '-' ? 1 : 0) && !digits.Contains('/', StringComparison.Ordinal); i -= 3)
        {
            digits = digits.Insert(i, ",");
        }

        return digits;
    }
}

/// <summary>依据 of a value, complete enough to be shown alone.</summary>
/// <param name="Issuer">Code of the bureau whose policy cites it.</param>
/// <param name="DocumentNumber">发文字号; null for 内部口径 and 外部资料 without a document.</param>
public sealed record Source(CitationKind Kind, string Issuer, string? DocumentNumber, string? Clause, string Says)
{
    public override string ToString() => Kind switch
    {
        CitationKind.Notice => $"{DocumentNumber} {Clause}：{Says}",
        CitationKind.External => $"外部资料：{Says}",
        CitationKind.NoDocument => $"无文件依据：{Says}",
        _ => $"内部口径：{Says}",
    };
}

/// <summary>What was considered and did not apply, and why.</summary>
public sealed record NotApplied(string What, string Why, IReadOnlyList<Source> Sources);
