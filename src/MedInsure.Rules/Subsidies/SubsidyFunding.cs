using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Subsidies;

/// <summary>What one agency bears of a subsidy.</summary>
/// <param name="Exact">Before rounding, yuan.</param>
/// <param name="Amount">In whole fen; the parts add up to the subsidy.</param>
public sealed record FundedPart(string Name, Fraction Exact, Money Amount);

/// <param name="Problem">Why it cannot be divided, as a Chinese sentence.</param>
public sealed record FundedSubsidy(IReadOnlyList<FundedPart> Parts, string? Problem = null);

/// <summary>
/// Divides a subsidy among the agencies that fund it: amounts first, then rates of the whole, and what is left to the one that names neither. Fen go
/// by the largest remainder, on a tie in the order of the rule (内部口径).
/// </summary>
public static class SubsidyFunding
{
    /// <param name="yuan">The subsidy of one person, as <see cref="SubsidyStandards"/> finds it.</param>
    public static FundedSubsidy Of(SubsidyRule rule, Fraction yuan)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var open = rule.Funders.Count(funder => funder is { Rate: null, Yuan: null });
        if (rule.Funders.Count == 0)
        {
            return new FundedSubsidy([], "没有规定资金来源，请在政策中登记。");
        }

        if (open > 1)
        {
            return new FundedSubsidy([], "没有规定各资金来源分别承担多少，请在政策中登记。");
        }

        var named = rule.Funders.Select(funder => (Fraction)(funder.Yuan ?? 0) + (yuan * (funder.Rate ?? 0))).ToList();
        var left = yuan - Fraction.Sum(named);
        if (left.IsNegative || (open == 0 && left != Fraction.Zero))
        {
            return new FundedSubsidy([], $"各资金来源合计 {Fraction.Sum(named).ToYuanText()} 元，与资助金额 {yuan.ToYuanText()} 元不符，请核对政策。");
        }

        var exact = rule.Funders.Select((funder, i) => funder is { Rate: null, Yuan: null } ? left : named[i]).ToList();
        return new FundedSubsidy([.. Apportionment.LargestRemainder(exact).Select((part, i) => new FundedPart(rule.Funders[i].Name, part.Exact, part.Amount))]);
    }
}
