using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Carries a refusal out of nested reading; never leaves this folder.</summary>
internal sealed class SheetRefusedException(Refused refusal) : Exception(refusal.Sentence)
{
    public Refused Refusal { get; } = refusal;
}
