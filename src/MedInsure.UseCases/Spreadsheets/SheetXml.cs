using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Rows of text cells for a worksheet.</summary>
internal static class SheetXml
{
    public static Row Row(int number, double height, IReadOnlyList<string> texts, Func<int, uint> style) =>
        new(texts.Select((text, column) => TextCell(number, column, text, style(column)))) { RowIndex = (uint)number, Height = height, CustomHeight = true };

    /// <summary>The row counts from 1, the column from 0. An empty text leaves the cell blank, with its style.</summary>
    public static Cell TextCell(int row, int column, string text, uint? style)
    {
        var cell = new Cell { CellReference = XlsxPage.Reference(row - 1, column), StyleIndex = style };
        SetText(cell, text);
        return cell;
    }

    public static void SetText(Cell cell, string text)
    {
        cell.RemoveAllChildren();
        cell.DataType = null;
        if (text.Length > 0)
        {
            cell.DataType = CellValues.InlineString;
            cell.InlineString = new InlineString(new Text(XlsxText.Safe(text)) { Space = SpaceProcessingModeValues.Preserve });
        }
    }
}
