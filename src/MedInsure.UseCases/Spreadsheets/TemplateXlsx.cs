using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// A template as xlsx: the sheet to fill in (title and header locked, the rest open), the instructions, and a very hidden sheet with the stamp and
/// the lists of the drop-downs.
/// </summary>
public static class TemplateXlsx
{
    private const string FormSheet = "填报";

    /// <summary>Title, reporting unit, header.</summary>
    private const int HeaderRow = 3;

    public static byte[] Write(SheetTemplate template)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            document.PackageProperties.Title = XlsxText.Safe(template.Title);
            var workbook = document.AddWorkbookPart();
            var styles = new XlsxStyles();
            workbook.AddNewPart<WorksheetPart>("form").Worksheet = Form(template, styles);
            workbook.AddNewPart<WorksheetPart>("notes").Worksheet = Instructions(template, styles);
            workbook.AddNewPart<WorksheetPart>("stamp").Worksheet = Stamp(template, styles);
            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = styles.Build();
            workbook.Workbook = new Workbook(new Sheets(
                new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = "form", SheetId = 1, Name = FormSheet },
                new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = "notes", SheetId = 2, Name = TemplateSheets.Instructions },
                new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = "stamp", SheetId = 3, Name = TemplateSheets.Stamp, State = SheetStateValues.VeryHidden }));
        }

        return file.ToArray();
    }

    private static Worksheet Form(SheetTemplate template, XlsxStyles styles)
    {
        var open = template.Columns.Select(c => styles.Index(TemplateStyle.Open(c))).ToList();
        var rows = new SheetData(
            SheetXml.Row(1, 30, [template.Title], _ => styles.Index(TemplateStyle.Title)),
            SheetXml.Row(2, 20, [$"填报单位：{template.ReportingUnit}　{template.Stamp.FundingYear}年度　请从第{HeaderRow + 1}行开始填写，填写要求见“{TemplateSheets.Instructions}”。"], _ => styles.Index(TemplateStyle.Line)),
            SheetXml.Row(HeaderRow, 24, [.. template.Columns.Select(c => c.IsRequired ? c.Name + "*" : c.Name)], _ => styles.Index(TemplateStyle.Heading)));
        for (var i = 0; i < template.Prefilled.Count; i++)
        {
            var filled = template.Prefilled[i];
            rows.Append(SheetXml.Row(HeaderRow + 1 + i, 18, [.. template.Columns.Select((_, c) => c < filled.Count ? filled[c] : "")], c => open[c]));
        }

        var last = XlsxPage.Letters(template.Columns.Count - 1);
        return new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            XlsxPage.FrozenView(HeaderRow, 0),
            new SheetFormatProperties { DefaultRowHeight = 18, CustomHeight = true },
            new Columns(template.Columns.Select((c, i) => new DocumentFormat.OpenXml.Spreadsheet.Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = c.Width, CustomWidth = true, Style = open[i] })),
            rows,
            TemplateStyle.LockedHeaderOnly(),
            new MergeCells(new MergeCell { Reference = $"A1:{last}1" }, new MergeCell { Reference = $"A2:{last}2" }) { Count = 2 },
            TemplateChecks.Of(template.Columns, HeaderRow + 1, template.CheckedRows, TemplateSheets.Stamp),
            new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
    }

    private static Worksheet Instructions(SheetTemplate template, XlsxStyles styles)
    {
        var example = template.Columns.Select((c, i) => $"{c.Name}：{(i < template.Example.Count ? template.Example[i] : "")}");
        return Lines([template.Title + "　填写说明", .. template.Instructions, "填写示例——" + string.Join("；", example)], styles);
    }

    /// <summary>A sheet of sentences, the first one its title.</summary>
    internal static Worksheet Lines(IReadOnlyList<string> lines, XlsxStyles styles) => new(
        new SheetProperties(new PageSetupProperties { FitToPage = true }),
        new Columns(new DocumentFormat.OpenXml.Spreadsheet.Column { Min = 1, Max = 1, Width = 100, CustomWidth = true }),
        new SheetData(lines.Select((line, i) => SheetXml.Row(i + 1, Math.Ceiling(TextWidth.Of(line) / 95.0) * 18, [line], _ => styles.Index(i == 0 ? TemplateStyle.Title : TemplateStyle.Line)))),
        new PageSetup { PaperSize = 9, FitToWidth = 1, FitToHeight = 0 });

    /// <summary>Row 1 holds the stamp; from row 2 on, column n holds the drop-down list of the template's column n.</summary>
    private static Worksheet Stamp(SheetTemplate template, XlsxStyles styles)
    {
        var plain = styles.Index(TemplateStyle.Line);
        return new Worksheet(new SheetData([SheetXml.Row(1, 18, TemplateStamps.Parts(template.Stamp), _ => plain), .. Lists(template.Columns, plain)]));
    }

    /// <summary>From row 2 on, column n holds the drop-down list of column n.</summary>
    internal static IEnumerable<Row> Lists(IReadOnlyList<TemplateColumn> columns, uint style) =>
        Enumerable.Range(0, columns.Max(c => c.Choices.Count)).Select(i => SheetXml.Row(i + 2, 18, [.. columns.Select(c => i < c.Choices.Count ? c.Choices[i] : "")], _ => style));
}
