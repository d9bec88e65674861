using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;

namespace MedInsure.UseCases.Rosters;

/// <summary>Words that a person gives for an act on other people: they stand in the clear, in the audit trail as well, so no number of an identity card may.</summary>
internal static class FreeText
{
    /// <returns>Why the words are not taken; null when they are.</returns>
    public static Refused? Refusal(string? words) =>
        words is not null && IdentityNumber.StandsIn(words) ? new Refused("理由、依据等文字中不要写身份证号码等长号码，请改写后再办。") : null;
}
