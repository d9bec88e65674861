using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Tables;

namespace MedInsure.UseCases.Tests.Spreadsheets;

public sealed class ErrorWriteBackTests
{
    [Fact]
    public void An_xlsx_comes_back_with_an_explanation_on_every_wrong_row_and_nothing_else_changed()
    {
        var mine = SomeTemplate.Typed(TemplateXlsx.Write(SomeTemplate.Form()), ("B4", "-5"), ("B5", "8"), ("D5", "=不是公式"));
        var (before, back, after) = RoundTrip(mine, new(4, "人数", "是负数。请填写 0 或正整数。"), new(4, "日期", "没有填写。请补填。"));
        Assert.Equal(["代码*", "人数*", "日期", "备注", "错误说明"], after.Rows[2].Cells.Select(c => c.Text));
        Assert.Equal("人数：是负数。请填写 0 或正整数；日期：没有填写。请补填。", after.Rows[3][4].Text);
        Assert.Equal("", after.Rows[4][4].Text);
        Assert.Equal("=不是公式", after.Rows[4][3].Text);
        foreach (var (old, now) in before.Rows.Zip(after.Rows))
        {
            Assert.Equal(Enumerable.Range(0, 4).Select(column => old[column]), Enumerable.Range(0, 4).Select(column => now[column]));
        }

        Assert.Equal(before.Stamp, after.Stamp);
        var (was, isNow) = (new XlsxUnderTest(mine), new XlsxUnderTest(back));
        Assert.Equal(was.Parts().Order(StringComparer.Ordinal), isNow.Parts().Order(StringComparer.Ordinal));
        var part = was.Parts().Single(p => p.Contains("worksheets", StringComparison.Ordinal) && was.Elements(p, "dataValidation").Count > 0);
        Assert.Equal(was.Elements(part, "dataValidation").Count, isNow.Elements(part, "dataValidation").Count);
        Assert.Equal(was.Elements(part, "c").Select(c => (c["r"], c["s"])), isNow.Elements(part, "c").Where(c => c["r"][0] != 'E').Select(c => (c["r"], c["s"])));
        var styles = isNow.Elements("xl/styles.xml", "xf");
        Assert.Equal(was.Elements("xl/styles.xml", "xf"), styles.SkipLast(1));
        Assert.Contains("FFC00000", isNow.Elements("xl/styles.xml", "color").Select(c => c["rgb"]));
        using var document = SpreadsheetDocument.Open(new MemoryStream(back), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}"));
    }

    [Fact]
    public void A_file_that_was_explained_before_gets_its_column_rewritten()
    {
        var mine = TemplateXlsx.Write(SomeTemplate.Form());
        var (_, once, _) = RoundTrip(mine, new RowMessage(4, "人数", "没有填写。"));
        var (_, _, twice) = RoundTrip(once, new RowMessage(5, "人数", "没有填写。"));
        Assert.Equal(["错误说明", "", "人数：没有填写。"], twice.Rows.Where(r => r.Number >= 3).Select(r => r[4].Text));
        Assert.All(twice.Rows, r => Assert.Equal("", r[5].Text));
    }

    [Fact]
    public void Rows_and_cells_without_references_are_explained_in_their_place()
    {
        var mine = RawXlsx.Of(("表", "<row><c t=\"inlineStr\"><is><t>代码</t></is></c><c t=\"inlineStr\"><is><t>人数</t></is></c></row><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")).Bytes();
        var (_, _, after) = RoundTrip(mine, new RowMessage(3, "人数", "没有填写。"));
        Assert.Equal(["错误说明", "", "人数：没有填写。"], after.Rows.Select(r => r[2].Text));
    }

    [Theory]
    [InlineData(CsvEncoding.Utf8, true)]
    [InlineData(CsvEncoding.Utf8, false)]
    [InlineData(CsvEncoding.Gb18030, false)]
    public void A_csv_comes_back_in_its_encoding_with_blank_rows_and_title_in_place(CsvEncoding encoding, bool mark)
    {
        const string Text = "某县表\r\n代码,人数,备注\r\n620102,-5,\"甲,乙\"\r\n\r\n620103,6,=1+1\r\n";
        byte[] mine = encoding == CsvEncoding.Gb18030 ? CsvText.StrictGb18030.GetBytes(Text) : [.. mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(Text)];
        var (before, back, after) = RoundTrip(mine, new RowMessage(3, "人数", "是负数。请填写 0 或正整数。"));
        const string Expected = "某县表,,,\r\n代码,人数,备注,错误说明\r\n620102,-5,\"甲,乙\",人数：是负数。请填写 0 或正整数。\r\n,,,\r\n620103,6,'=1+1,\r\n";
        Assert.Equal(Expected, (encoding == CsvEncoding.Gb18030 ? CsvText.StrictGb18030 : Encoding.UTF8).GetString(back[(mark ? 3 : 0)..]));
        Assert.Equal(before.Csv, after.Csv);
        Assert.Equal("=1+1", after.Rows[^1][2].Text);
    }

    private static (Sheet Before, byte[] Back, Sheet After) RoundTrip(byte[] mine, params RowMessage[] errors)
    {
        var before = SomeTemplate.Read(mine);
        var back = ErrorWriteBack.Write(new UploadedFile("我的", mine), SheetHeader.Find(before, SomeTemplate.Form().Expected).Value, errors);
        Assert.True(back.IsOk, back.Problem?.Sentence);
        return (before, back.Value, SomeTemplate.Read(back.Value));
    }
}
