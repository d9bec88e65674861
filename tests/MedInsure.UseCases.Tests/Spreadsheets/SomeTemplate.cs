using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

/// <summary>An invented form with one column of each content.</summary>
internal static class SomeTemplate
{
    public static SheetTemplate Form(string id = "form", int version = 2, string tenant = "lanzhou", int year = 2020) =>
        new(new TemplateStamp(id, version, tenant, year), "示例填报表", "兰州市医疗保障局",
        [
            new("代码", true, 16) { Choices = ["620102", "3404L1"], Hint = "请选择。" },
            new("人数", true, 12, TemplateContent.WholeNumber),
            new("日期", false, 14, TemplateContent.Date),
            new("备注", false, 30),
        ])
        {
            Prefilled = [["620102"], ["3404L1"]],
            Instructions = ["1．每行一个县。"],
            Example = ["620102", "5"],
        };

    /// <summary>Types into a workbook as a person would; texts that are whole numbers become numbers.</summary>
    public static byte[] Typed(byte[] xlsx, params (string Place, string Text)[] cells)
    {
        using var file = new MemoryStream();
        file.Write(xlsx);
        using (var document = SpreadsheetDocument.Open(file, true))
        {
            var rows = ((WorksheetPart)document.WorkbookPart!.GetPartById("form")).Worksheet.GetFirstChild<SheetData>()!;
            foreach (var (place, text) in cells)
            {
                var number = uint.Parse(place[1..], System.Globalization.CultureInfo.InvariantCulture);
                var row = rows.Elements<Row>().SingleOrDefault(r => r.RowIndex?.Value == number) ?? rows.AppendChild(new Row { RowIndex = number });
                var cell = row.Elements<Cell>().SingleOrDefault(c => c.CellReference?.Value == place) ?? row.AppendChild(new Cell { CellReference = place });
                cell.RemoveAllChildren();
                cell.DataType = long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) ? CellValues.Number : CellValues.String;
                cell.CellValue = new CellValue(text);
            }
        }

        return file.ToArray();
    }

    public static MedInsure.UseCases.Spreadsheets.Sheet Read(byte[] content)
    {
        var read = UploadedSheet.Read(new UploadedFile("文件", content), new SheetLimits());
        Assert.True(read.IsOk, read.Problem?.Sentence);
        return read.Value;
    }
}
