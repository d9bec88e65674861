using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MedInsure.UseCases.Tables;

/// <summary>
/// The table as a workbook of one sheet, or several tables as one of several: merged header, real numbers with the exact decimal text of the amount, states as text, and a page set-up
/// (A4 landscape, one page wide, header rows on every page, page numbers, run number and hash in the footer) that needs no hand before printing.
/// </summary>
public static class TableXlsx
{
    public static byte[] Write(OfficialTable table) => Write([table]);

    /// <summary>A sheet a table, in order; the titles, which name the sheets, differ.</summary>
    public static byte[] Write(IReadOnlyList<OfficialTable> tables)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            document.PackageProperties.Title = XlsxText.Safe(tables[0].Title);
            var workbook = document.AddWorkbookPart();
            var styles = new XlsxStyles();
            var (sheets, names) = (new Sheets(), new DefinedNames());
            for (var i = 0; i < tables.Count; i++)
            {
                var (table, id) = (tables[i], $"sheet{i + 1}");
                var layout = new TableLayout(table);
                using (var writer = OpenXmlWriter.Create(workbook.AddNewPart<WorksheetPart>(id)))
                {
                    WriteSheet(writer, table, layout, styles);
                }

                var name = SheetName(table.Title);
                sheets.Append(new Sheet { Id = id, SheetId = (uint)i + 1, Name = name });
                names.Append(XlsxPage.DefinedNames(name, (uint)i, layout, table.Header.Columns.Count));
            }

            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = styles.Build();
            workbook.Workbook = new Workbook(sheets, names);
        }

        return file.ToArray();
    }

    private static void WriteSheet(OpenXmlWriter writer, OfficialTable table, TableLayout layout, XlsxStyles styles)
    {
        var width = table.Header.Columns.Count;
        var widths = ColumnWidths.Of(table);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetDimension { Reference = $"A1:{XlsxPage.Reference(layout.Rows.Count - 1, width - 1)}" });
        writer.WriteElement(XlsxPage.FrozenView(layout.BodyFirstRow, table.FrozenColumns));
        writer.WriteElement(new SheetFormatProperties { DefaultRowHeight = 18, CustomHeight = true });
        writer.WriteElement(new Columns(widths.Select((w, i) => new DocumentFormat.OpenXml.Spreadsheet.Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = w, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        var rowCells = new Cell?[layout.Rows.Count][];
        foreach (var row in layout.Rows.SelectMany(r => r))
        {
            Spread(row, rowCells, width, styles, table.Unit);
        }

        for (var i = 0; i < rowCells.Length; i++)
        {
            var height = RowHeights.Of(layout.Rows[i], widths, table.Unit);
            writer.WriteElement(new Row(rowCells[i].OfType<Cell>()) { RowIndex = (uint)i + 1, Height = height, CustomHeight = true });
        }

        writer.WriteEndElement();
        var merges = layout.Rows.SelectMany(r => r).Where(c => c.RowSpan > 1 || c.ColumnSpan > 1).Select(Merge).ToList();
        writer.WriteElement(new MergeCells(merges) { Count = (uint)merges.Count });
        foreach (var element in XlsxPage.Setup(table))
        {
            writer.WriteElement(element);
        }

        writer.WriteEndElement();
    }

    /// <summary>A merged cell's style is written to every cell that it covers, or its border would stop after the first.</summary>
    private static void Spread(PlacedCell placed, Cell?[][] rows, int width, XlsxStyles styles, MoneyUnit unit)
    {
        var style = styles.Index(TableCellStyle.Of(placed, unit));
        for (var r = placed.Row; r < placed.Row + placed.RowSpan; r++)
        {
            rows[r] ??= new Cell?[width];
            for (var c = placed.Column; c < placed.Column + placed.ColumnSpan; c++)
            {
                var cell = new Cell { CellReference = XlsxPage.Reference(r, c), StyleIndex = style };
                rows[r][c] = cell;
                if (r == placed.Row && c == placed.Column)
                {
                    Fill(cell, placed.Cell, unit);
                }
            }
        }
    }

    private static void Fill(Cell cell, TableCell content, MoneyUnit unit)
    {
        if (CellText.Number(content, unit) is { } number)
        {
            cell.DataType = CellValues.Number;
            cell.CellValue = new CellValue(number);
        }
        else
        {
            cell.DataType = CellValues.InlineString;
            cell.InlineString = new InlineString(new Text(XlsxText.Safe(CellText.Display(content, unit))) { Space = SpaceProcessingModeValues.Preserve });
        }
    }

    private static MergeCell Merge(PlacedCell cell) => new()
    {
        Reference = $"{XlsxPage.Reference(cell.Row, cell.Column)}:{XlsxPage.Reference(cell.Row + cell.RowSpan - 1, cell.Column + cell.ColumnSpan - 1)}",
    };

    private static string SheetName(string title)
    {
        var name = new string([.. XlsxText.Safe(title).Where(c => !"[]:*?/\\'\t\n".Contains(c, StringComparison.Ordinal))]).Trim();
        return name.Length == 0 ? "表" : name[..Math.Min(31, name.Length)];
    }
}
