using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>Where in the editor a finding is shown, and where its link leads.</summary>
public static class FindingPlace
{
    public static string Of(PolicyFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return (finding.Kind, finding.JsonPath) switch
        {
            // What is missing has no place yet: it is shown where it would be typed.
            (FindingKind.SplitMissing or FindingKind.SplitTwice, "$.funding") => CountySplits.List,
            _ => Of(finding.JsonPath),
        };
    }

    /// <summary>The same place, or its first part that stands on a screen, where the place itself is only the head of several parts.</summary>
    public static string Of(string path) =>
        path == DraftPath.Root || PolicyForm.Sections.Any(section => section.Places.Any(place => DraftPath.IsAtOrBelow(path, place))) ? path
        : PolicyForm.Sections.SelectMany(section => section.Places).FirstOrDefault(place => DraftPath.IsAtOrBelow(place, path)) ?? path;
}
