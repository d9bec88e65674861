using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <param name="Rows">Rows with content.</param>
/// <param name="WrongRows">Row numbers that were copied as sound and turned out wrong when the whole file was known: to be taken out of the staging again.</param>
/// <param name="Faults">By row; the first ones only where there are very many.</param>
/// <param name="Place">Where the explanations go in the person's own file.</param>
internal sealed record RosterBulkRead(
    int Rows, int Sound, IReadOnlyCollection<int> WrongRows, IReadOnlyList<RosterFault> Faults, int FaultCount, RosterVerdict Verdict, IReadOnlyList<string> Notes, ExplanationPlace Place);
