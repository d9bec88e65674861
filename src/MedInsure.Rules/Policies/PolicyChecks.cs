using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies.Checks;
using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies;

/// <summary>
/// What a policy must fulfil beyond its format before it may be published: every value has a source that can carry it, every name leads somewhere,
/// every number is possible, and no region is named twice for one thing. What only the regions of a date can tell (a county in no tier at all)
/// shows itself in the split. Whether the values keep the bounds of the levels above is a question for the constraints.
/// </summary>
public static class PolicyChecks
{
    private static readonly IReadOnlyList<(FindingKind Kind, Action<CheckScope> Run)> Each =
    [
        (FindingKind.Shape, IdentityCheck.Run),
        (FindingKind.Shape, CitationCheck.Run),
        (FindingKind.Reference, ReferenceCheck.Run),
        (FindingKind.Shape, CategoryCheck.Run),
        (FindingKind.Shape, GroupCheck.Run),
        (FindingKind.Number, StandardCheck.Run),
        (FindingKind.Number, ShareCheck.Run),
        (FindingKind.UpperTable, BucketCheck.Run),
        (FindingKind.Shape, BoundShapeCheck.Run),
        (FindingKind.Number, SubsidyCheck.Run),
        (FindingKind.Number, TimeCheck.Run),
        (FindingKind.Number, BenefitCheck.Run),
        (FindingKind.ValidityOverlap, OverlapCheck.Run),
    ];

    /// <summary>All findings, with JSON paths; an empty list means that the content is acceptable.</summary>
    /// <param name="ancestors">The policies above it, national first, its parent last.</param>
    public static IReadOnlyList<FieldError> Check(PolicyContent content, IReadOnlyList<PolicyContent> ancestors)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(ancestors);
        var scope = new CheckScope(content, ancestors);
        Run(scope);
        return [.. scope.Findings.Select(finding => finding.Error)];
    }

    internal static void Run(CheckScope scope)
    {
        foreach (var (kind, check) in Each)
        {
            scope.Kind = kind;
            check(scope);
        }
    }
}
