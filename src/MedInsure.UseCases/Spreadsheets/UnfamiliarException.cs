namespace MedInsure.UseCases.Spreadsheets;

/// <summary>The fast reading met something that it does not know for certain; the ordinary reading decides. Never leaves this folder.</summary>
internal sealed class UnfamiliarException() : Exception("Not of the kind that is read as bytes.");
