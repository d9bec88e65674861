using System.Text;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

public sealed class UploadedCsvTests
{
    private const string Text = "行政区划代码,名称,参保人数\r\n620102,城关区,\"1,234\"\r\n";
    private static readonly byte[] Mark = Encoding.UTF8.GetPreamble();

    [Fact]
    public void The_encoding_is_found_by_content()
    {
        Assert.Equal(new CsvShape(CsvEncoding.Utf8, true, ','), Read([.. Mark, .. Encoding.UTF8.GetBytes(Text)]).Csv);
        Assert.Equal(new CsvShape(CsvEncoding.Utf8, false, ','), Read(Encoding.UTF8.GetBytes(Text)).Csv);
        var gb = Read(CsvText.StrictGb18030.GetBytes(Text));
        Assert.Equal(new CsvShape(CsvEncoding.Gb18030, false, ','), gb.Csv);
        Assert.Equal(["620102", "城关区", "1,234"], gb.Rows[1].Cells.Select(c => c.Text));
    }

    [Fact]
    public void Gb18030_reads_names_with_rare_characters()
    {
        Assert.Equal("㛃𠮷", Read(CsvText.StrictGb18030.GetBytes("姓名\n㛃𠮷\n")).Rows[1][0].Text);
        // Two characters that also happen to be UTF-8: the line alone must not decide.
        Assert.Equal("联通", Read(CsvText.StrictGb18030.GetBytes("名称\n联通\n城关区\n")).Rows[1][0].Text);
    }

    [Fact]
    public void Bytes_that_fit_no_encoding_are_refused_and_never_replaced()
    {
        RefusedWith(SheetRefusal.Encoding, [.. "a,b\n"u8, 0xFF, 0xFF, .. "\n"u8]);
        RefusedWith(SheetRefusal.Encoding, Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Text)).ToArray());
        RefusedWith(SheetRefusal.MixedEncodings, [.. Mark, .. CsvText.StrictGb18030.GetBytes(Text)]);
        RefusedWith(SheetRefusal.MixedEncodings, [.. Encoding.UTF8.GetBytes("行政区划代码,名称\n"), .. CsvText.StrictGb18030.GetBytes("620102,城关区\n")]);
        RefusedWith(SheetRefusal.NulInText, "a,b\n1,\0\n"u8.ToArray());
    }

    [Fact]
    public void Quotes_hold_separators_breaks_and_quotes()
    {
        var rows = Read("a,\"b,\"\"c\"\"\r\nd\",e\"f\r\n\r\n1,,3"u8.ToArray()).Rows;
        Assert.Equal(["a", "b,\"c\"\r\nd", "e\"f"], rows[0].Cells.Select(c => c.Text));
        Assert.Equal((3, "1", "", "3"), (rows[1].Number, rows[1][0].Text, rows[1][1].Text, rows[1][2].Text));
        RefusedWith(SheetRefusal.OpenQuote(2), "a,b\n\"1,2\n3,4\n"u8.ToArray());
    }

    [Theory]
    [InlineData("a\tb\n1\t2,5\n", '\t')]
    [InlineData("a;b\n1;2\n", ';')]
    [InlineData("a,b\n1,2\n", ',')]
    [InlineData("a\n1\n", ',')]
    public void The_separator_is_that_of_the_first_line(string text, char separator) => Assert.Equal(separator, Read(Encoding.UTF8.GetBytes(text)).Csv!.Separator);

    [Fact]
    public void Limits_hold_for_text_too()
    {
        var small = new SheetLimits { MaxRows = 3, MaxColumns = 3, MaxCells = 6, MaxCellCharacters = 5 };
        Assert.True(UploadedSheet.Read(new UploadedFile("x", "1,2,3\n4,5,6\n,,,,,\n\n\n"u8.ToArray()), small).IsOk);
        RefusedWith(SheetRefusal.TooManyRows(small), "1\n2\n3\n4\n"u8.ToArray(), small);
        RefusedWith(SheetRefusal.TooManyColumns(small), "1,2,3,4\n"u8.ToArray(), small);
        RefusedWith(SheetRefusal.TooManyCells(small), "1,2,3\n4,5,6\n7\n"u8.ToArray(), small);
        RefusedWith(SheetRefusal.GiantCell(small), "123456\n"u8.ToArray(), small);
        RefusedWith(SheetRefusal.TooManyColumns(small), Encoding.UTF8.GetBytes("1" + new string(',', 20_000)), small);
        RefusedWith(SheetRefusal.TooManyRows(small), Encoding.UTF8.GetBytes("1" + new string('\n', 1_000_010)), small);
    }

    [Fact]
    public void Empty_files_and_web_pages_are_named_as_such()
    {
        RefusedWith(SheetRefusal.Empty, []);
        RefusedWith(SheetRefusal.Empty, [.. Mark]);
        RefusedWith(SheetRefusal.Empty, " ,,\r\n,,\r\n"u8.ToArray());
        RefusedWith(SheetRefusal.WebPage, "\r\n<html><table></table></html>"u8.ToArray());
        RefusedWith(SheetRefusal.WebPage, "<?xml version=\"1.0\"?><Workbook/>"u8.ToArray());
    }

    private static Sheet Read(byte[] content)
    {
        var read = UploadedSheet.Read(new UploadedFile("数据.csv", content), new SheetLimits());
        Assert.True(read.IsOk, read.Problem?.Sentence);
        return read.Value;
    }

    private static void RefusedWith(Refused refusal, byte[] content, SheetLimits? limits = null) =>
        Assert.Equal(refusal, UploadedSheet.Read(new UploadedFile("数据.csv", content), limits ?? new SheetLimits()).Problem);
}
