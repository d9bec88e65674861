namespace MedInsure.UseCases.Tables;

/// <summary>The part that a body row plays.</summary>
public enum RowKind
{
    Line,
    Subtotal,
    Total,

    /// <summary>尾差: the fen that rounding moved, shown for information and contained in the amounts above.</summary>
    Residual,

    /// <summary>Words across the whole table.</summary>
    Note,
}

/// <summary>One body row; its cells' spans add up to the number of columns.</summary>
public sealed record TableRow(RowKind Kind, IReadOnlyList<TableCell> Cells)
{
    /// <summary>A row of words across <paramref name="columns"/> columns.</summary>
    public static TableRow Note(string text, int columns) => new(RowKind.Note, [new TextCell(text) { Span = columns }]);
}
