using DocumentFormat.OpenXml.Spreadsheet;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>How a template looks and what of it can be typed over.</summary>
internal static class TemplateStyle
{
    public static XlsxStyle Title { get; } = new(XlsxFont.Title, XlsxFill.None, false, HorizontalAlignmentValues.Center);

    public static XlsxStyle Line { get; } = new(XlsxFont.Plain, XlsxFill.None, false, HorizontalAlignmentValues.Left);

    public static XlsxStyle Heading { get; } = new(XlsxFont.Bold, XlsxFill.Heading, true, HorizontalAlignmentValues.Center);

    /// <summary>Text columns keep what is typed (a code stays a code); numbers and dates get their format.</summary>
    public static XlsxStyle Open(TemplateColumn column) => column.Content switch
    {
        TemplateContent.WholeNumber => new(XlsxFont.Plain, XlsxFill.None, true, HorizontalAlignmentValues.Right, "#,##0", Locked: false),
        TemplateContent.Amount => new(XlsxFont.Plain, XlsxFill.None, true, HorizontalAlignmentValues.Right, "#,##0.00####", Locked: false),
        TemplateContent.Number => new(XlsxFont.Plain, XlsxFill.None, true, HorizontalAlignmentValues.Right, Locked: false),
        TemplateContent.Date => new(XlsxFont.Plain, XlsxFill.None, true, HorizontalAlignmentValues.Center, "yyyy-mm-dd", Locked: false),
        _ => new(XlsxFont.Plain, XlsxFill.None, true, HorizontalAlignmentValues.Left, "@", Locked: false),
    };

    /// <summary>Beyond the last column: a program deletes a row, or sorts, only where none of its cells is locked.</summary>
    public static XlsxStyle Beyond { get; } = new(XlsxFont.Plain, XlsxFill.None, false, HorizontalAlignmentValues.Left, Locked: false);

    /// <summary>No password: it keeps a hand from slipping. Rows may still be added, deleted, sorted and formatted.</summary>
    public static SheetProtection LockedHeaderOnly() => new()
    {
        Sheet = true,
        FormatCells = false,
        FormatColumns = false,
        FormatRows = false,
        InsertRows = false,
        DeleteRows = false,
        Sort = false,
        AutoFilter = false,
    };
}
