using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>Finds cells of an official table by what a person would look for.</summary>
internal static class TableReading
{
    /// <summary>The row of a county, or the subtotal or total with that label.</summary>
    public static TableRow RowOf(this OfficialTable table, string name) =>
        table.Rows.Single(row => row.Kind != RowKind.Note && row.Cells.OfType<TextCell>().Any(cell => cell.Text == name));

    /// <summary>The rows of possibilities right below a county's own.</summary>
    public static IReadOnlyList<TableRow> PossibleRowsOf(this OfficialTable table, string name) =>
        [.. table.Rows.SkipWhile(row => row != table.RowOf(name)).Skip(1).TakeWhile(row => row.Kind == RowKind.Note)];

    public static TableCell In(this TableRow row, OfficialTable table, string column)
    {
        var at = table.Header.Columns.Select(c => c.Key).ToList().IndexOf(column);
        Assert.True(at >= 0, $"No column {column}.");
        foreach (var cell in row.Cells)
        {
            if (at < cell.Span)
            {
                return cell;
            }

            at -= cell.Span;
        }

        throw new InvalidOperationException("The row is shorter than the header.");
    }

    public static string Text(this OfficialTable table, string name, string column) => CellText.Display(table.RowOf(name).In(table, column), table.Unit);
}
