using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>A workbook of several forms as xlsx: the instructions, the forms with their hidden keys, and very hidden the lists of the drop-downs and the stamp.</summary>
public static class BookXlsx
{
    /// <summary>Title, line, header.</summary>
    private const int HeaderRow = 3;

    private const int CheckedRows = 2_000;

    /// <summary>Digits that a program keeps of a number; one with more goes out as text.</summary>
    private const int KeptDigits = 15;

    public static byte[] Write(BookTemplate book)
    {
        ArgumentNullException.ThrowIfNull(book);
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            document.PackageProperties.Title = XlsxText.Safe(book.Instructions[0]);
            var (workbook, styles, sheets) = (document.AddWorkbookPart(), new XlsxStyles(), new Sheets());
            void Add(string name, Worksheet sheet, bool hidden = false)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"sheet{sheets.ChildElements.Count + 1}");
                workbook.AddNewPart<WorksheetPart>(id).Worksheet = sheet;
                sheets.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = id, SheetId = (uint)sheets.ChildElements.Count + 1, Name = name, State = hidden ? SheetStateValues.VeryHidden : null });
            }

            Add(book.InstructionSheet, TemplateXlsx.Lines(book.Instructions, styles));
            foreach (var form in book.Forms)
            {
                Add(form.Name, Form(form, book.KeyColumn, styles));
            }

            var plain = styles.Index(TemplateStyle.Line);
            foreach (var form in book.Forms)
            {
                Add(TemplateSheets.ListsOf(form.Name), new Worksheet(new SheetData(TemplateXlsx.Lists(form.Columns, plain))), hidden: true);
            }

            Add(TemplateSheets.Stamp, new Worksheet(new SheetData(
                SheetXml.Row(1, 18, [.. TemplateStamps.Parts(book.Stamp), .. book.About], _ => plain),
                SheetXml.Row(2, 18, CarriedText.Pieces(book.Carried), _ => plain))), hidden: true);
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = styles.Build();
            workbook.Workbook = new Workbook(sheets);
        }

        return file.ToArray();
    }

    private static Worksheet Form(BookForm form, string keyColumn, XlsxStyles styles)
    {
        var open = form.Columns.Select(column => styles.Index(TemplateStyle.Open(column))).ToList();
        var (key, heading, count) = (styles.Index(TemplateStyle.Beyond), styles.Index(TemplateStyle.Heading), form.Columns.Count);
        List<int> widths = [.. form.Columns.Select(column => column.Width)];
        var rows = new SheetData(
            SheetXml.Row(1, 30, [form.Title, .. Enumerable.Repeat("", count)], _ => styles.Index(TemplateStyle.Title)),
            SheetXml.Row(2, 20, [form.Line, .. Enumerable.Repeat("", count)], _ => styles.Index(TemplateStyle.Line)),
            SheetXml.Row(HeaderRow, RowHeights.Of([.. form.Columns.Select(column => column.Name)], widths), [.. form.Columns.Select(column => column.Name), keyColumn], _ => heading));
        foreach (var (row, i) in form.Rows.Select((row, i) => (row, i)))
        {
            var number = HeaderRow + 1 + i;
            var cells = form.Columns.Select((column, c) => Cell(number, c, row.Cells[c], column.Content, open[c]));
            rows.Append(new Row(cells.Append(SheetXml.TextCell(number, count, row.Key, key))) { RowIndex = (uint)number, Height = RowHeights.Of(row.Cells, widths), CustomHeight = true });
        }

        var last = XlsxPage.Letters(count - 1);
        return new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            XlsxPage.FrozenView(HeaderRow, 1),
            new SheetFormatProperties { DefaultRowHeight = 18, CustomHeight = true },
            new Columns(
            [
                .. form.Columns.Select((column, i) => new DocumentFormat.OpenXml.Spreadsheet.Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Width, CustomWidth = true, Style = open[i] }),
                new DocumentFormat.OpenXml.Spreadsheet.Column { Min = (uint)count + 1, Max = (uint)count + 1, Width = 9, Hidden = true, Style = key },
                new DocumentFormat.OpenXml.Spreadsheet.Column { Min = (uint)count + 2, Max = 16_384, Width = 9, Style = key },
            ]),
            rows,
            TemplateStyle.LockedHeaderOnly(),
            new MergeCells(new MergeCell { Reference = $"A1:{last}1" }, new MergeCell { Reference = $"A2:{last}2" }) { Count = 2 },
            TemplateChecks.Of(form.Columns, HeaderRow + 1, CheckedRows, TemplateSheets.ListsOf(form.Name)),
            new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
    }

    /// <summary>The exact decimal text of a number, as text where a program would round it.</summary>
    private static Cell Cell(int row, int column, string text, TemplateContent content, uint style) =>
        content is TemplateContent.Amount or TemplateContent.Number && text.Length > 0 && text.Count(char.IsAsciiDigit) <= KeptDigits && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? new Cell { CellReference = XlsxPage.Reference(row - 1, column), StyleIndex = style, DataType = CellValues.Number, CellValue = new CellValue(text) }
            : SheetXml.TextCell(row, column, text, style);
}
