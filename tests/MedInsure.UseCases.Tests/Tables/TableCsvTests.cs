using System.Globalization;
using System.Text;
using CsvHelper;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Tests.Tables;

public sealed class TableCsvTests
{
    [Theory]
    [InlineData(MoneyUnit.Yuan, CsvEncoding.Utf8)]
    [InlineData(MoneyUnit.TenThousandYuan, CsvEncoding.Utf8)]
    [InlineData(MoneyUnit.Yuan, CsvEncoding.Gb18030)]
    public void Every_cell_reads_back_as_the_model_has_it(MoneyUnit unit, CsvEncoding encoding)
    {
        var table = SomeTable.WithEverything(unit);
        var rows = Read(TableCsv.Write(table, encoding), encoding);
        Assert.All(rows, r => Assert.Equal(8, r.Length));
        Assert.Equal(table.Title, rows[0][0]);
        Assert.Equal(table.UnitLine, rows[2][6]);
        Assert.Equal("中央财政", rows[4][5]);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var column = 0;
            foreach (var cell in table.Rows[r].Cells)
            {
                var plain = CellText.Plain(cell, unit);
                Assert.Equal(plain.StartsWith('=') ? "'" + plain : plain, rows[6 + r][column]);
                column += cell.Span;
            }
        }
    }

    [Fact]
    public void Utf8_carries_the_mark_that_spreadsheet_programs_look_for() =>
        Assert.Equal(Encoding.UTF8.GetPreamble(), TableCsv.Write(SomeTable.WithEverything())[..3]);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("  =1", "'  =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("1=1", "1=1")]
    [InlineData("甲县", "甲县")]
    [InlineData("", "")]
    public void Text_that_would_run_is_neutralised(string text, string written) => Assert.Equal(written, CsvText.Neutral(text));

    [Fact]
    public void A_negative_figure_stays_a_figure_and_a_text_that_looks_like_one_does_not()
    {
        var header = new TableHeader(new Column("a", "甲", ColumnKind.Text), new Column("b", "乙", ColumnKind.Money));
        var table = new OfficialTable("表", header, [new(RowKind.Line, [new TextCell("-1.00"), new MoneyCell(-100)])]) { ReportingUnit = "局" };
        Assert.Equal(["'-1.00", "-1.00"], Read(TableCsv.Write(table), CsvEncoding.Utf8)[3]);
    }

    private static List<string[]> Read(byte[] file, CsvEncoding encoding)
    {
        using var reader = new StreamReader(new MemoryStream(file), encoding == CsvEncoding.Gb18030 ? CsvText.StrictGb18030 : Encoding.UTF8);
        using var parser = new CsvParser(reader, CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (parser.Read())
        {
            rows.Add(parser.Record!);
        }

        return rows;
    }
}
