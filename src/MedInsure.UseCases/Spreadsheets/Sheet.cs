namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What kind of file a sheet came from.</summary>
public enum SheetFormat
{
    Xlsx,

    /// <summary>Excel 97 to 2003.</summary>
    Xls,
    Csv,
}

/// <summary>A cell as text: numbers in plain decimal digits, dates as 2020-08-14. Of a formula only the value that was stored with it is taken.</summary>
public readonly record struct SheetCell(string Text, bool IsFormula)
{
    public static SheetCell Blank { get; } = new("", false);
}

/// <summary>A row with content. The number is the one that the spreadsheet program shows, counted from 1.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells)
{
    /// <summary>The cell of a column counted from 0; blank beyond the last.</summary>
    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : SheetCell.Blank;

    /// <summary>The last one with content, counted from 0; -1 where there is none.</summary>
    internal int LastColumn
    {
        get
        {
            var last = Cells.Count - 1;
            while (last >= 0 && Cells[last] is { Text.Length: 0, IsFormula: false })
            {
                last--;
            }

            return last;
        }
    }
}

/// <summary>The content of an uploaded spreadsheet: its first visible sheet, without blank rows.</summary>
public sealed record Sheet(SheetFormat Format, string Name, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>What was left out, in sentences for the person who uploaded.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the file says about the template that it was made from; null where it says nothing.</summary>
    public TemplateStamp? Stamp { get; init; }

    /// <summary>Set for csv only: the encoding and separator in which it came, and goes back.</summary>
    public CsvShape? Csv { get; init; }
}

/// <summary>How a csv file is written.</summary>
public sealed record CsvShape(CsvEncoding Encoding, bool HasMark, char Separator);

/// <summary>
/// The same, with rows that are read while they are asked for: only one of them stands in memory. Asked for again they come from the beginning. A file that turns out wrong on the way ends the reading
/// with its refusal, which <see cref="UploadedSheet.Read{T}"/> gives back.
/// </summary>
public sealed record SheetStream(SheetFormat Format, string Name, IEnumerable<SheetRow> Rows)
{
    public IReadOnlyList<string> Notes { get; init; } = [];

    public TemplateStamp? Stamp { get; init; }

    public CsvShape? Csv { get; init; }
}
