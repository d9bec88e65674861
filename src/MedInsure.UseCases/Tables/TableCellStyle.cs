using DocumentFormat.OpenXml.Spreadsheet;

namespace MedInsure.UseCases.Tables;

/// <summary>Which style a placed cell takes in the xlsx.</summary>
internal static class TableCellStyle
{
    public static XlsxStyle Of(PlacedCell placed, MoneyUnit unit) => placed.Role switch
    {
        CellRole.Title => new(XlsxFont.Title, XlsxFill.None, false, HorizontalAlignmentValues.Center),
        CellRole.Subtitle => new(XlsxFont.Plain, XlsxFill.None, false, HorizontalAlignmentValues.Center),
        CellRole.ReportingUnit or CellRole.Words or CellRole.Note or CellRole.Signature => new(XlsxFont.Plain, XlsxFill.None, false, HorizontalAlignmentValues.Left),
        CellRole.Unit => new(XlsxFont.Plain, XlsxFill.None, false, HorizontalAlignmentValues.Right),
        CellRole.Run => new(XlsxFont.Small, XlsxFill.None, false, HorizontalAlignmentValues.Left),
        CellRole.Heading => new(XlsxFont.Bold, XlsxFill.Heading, true, HorizontalAlignmentValues.Center),
        CellRole.Body => Body(placed, unit),
        _ => throw new ArgumentOutOfRangeException(nameof(placed), placed.Role, "Unknown role."),
    };

    private static XlsxStyle Body(PlacedCell placed, MoneyUnit unit)
    {
        var (font, fill) = placed.RowKind switch
        {
            RowKind.Subtotal => (XlsxFont.Bold, XlsxFill.Subtotal),
            RowKind.Total => (XlsxFont.Bold, XlsxFill.Total),
            RowKind.Residual or RowKind.Note => (XlsxFont.Small, XlsxFill.None),
            _ => (XlsxFont.Plain, XlsxFill.None),
        };
        font = placed.Cell is TextCell { IsStruck: true } ? XlsxFont.Struck : font;
        var state = placed.Cell is StateCell;
        var align = placed is { ColumnKind: ColumnKind.Serial, RowKind: not RowKind.Note } ? HorizontalAlignmentValues.Center
            : CellText.IsFigure(placed.Cell) ? HorizontalAlignmentValues.Right
            : state || placed.ColumnSpan > 1 && placed.RowKind != RowKind.Note ? HorizontalAlignmentValues.Center
            : HorizontalAlignmentValues.Left;
        return new(font, state ? XlsxFill.State : fill, true, align, Format(placed.Cell, unit));
    }

    private static string Format(TableCell cell, MoneyUnit unit)
    {
        var format = cell switch
        {
            _ when CellText.Number(cell, unit) is null => "@",
            MoneyCell => MoneyText.NumberFormat(unit),
            CountCell => "#,##0",
            _ => "#,##0.00##########",
        };
        if (format == "@" || cell.Mark is null)
        {
            return format;
        }

        var mark = "\"" + cell.Mark.Shown.Replace("\"", "", StringComparison.Ordinal) + "\"";
        return $"{mark}{format};{mark}-{format}";
    }
}
