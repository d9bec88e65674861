namespace MedInsure.Web.Payments;

/// <summary>What an upload came to.</summary>
/// <param name="Batch">Null when the file was refused.</param>
/// <param name="IsNew">False when the very same file is there already.</param>
public sealed record FileAnswer(long? Batch, bool IsNew, string? Sentence);
