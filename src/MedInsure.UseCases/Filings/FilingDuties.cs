using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Filings;

/// <summary>须备案: what the documents of the levels above want filed.</summary>
/// <param name="Recipients">The offices that the notice names.</param>
public sealed record FilingAsked(string What, IReadOnlyList<string> Recipients, IReadOnlyList<Source> Sources);

internal static class FilingDuties
{
    public static IReadOnlyList<FilingAsked> Of(IEnumerable<IssuedPolicy> above) =>
        [.. above.SelectMany(issued => issued.Content.MustFile.Select(duty => new FilingAsked(duty.What, duty.Recipients, issued.SourcesOf(duty.Cite))))];

    /// <summary>Where a letter goes: the offices that the notices name, or else the bureau above.</summary>
    public static IReadOnlyList<string> Recipients(IEnumerable<IssuedPolicy> above, string parent)
    {
        var named = Of(above).SelectMany(duty => duty.Recipients).Distinct(StringComparer.Ordinal).ToList();
        return named.Count > 0 ? named : [parent];
    }
}
