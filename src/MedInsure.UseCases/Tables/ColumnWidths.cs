namespace MedInsure.UseCases.Tables;

/// <summary>Widths of the columns, in digits, from what the cells show: a figure is never cut off to ####.</summary>
internal static class ColumnWidths
{
    private const int Least = 6;
    private const int WidestText = 42;
    private const int WidestHeading = 14;

    public static IReadOnlyList<double> Of(OfficialTable table)
    {
        var columns = table.Header.Columns;
        var widths = columns.Select(c => (double)Math.Max(Least, Math.Min(WidestHeading, TextWidth.Of(c.Text)) + 2)).ToArray();
        foreach (var row in table.Rows)
        {
            var column = 0;
            foreach (var cell in row.Cells)
            {
                if (cell.Span == 1)
                {
                    var text = TextWidth.Of(CellText.Display(cell, table.Unit)) + 3;
                    widths[column] = Math.Max(widths[column], CellText.IsFigure(cell) ? text : Math.Min(WidestText, text));
                }

                column += cell.Span;
            }
        }

        return widths;
    }
}
