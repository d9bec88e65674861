namespace MedInsure.UseCases.Tables;

/// <summary>What a placed cell is for; decides its style.</summary>
public enum CellRole
{
    Title,
    Subtitle,
    ReportingUnit,
    Unit,
    Heading,
    Body,
    Words,
    Note,
    Signature,
    Run,
}

/// <summary>A cell in its place on the sheet; row and column count from 0, the title being row 0.</summary>
public sealed record PlacedCell(CellRole Role, int Row, int Column, int RowSpan, int ColumnSpan, TableCell Cell, RowKind? RowKind = null)
{
    /// <summary>Set for body cells: what their column holds.</summary>
    public ColumnKind? ColumnKind { get; init; }
}

/// <summary>
/// The whole table as rows of a sheet, from the title down to the run line. The xlsx and the csv are both written from it; a merge exists exactly where a span is above 1.
/// </summary>
public sealed class TableLayout
{
    private readonly List<IReadOnlyList<PlacedCell>> rows = [];

    public TableLayout(OfficialTable table)
    {
        var width = table.Header.Columns.Count;
        AddWide(CellRole.Title, table.Title, width);
        if (table.Subtitle.Length > 0)
        {
            AddWide(CellRole.Subtitle, table.Subtitle, width);
        }

        var unitWidth = Math.Max(1, width / 3);
        rows.Add([Place(CellRole.ReportingUnit, 0, width - unitWidth, table.ReportingLine), Place(CellRole.Unit, width - unitWidth, unitWidth, table.UnitLine)]);
        HeaderFirstRow = rows.Count;
        foreach (var line in table.Header.Rows)
        {
            var row = rows.Count;
            rows.Add([.. line.Select(c => new PlacedCell(CellRole.Heading, row, c.ColumnIndex, c.RowSpan, c.ColumnSpan, new TextCell(c.Text)))]);
        }

        BodyFirstRow = rows.Count;
        foreach (var row in table.Rows)
        {
            AddBody(row, table.Header.Columns);
        }

        BodyEndRow = rows.Count;
        if (table.WordsLine is { } words)
        {
            AddWide(CellRole.Words, words, width);
        }

        var notes = table.AllNotes;
        for (var i = 0; i < notes.Count; i++)
        {
            AddWide(CellRole.Note, (i == 0 ? "注：" : "　　") + (notes.Count > 1 ? $"{i + 1}．" : "") + notes[i], width);
        }

        AddSignatures(table.Signatures.Parts, width);
        if (table.Run is { } run)
        {
            AddWide(CellRole.Run, run.Line, width);
        }
    }

    /// <summary>The cells that begin in each row, from left to right.</summary>
    public IReadOnlyList<IReadOnlyList<PlacedCell>> Rows => rows;

    public int HeaderFirstRow { get; }

    public int BodyFirstRow { get; }

    /// <summary>The row after the last body row.</summary>
    public int BodyEndRow { get; }

    private PlacedCell Place(CellRole role, int column, int span, string text) => new(role, rows.Count, column, 1, span, new TextCell(text));

    private void AddWide(CellRole role, string text, int width) => rows.Add([Place(role, 0, width, text)]);

    private void AddBody(TableRow row, IReadOnlyList<Column> columns)
    {
        var cells = new List<PlacedCell>();
        var column = 0;
        foreach (var cell in row.Cells)
        {
            cells.Add(new PlacedCell(CellRole.Body, rows.Count, column, 1, cell.Span, cell, row.Kind) { ColumnKind = columns[column].Kind });
            column += cell.Span;
        }

        rows.Add(cells);
    }

    private void AddSignatures(IReadOnlyList<string> parts, int width)
    {
        if (width < parts.Count)
        {
            AddWide(CellRole.Signature, string.Join("　　", parts), width);
            return;
        }

        int Start(int part) => part * width / parts.Count;
        rows.Add([.. parts.Select((p, i) => Place(CellRole.Signature, Start(i), Start(i + 1) - Start(i), p))]);
    }
}
