using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>The file of a roster that was read whole and checked by the policy and the regions as they stand.</summary>
/// <param name="Reading">Rows, faults, counts and whether the file is taken.</param>
/// <param name="Notes">About the file as a whole: columns and sheets that were not read, formulas.</param>
public sealed record RosterRead(ExplanationPlace Place, RosterReading Reading, IReadOnlyList<string> Notes)
{
    /// <summary>How the file was read.</summary>
    public string Encoding => Place.Csv switch { null => "xlsx", { Encoding: CsvEncoding.Utf8 } => "UTF-8", _ => "GB18030" };

    /// <summary>The person's own file with 错误说明 on every wrong row; nothing else of it changes.</summary>
    /// <param name="file">The one that was read.</param>
    /// <exception cref="InvalidOperationException">Not all faults were kept, so some wrong row would look sound.</exception>
    public Result<byte[]> Explained(UploadedFile file) => Reading.Faults.Count == Reading.FaultCount
        ? ErrorWriteBack.Write(file, Place, [.. MessagesOf(Reading.Faults)])
        : throw new InvalidOperationException("The annotated file needs every fault: read with KeptFaults = int.MaxValue.");

    internal static IEnumerable<RowMessage> MessagesOf(IEnumerable<RosterFault> faults) => faults.Select(fault => new RowMessage(fault.RowNumber, RosterColumns.NameOf(fault.Column), fault.Sentence));
}
