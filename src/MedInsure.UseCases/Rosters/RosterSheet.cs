using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>From the bytes of a roster to its checked rows, one row at a time. No database: preview, commit and the annotated file read the same way.</summary>
internal sealed class RosterSheet
{
    private readonly RosterFrame frame;
    private readonly SheetStream sheet;
    private readonly RosterRowCheck check;
    private readonly RosterFile file;
    private readonly FormulaNotes formulas = new();
    private readonly string[] texts = new string[RosterColumns.All.Count];
    private int lastColumn;

    private RosterSheet(SheetStream sheet, RosterFrame frame, int keptFaults) =>
        (this.sheet, this.frame, check, file) = (sheet, frame, new RosterRowCheck(frame), new RosterFile(frame.Kind, keptFaults));

    public static Result<RosterRead> Read(UploadedFile file, RosterOrder order, int keptFaults, Action<int>? progress, CancellationToken ct) =>
        UploadedSheet.Read<RosterRead>(file, RosterLimits.Sheet, sheet => order.Foreign(sheet.Stamp) is { } foreign ? foreign : new RosterSheet(sheet, order.Frame, keptFaults).Read(progress, ct));

    private Result<RosterRead> Read(Action<int>? progress, CancellationToken ct)
    {
        using var rows = sheet.Rows.GetEnumerator();
        var first = new List<SheetRow>();
        while (first.Count < SheetHeader.SearchedRows && rows.MoveNext())
        {
            first.Add(rows.Current);
        }

        var found = SheetHeader.PlaceOf(first, [.. RosterColumns.All.Select(one => new ExpectedColumn(one.Name, RosterColumns.IsRequired(one.Column, frame), one.Aliases))]);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var place = found.Value;
        var header = first.First(row => row.Number == place.Row);
        var columns = RosterColumns.All.Select(one => place.Columns.TryGetValue(one.Name, out var column) ? column : -1).ToArray();
        foreach (var row in first)
        {
            Take(row, header, columns);
        }

        for (var n = 0; rows.MoveNext(); n++)
        {
            if (n % 1_024 == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress?.Invoke(n);
            }

            Take(rows.Current, header, columns);
        }

        return new RosterRead(new ExplanationPlace(sheet.Name, sheet.Csv, place.Row, place.ErrorColumn ?? lastColumn + 1), file.Close(), [.. sheet.Notes, .. place.Notes, .. formulas.Sentences]);
    }

    private void Take(SheetRow row, SheetRow header, int[] columns)
    {
        lastColumn = Math.Max(lastColumn, row.LastColumn);
        if (row.Number <= header.Number)
        {
            return;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            var cell = columns[i] < 0 ? SheetCell.Blank : row[columns[i]];
            texts[i] = cell is not { IsFormula: true, Text.Length: 0 } ? cell.Text : i == (int)RosterColumn.Serial ? "" : RosterRowCheck.NoResult;
        }

        // Long lists repeat their header on every page.
        if (RosterRowCheck.IsBlank(texts) || (Repeats(RosterColumn.Name) && Repeats(RosterColumn.Number)))
        {
            return;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] >= 0 && i is not ((int)RosterColumn.Serial or (int)RosterColumn.Remark) && row[columns[i]] is { IsFormula: true, Text.Length: > 0 })
            {
                formulas.Add((RosterColumn)i, row.Number);
            }
        }

        file.Add(check.Read(row.Number, texts));

        bool Repeats(RosterColumn column) => texts[(int)column] == header[columns[(int)column]].Text;
    }

    /// <summary>One sentence a column, however many rows: a formula is read by the result that was stored with it.</summary>
    private sealed class FormulaNotes
    {
        private readonly SortedDictionary<RosterColumn, (int FirstRow, int Count)> found = [];

        public IEnumerable<string> Sentences => found.Select(one => $"“{RosterColumns.NameOf(one.Key)}”列有 {one.Value.Count} 个单元格是公式（从第 {one.Value.FirstRow} 行起），按文件保存时的结果读取，请核对。");

        public void Add(RosterColumn column, int row) => found[column] = found.TryGetValue(column, out var seen) ? (seen.FirstRow, seen.Count + 1) : (row, 1);
    }
}
