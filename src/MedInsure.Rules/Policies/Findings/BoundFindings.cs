using MedInsure.Rules.Constraints;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>Every amount that is effective under the draft against every bound of the chain; ceilings look at last year.</summary>
internal static class BoundFindings
{
    public static void Run(FoundList found, EffectivePolicy policy, IReadOnlyList<ComplianceLine> lines)
    {
        var ceilings = policy.Chain.SelectMany(issued => issued.Content.Bounds).Where(bound => bound.Limit is NotAbovePreviousLimit).Select(bound => bound.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            foreach (var result in line.Results.Where(result => result.Verdict != Verdict.Compliant))
            {
                var weight = result.Verdict == Verdict.Undetermined ? FindingWeight.Undetermined : result.Strength == Strength.Hard ? FindingWeight.Hard : FindingWeight.Soft;
                found.Add(
                    result.BoundIds.All(ceilings.Contains) ? FindingKind.Ceiling : FindingKind.Bound,
                    weight,
                    line.SetAt ?? PartOf(line),
                    Sentence(found, policy, line, result, weight),
                    result.Sources,
                    $"{line.Category ?? line.Subject.ToString()}:{string.Join('+', result.BoundIds.Order(StringComparer.Ordinal))}:{line.Value.ToText()}");
            }
        }
    }

    /// <summary>The gap is named, so that the person finds who looks for it until when.</summary>
    private static string Registered(EffectivePolicy policy, BoundResult result) =>
        result.Gaps.Count == 0 ? string.Empty : $"已登记的依据待补：{string.Join("、", result.Gaps.Select(gap => policy.FindGap(gap)?.What ?? gap))}。";

    private static string PartOf(ComplianceLine line) => line.Subject switch
    {
        BoundSubject.FiscalSubsidy => "$.fiscalSubsidy",
        BoundSubject.Contribution => "$.contribution",
        BoundSubject.CriticalIllness => "$.criticalIllness",
        _ => "$.subsidies",
    };

    private static string Sentence(FoundList found, EffectivePolicy policy, ComplianceLine line, BoundResult result, FindingWeight weight)
    {
        var (value, where) = ($"{line.What} {line.Value.ToYuanText()} 元", found.NamesOf(line.Regions));
        return weight switch
        {
            FindingWeight.Hard => $"{value}不符合{result.IssuerName}的规定“{result.Requirement}”（{where}），请改到规定的范围之内。",
            FindingWeight.Soft => $"{value}不符合{result.IssuerName}的原则性规定“{result.Requirement}”（{where}），请改正，或写明理由。",
            _ => $"{value}是否符合{result.IssuerName}的规定“{result.Requirement}”无法判定（{where}）：{result.Reason.TrimEnd('。')}。{Registered(policy, result)}请补齐后再核对，或由本人确认已知悉。",
        };
    }
}
