using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Red, wrapped text, added to the end of a workbook's own styles so that none of them moves.</summary>
internal static class ErrorStyle
{
    public static uint AddTo(WorkbookPart workbook)
    {
        var part = workbook.WorkbookStylesPart ?? workbook.AddNewPart<WorkbookStylesPart>();
        var sheet = part.Stylesheet ??= new Stylesheet(
            new Fonts(new Font()),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat()));
        if (sheet.Fonts is not { } fonts || sheet.CellFormats is not { } formats)
        {
            return 0;
        }

        fonts.Append(new Font(new FontSize { Val = 11 }, new Color { Rgb = "FFC00000" }, new FontName { Val = "Microsoft YaHei" }));
        fonts.Count = (uint)fonts.ChildElements.Count;
        formats.Append(new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true })
        {
            FontId = fonts.Count - 1,
            ApplyFont = true,
            ApplyAlignment = true,
        });
        formats.Count = (uint)formats.ChildElements.Count;
        sheet.Save();
        return formats.Count - 1;
    }
}
