using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Constraints;

/// <summary>The answer has three values: what cannot be checked is neither kept nor broken.</summary>
public enum Verdict
{
    /// <summary>符合</summary>
    Compliant,

    /// <summary>不符合</summary>
    Violated,

    /// <summary>无法判定</summary>
    Undetermined,
}

/// <summary>What one upper level's bound says about one value.</summary>
/// <param name="Requirement">"不低于 100.00 元"; with a gap between two bounds both, each with its condition.</param>
/// <param name="Reason">Why the verdict is what it is, a Chinese sentence.</param>
/// <param name="Gaps">The gaps behind an undetermined verdict, if it is gaps.</param>
public sealed record BoundResult(
    string Issuer,
    string IssuerName,
    IReadOnlyList<string> BoundIds,
    BoundSubject Subject,
    Fraction Value,
    Verdict Verdict,
    Strength Strength,
    string Requirement,
    string Reason,
    IReadOnlyList<Source> Sources,
    IReadOnlyList<string> Gaps);
