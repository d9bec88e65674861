using System.Text;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>The headings of a roster that is read as bytes, and how its lines are parted.</summary>
/// <param name="Row">The row of the headings.</param>
/// <param name="Columns">Where each of <see cref="RosterColumns.All"/> stands; -1 where it is missing.</param>
/// <param name="MostSeparators">In any line up to there.</param>
internal sealed record RosterHead(HeaderPlace Place, SheetRow Row, int[] Columns, char Separator, bool HasMark, int MostSeparators)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="workbook">Null for a csv.</param>
    /// <returns>Null where a line stands before the headings that is read the ordinary way.</returns>
    /// <exception cref="DecoderFallbackException">A line is not UTF-8.</exception>
    public static Result<RosterHead>? Find(IRosterLines lines, SheetStream? workbook, RosterOrder order)
    {
        var (separator, hasMark, most) = (WorkbookLines.Separator, false, 0);
        var first = new List<SheetRow>();
        while (first.Count < SheetHeader.SearchedRows && lines.Read(out var line))
        {
            var text = workbook is null ? Strict.GetString(line).TrimStart('\uFEFF') : Strict.GetString(line);
            if (lines.Number == 1 && workbook is null)
            {
                hasMark = line.StartsWith(Encoding.UTF8.Preamble);
                separator = ",\t;".MaxBy(sign => text.Count(letter => letter == sign));
            }

            var row = new SheetRow(lines.Number, [.. text.Split(separator).Select(field => new SheetCell(workbook is null ? CsvText.Restored(field) : field, false))]);
            if (row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell.Text)))
            {
                first.Add(row);
            }

            most = Math.Max(most, text.Count(letter => letter == separator));
        }

        if (lines.IsBroken)
        {
            return null;
        }

        if (first.FirstOrDefault() is { } top && order.Foreign(workbook is null ? TemplateStamps.OfCsvLine(top[0].Text) : workbook.Stamp) is { } foreign)
        {
            return foreign;
        }

        var found = SheetHeader.PlaceOf(first, [.. RosterColumns.All.Select(one => new ExpectedColumn(one.Name, RosterColumns.IsRequired(one.Column, order.Frame), one.Aliases))]);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        int[] columns = [.. RosterColumns.All.Select(one => found.Value.Columns.TryGetValue(one.Name, out var column) ? column : -1)];
        return new RosterHead(found.Value, first.First(row => row.Number == found.Value.Row), columns, separator, hasMark, most);
    }
}
