namespace MedInsure.Web.PolicyDrafts;

/// <summary>What a person wrote to a finding.</summary>
/// <param name="Text">Null takes the words back.</param>
/// <param name="All">It answers every open finding of the same kind and weight.</param>
public sealed record PolicyNoteText(string? Text, bool All);
