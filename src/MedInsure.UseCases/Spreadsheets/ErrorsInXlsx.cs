using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Writes the explanations into the original package; only the sheet that was read and the style sheet change.</summary>
internal static class ErrorsInXlsx
{
    private const double ColumnWidth = 60;

    public static byte[] Write(byte[] content, string sheetName, int headerRow, int column, IReadOnlyDictionary<int, string> texts)
    {
        using var file = new MemoryStream();
        file.Write(content);
        using (var document = SpreadsheetDocument.Open(file, isEditable: true))
        {
            var workbook = document.WorkbookPart ?? throw new InvalidDataException("The package has no workbook.");
            var (sheet, data) = SheetOf(workbook, sheetName);
            var style = ErrorStyle.AddTo(workbook);
            foreach (var (number, row) in Numbered(data))
            {
                var text = number == headerRow ? SheetHeader.ErrorColumn : number > headerRow ? texts.GetValueOrDefault(number) : null;
                Put(row, number, column, text, style, clearOthers: number > headerRow);
            }

            sheet.RemoveAllChildren<SheetDimension>();
            Widen(sheet, data, column);
            sheet.Save();
        }

        return file.ToArray();
    }

    private static (Worksheet Sheet, SheetData Data) SheetOf(WorkbookPart workbook, string name)
    {
        var listed = workbook.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First(s => s.Name?.Value == name);
        return listed.Id?.Value is { } id && workbook.GetPartById(id) is WorksheetPart { Worksheet: { } sheet } && sheet.GetFirstChild<SheetData>() is { } data
            ? (sheet, data)
            : throw new InvalidDataException("The sheet that was read is no ordinary worksheet of the package.");
    }

    /// <summary>Rows with their numbers; a row that does not say its number follows the one before.</summary>
    private static List<(int Number, Row Row)> Numbered(SheetData data)
    {
        var rows = new List<(int, Row)>();
        var number = 0;
        foreach (var row in data.Elements<Row>())
        {
            number = row.RowIndex is { } said ? (int)said.Value : number + 1;
            rows.Add((number, row));
        }

        return rows;
    }

    private static void Put(Row row, int number, int column, string? text, uint style, bool clearOthers)
    {
        var position = -1;
        Cell? after = null;
        foreach (var cell in row.Elements<Cell>())
        {
            position = cell.CellReference?.Value is { } reference ? Column(reference) : position + 1;
            if (position >= column)
            {
                after = cell;
                break;
            }
        }

        if (after is not null && position == column)
        {
            if (text is not null || clearOthers)
            {
                SheetXml.SetText(after, text ?? "");
                after.StyleIndex = text is null ? after.StyleIndex : style;
            }
        }
        else if (text is not null)
        {
            row.InsertBefore(SheetXml.TextCell(number, column, text, style), after);
        }
    }

    private static int Column(string reference) => reference.TakeWhile(char.IsAsciiLetter).Aggregate(0, (sum, c) => sum * 26 + (char.ToUpperInvariant(c) - 'A' + 1)) - 1;

    /// <summary>Leaves the widths alone where the file already says something about that column.</summary>
    private static void Widen(Worksheet sheet, SheetData data, int column)
    {
        var number = (uint)column + 1;
        var columns = sheet.GetFirstChild<Columns>();
        if (columns is null)
        {
            columns = new Columns();
            sheet.InsertBefore(columns, data);
        }

        var all = columns.Elements<Column>().ToList();
        if (!all.Any(c => c.Min?.Value <= number && number <= c.Max?.Value))
        {
            columns.InsertBefore(new Column { Min = number, Max = number, Width = ColumnWidth, CustomWidth = true }, all.FirstOrDefault(c => c.Min?.Value > number));
        }
    }
}
