using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MedInsure.UseCases.Tables;

/// <summary>Cell references, frozen panes and the page set-up of an official table.</summary>
internal static class XlsxPage
{
    /// <summary>Excel's limit for the text of a page header or footer.</summary>
    private const int LongestFooter = 255;

    /// <summary>(0, 0) → A1; (9, 27) → AB10.</summary>
    public static string Reference(int row, int column) => Letters(column) + (row + 1).ToString(CultureInfo.InvariantCulture);

    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + (rest - 1) % 26) + letters;
        }

        return letters;
    }

    public static SheetViews FrozenView(int rows, int columns) => new(new SheetView(
        new Pane
        {
            HorizontalSplit = columns > 0 ? columns : null,
            VerticalSplit = rows,
            TopLeftCell = Reference(rows, columns),
            ActivePane = columns > 0 ? PaneValues.BottomRight : PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        })
    {
        WorkbookViewId = 0,
        ShowGridLines = false,
    });

    /// <summary>The header rows and the line with the unit repeat on every page.</summary>
    public static IEnumerable<OpenXmlElement> DefinedNames(string name, uint sheet, TableLayout layout, int width) =>
    [
        new DefinedName($"'{name}'!$A$1:${Letters(width - 1)}${layout.Rows.Count}") { Name = "_xlnm.Print_Area", LocalSheetId = sheet },
        new DefinedName($"'{name}'!${layout.HeaderFirstRow}:${layout.BodyFirstRow}") { Name = "_xlnm.Print_Titles", LocalSheetId = sheet },
    ];

    /// <summary>In the order in which a sheet must hold them.</summary>
    public static IEnumerable<OpenXmlElement> Setup(OfficialTable table)
    {
        yield return new PrintOptions { HorizontalCentered = true };
        yield return new PageMargins { Left = 0.4, Right = 0.4, Top = 0.6, Bottom = 0.7, Header = 0.3, Footer = 0.3 };
        yield return new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 };
        var headerFooter = new HeaderFooter();
        if (table.Watermark is { Length: > 0 } watermark)
        {
            headerFooter.Append(new OddHeader(Limited("&R&8 ", watermark, "")));
        }

        headerFooter.Append(new OddFooter(table.Run is { } run
            ? Limited("&L&8 ", run.Number + " " + run.Hash, "&R第 &P 页 共 &N 页")
            : "&C第 &P 页 共 &N 页"));
        yield return headerFooter;
    }

    private static string Limited(string before, string text, string after)
    {
        // An ampersand begins a code there and is written twice; half of such a pair would swallow what follows.
        var room = LongestFooter - before.Length - after.Length;
        var escaped = new StringBuilder();
        foreach (var c in XlsxText.Safe(text))
        {
            if (escaped.Length + (c == '&' ? 2 : 1) > room)
            {
                break;
            }

            escaped.Append(c == '&' ? "&&" : c);
        }

        return before + escaped + after;
    }
}
