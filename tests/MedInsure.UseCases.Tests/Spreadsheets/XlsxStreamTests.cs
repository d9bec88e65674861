using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

public sealed class XlsxStreamTests
{
    private static readonly XlsxColumn[] Columns = [new("姓名", 12), new("金额", 10), new("序号", 8)];
    private static readonly string[] Texts = ["赵某", "=1+1", "+86", "-1", "@用户", "a<b>&\"c\"'d", "_x0041_", "㐀𠮷", "坏\u0001字\uFFFF", " 两端 ", new string('长', 40_000)];

    private static byte[] Written(int mostRows = XlsxStream.MostRows)
    {
        using var file = new MemoryStream();
        using (var sheet = new XlsxStream(file, "台账", Columns, mostRows))
        {
            foreach (var (text, i) in Texts.Select((text, i) => (text, i)))
            {
                sheet.Row();
                sheet.Text(text);
                sheet.Yuan(28_000 + i);
                sheet.Number(i);
            }
        }

        return file.ToArray();
    }

    [Fact]
    public void What_is_written_is_read_again_and_a_text_stays_a_text()
    {
        var rows = UploadedSheet.Read(new UploadedFile("台账.xlsx", Written()), new SheetLimits { MaxCellCharacters = 50_000 }).Value.Rows;
        Assert.Equal(["姓名", "金额", "序号"], rows[0].Cells.Select(cell => cell.Text));
        Assert.Equal(Texts.Select(text => text.Replace("\u0001", "", StringComparison.Ordinal).Replace("\uFFFF", "", StringComparison.Ordinal)), rows.Skip(1).Select(row => row[0].Text));
        Assert.All(rows, row => Assert.DoesNotContain(row.Cells, cell => cell.IsFormula));
        Assert.Equal(["280", "280.01"], rows.Skip(1).Take(2).Select(row => row[1].Text));
        Assert.Equal(Enumerable.Range(0, Texts.Length).Select(i => $"{i}"), rows.Skip(1).Select(row => row[2].Text));
    }

    [Fact]
    public void A_spreadsheet_program_finds_nothing_wrong_with_it()
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(Written(4)), false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Where(error => error.Description.Contains("maximum", StringComparison.OrdinalIgnoreCase) is false).Select(error => $"{error.Path?.XPath} {error.Description}"));
        Assert.Equal(["台账", "台账（2）", "台账（3）"], book.WorkbookPart!.Workbook.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet => sheet.Name!.Value));
    }

    [Fact]
    public void Beyond_the_most_that_a_sheet_holds_a_further_one_goes_on_with_the_headings()
    {
        var sheets = UploadedSheet.ReadBook(new UploadedFile("台账.xlsx", Written(4)), new SheetLimits { MaxCellCharacters = 50_000 }).Value;
        Assert.Equal([5, 5, 4], sheets.Select(sheet => sheet.Rows.Count));
        Assert.All(sheets, sheet => Assert.Equal("姓名", sheet.Rows[0][0].Text));
        Assert.Equal(Texts.Length, sheets.Sum(sheet => sheet.Rows.Count - 1));
    }
}
