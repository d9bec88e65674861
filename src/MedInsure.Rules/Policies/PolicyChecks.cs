using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies.Checks;

namespace MedInsure.Rules.Policies;

/// <summary>
/// What a policy must fulfil beyond its format before it may be published: every value has a source that can carry it, every name leads somewhere,
/// every number is possible, and no region is named twice for one thing. What only the regions of a date can tell (a county in no tier at all)
/// shows itself in the split. Whether the values keep the bounds of the levels above is a question for the constraints.
/// </summary>
public static class PolicyChecks
{
    /// <summary>All findings, with JSON paths; an empty list means that the content is acceptable.</summary>
    /// <param name="ancestors">The policies above it, national first, its parent last.</param>
    public static IReadOnlyList<FieldError> Check(PolicyContent content, IReadOnlyList<PolicyContent> ancestors)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(ancestors);
        var scope = new CheckScope(content, ancestors);
        IdentityCheck.Run(scope);
        CitationCheck.Run(scope);
        ReferenceCheck.Run(scope);
        CategoryCheck.Run(scope);
        GroupCheck.Run(scope);
        StandardCheck.Run(scope);
        ShareCheck.Run(scope);
        BucketCheck.Run(scope);
        BoundShapeCheck.Run(scope);
        SubsidyCheck.Run(scope);
        TimeCheck.Run(scope);
        BenefitCheck.Run(scope);
        OverlapCheck.Run(scope);
        return scope.Findings;
    }
}
