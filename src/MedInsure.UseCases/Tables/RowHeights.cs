namespace MedInsure.UseCases.Tables;

/// <summary>Heights of the rows, in points. Spreadsheet programs do not fit the height of merged cells themselves.</summary>
internal static class RowHeights
{
    private const double Line = 17;

    /// <summary>Excel's limit is 409.5.</summary>
    private const double Tallest = 400;

    public static double Of(IReadOnlyList<PlacedCell> row, IReadOnlyList<double> widths, MoneyUnit unit) =>
        Math.Min(Tallest, row.Select(cell => Of(cell, widths, unit)).DefaultIfEmpty(Line + 3).Max());

    /// <summary>The height that shows all texts of a row without merged cells.</summary>
    public static double Of(IReadOnlyList<string> texts, IReadOnlyList<int> widths) =>
        Math.Min(Tallest, texts.Zip(widths, (text, width) => Math.Ceiling(TextWidth.Of(text) / Math.Max(1.0, width - 2))).Append(1).Max() * Line + 5);

    private static double Of(PlacedCell cell, IReadOnlyList<double> widths, MoneyUnit unit)
    {
        if (cell.Role == CellRole.Title)
        {
            return 30;
        }

        var room = Math.Max(1, widths.Skip(cell.Column).Take(cell.ColumnSpan).Sum() - 1);
        var lines = CellText.IsFigure(cell.Cell) ? 1 : Math.Max(1, Math.Ceiling(TextWidth.Of(CellText.Display(cell.Cell, unit)) / room));
        return lines * Line / cell.RowSpan + 3;
    }
}
