using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Tests.Tables;

public sealed class TableXlsxTests
{
    [Theory]
    [InlineData(MoneyUnit.Yuan)]
    [InlineData(MoneyUnit.TenThousandYuan)]
    public void Every_cell_reads_back_as_the_model_has_it(MoneyUnit unit)
    {
        var table = SomeTable.WithEverything(unit);
        var values = new XlsxUnderTest(TableXlsx.Write(table)).Values();

        Assert.Equal(table.Title, values[0][0]);
        Assert.Equal(table.Subtitle, values[1][0]);
        Assert.Equal("填报单位：兰州市医疗保障局", values[2][0]);
        Assert.Equal(table.UnitLine, values[2][6]);
        foreach (var heading in table.Header.Rows.SelectMany(r => r))
        {
            Assert.Equal(heading.Text, values[3 + heading.Row][heading.ColumnIndex]);
        }

        for (var r = 0; r < table.Rows.Count; r++)
        {
            var column = 0;
            foreach (var cell in table.Rows[r].Cells)
            {
                Assert.Equal(Expected(cell, unit), Normal(values[6 + r][column]));
                column += cell.Span;
            }
        }

        var below = values.Skip(6 + table.Rows.Count).Select(r => r[0]).ToList();
        Assert.Equal(table.WordsLine, below[0]);
        Assert.Equal("注：1．县级按参保人数分担。", below[1]);
        Assert.Equal("制表人：张三", below[^2]);
        Assert.Equal("填报日期：2020年8月14日", values[^2][6]);
        Assert.Equal(table.Run!.Line, below[^1]);
    }

    [Fact]
    public void The_same_amount_stands_in_both_units_to_the_fen()
    {
        var yuan = new XlsxUnderTest(TableXlsx.Write(SomeTable.WithEverything(MoneyUnit.Yuan))).Sheet("c").Single(c => c["r"] == "F9");
        var tenThousand = new XlsxUnderTest(TableXlsx.Write(SomeTable.WithEverything(MoneyUnit.TenThousandYuan))).Sheet("c").Single(c => c["r"] == "F9");
        Assert.Equal("1234567890123.45", yuan[""]);
        Assert.Equal("123456789.012345", tenThousand[""]);
    }

    [Fact]
    public void Numbers_are_numbers_and_words_are_never_formulas()
    {
        var file = new XlsxUnderTest(TableXlsx.Write(SomeTable.WithEverything()));
        Assert.Empty(file.Sheet("f"));
        var cells = file.Sheet("c").ToDictionary(c => c["r"], StringComparer.Ordinal);
        Assert.Equal("inlineStr", cells["B8"]["t"]);
        Assert.Equal("=HYPERLINK(\"http://x\")", cells["B8"][""]);
        Assert.Equal("inlineStr", cells["E9"]["t"]);
        Assert.Equal("n", cells["G10"]["t"]);
        Assert.Equal("-0.01", cells["G9"][""]);
    }

    [Fact]
    public void Merges_are_those_of_the_model_and_no_others()
    {
        var file = new XlsxUnderTest(TableXlsx.Write(SomeTable.WithEverything()));
        var merges = file.Sheet("mergeCell").Select(m => m["ref"]).ToHashSet(StringComparer.Ordinal);
        string[] expected =
        [
            "A1:H1", "A2:H2", "A3:F3", "G3:H3",
            "A4:A6", "B4:B6", "C4:C6", "D4:E4", "F4:H4", "D5:D6", "E5:E6", "F5:F6", "G5:H5",
            "A11:B11", "D11:E11", "A12:B12", "D12:E12", "A13:E13", "A14:H14",
            "A15:H15", "A16:H16", "A17:H17", "A18:H18", "A19:H19", "A20:H20",
            "A21:B21", "C21:D21", "E21:F21", "G21:H21", "A22:H22",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), merges.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_is_ready_to_print()
    {
        var file = new XlsxUnderTest(TableXlsx.Write(SomeTable.WithEverything()));
        var page = Assert.Single(file.Sheet("pageSetup"));
        Assert.Equal(("9", "landscape", "1", "0"), (page["paperSize"], page["orientation"], page["fitToWidth"], page["fitToHeight"]));
        Assert.Equal("1", Assert.Single(file.Sheet("pageSetUpPr"))["fitToPage"]);
        var footer = Assert.Single(file.Sheet("oddFooter"))[""];
        Assert.Contains("第 &P 页 共 &N 页", footer, StringComparison.Ordinal);
        Assert.Contains("兰州-2020-0007 " + new string('a', 64), footer, StringComparison.Ordinal);
        Assert.Contains("张三 兰州市医疗保障局 A&&B 2020-08-14 09:30", Assert.Single(file.Sheet("oddHeader"))[""], StringComparison.Ordinal);
        var names = file.Elements("xl/workbook.xml", "definedName").ToDictionary(n => n["name"], n => n[""], StringComparer.Ordinal);
        Assert.EndsWith("!$3:$6", names["_xlnm.Print_Titles"], StringComparison.Ordinal);
        Assert.EndsWith("!$A$1:$H$22", names["_xlnm.Print_Area"], StringComparison.Ordinal);
        var pane = Assert.Single(file.Sheet("pane"));
        Assert.Equal(("2", "6", "C7", "frozen"), (pane["xSplit"], pane["ySplit"], pane["topLeftCell"], pane["state"]));
    }

    [Theory]
    [InlineData(MoneyUnit.Yuan, "#,##0.00")]
    [InlineData(MoneyUnit.TenThousandYuan, "#,##0.000000")]
    public void Formats_show_the_digits_of_the_unit_and_the_mark_before_them(MoneyUnit unit, string money)
    {
        var file = new XlsxUnderTest(TableXlsx.Write(SomeTable.WithEverything(unit)));
        var formats = file.Elements("xl/styles.xml", "numFmt").ToDictionary(f => f["numFmtId"], f => f["formatCode"], StringComparer.Ordinal);
        var styles = file.Elements("xl/styles.xml", "cellXfs").Count == 1 ? file.Elements("xl/styles.xml", "xf").Skip(1).ToList() : [];
        var cells = file.Sheet("c").ToDictionary(c => c["r"], StringComparer.Ordinal);
        string Format(string cell) => formats[styles[int.Parse(cells[cell]["s"], CultureInfo.InvariantCulture)]["numFmtId"]];
        Assert.Equal(money, Format("F7"));
        Assert.Equal("#,##0", Format("C7"));
        Assert.Equal("#,##0.00##########", Format("D7"));
        Assert.Equal($"\"〔假设〕\"{money};\"〔假设〕\"-{money}", Format("G10"));
        Assert.Equal("49", styles[int.Parse(cells["F10"]["s"], CultureInfo.InvariantCulture)]["numFmtId"]);
    }

    [Fact]
    public void Figures_stand_at_the_right_serial_numbers_and_states_in_the_middle()
    {
        var file = new XlsxUnderTest(TableXlsx.Write(SomeTable.WithEverything()));
        var cells = file.Sheet("c").ToDictionary(c => c["r"], StringComparer.Ordinal);
        var alignments = file.Elements("xl/styles.xml", "alignment");
        string Align(string cell) => alignments[int.Parse(cells[cell]["s"], CultureInfo.InvariantCulture) - 1]["horizontal"];
        Assert.Equal(("center", "center", "left"), (Align("A7"), Align("A10"), Align("B7")));
        Assert.All(new[] { "C7", "D7", "E9", "F7", "G9", "G10", "F12", "H13" }, c => Assert.Equal("right", Align(c)));
        Assert.All(new[] { "D10", "F10", "A4", "A12" }, c => Assert.Equal("center", Align(c)));
        Assert.Equal(("left", "right", "center"), (Align("A3"), Align("G3"), Align("A1")));
    }

    [Fact]
    public void Columns_are_wide_enough_for_their_figures()
    {
        var file = new XlsxUnderTest(TableXlsx.Write(SomeTable.WithEverything()));
        var widths = file.Sheet("col").Select(c => decimal.Parse(c["width"], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(8, widths.Count);
        Assert.True(widths[5] > "1,234,567,890,123.45".Length);
    }

    [Fact]
    public void An_amount_beyond_fifteen_digits_stays_text_rather_than_lose_its_fen()
    {
        var table = SomeTable.WithEverything();
        var long16 = new OfficialTable("表", table.Header, [new(RowKind.Line, [.. Enumerable.Repeat<TableCell>(new TextCell("x"), 7), new MoneyCell(1_234_567_890_123_456)])]) { ReportingUnit = "局" };
        Assert.Equal("12,345,678,901,234.56", new XlsxUnderTest(TableXlsx.Write(long16)).Values()[5][7]);
    }

    [Theory]
    [InlineData(MoneyUnit.Yuan)]
    [InlineData(MoneyUnit.TenThousandYuan)]
    public void The_workbook_is_valid_against_the_format(MoneyUnit unit)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(TableXlsx.Write(SomeTable.WithEverything(unit))), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}"));
    }

    [Fact]
    public void A_long_watermark_or_note_stays_within_what_the_format_allows()
    {
        var table = SomeTable.WithEverything() with { Watermark = "水" + new string('&', 400), Notes = [new string('长', 20_000)] };
        var file = new XlsxUnderTest(TableXlsx.Write(table));
        var header = Assert.Single(file.Sheet("oddHeader"))[""];
        Assert.InRange(header.Length, 250, 255);
        Assert.Equal(0, header.Count(c => c == '&') % 2);
        Assert.All(file.Sheet("row"), r => Assert.InRange(decimal.Parse(r["ht"], CultureInfo.InvariantCulture), 10m, 409m));
    }

    [Fact]
    public void Text_that_xml_forbids_or_that_looks_like_an_escape_does_no_harm()
    {
        var header = new TableHeader(new Column("a", "甲", ColumnKind.Text), new Column("b", "乙", ColumnKind.Text));
        var table = new OfficialTable("a/b:c*'d'?[e]\u0001", header, [new(RowKind.Line, [new TextCell("x\u0000\u0008y\uFFFF\uD800"), new TextCell("_x0041_ 𠮷")])]) { ReportingUnit = "局" };
        var file = new XlsxUnderTest(TableXlsx.Write(table));
        Assert.Equal("xy", file.Values()[3][0]);
        Assert.Equal("_x0041_ 𠮷", file.Values()[3][1]);
        Assert.Equal("abcde", Assert.Single(file.Elements("xl/workbook.xml", "sheet"))["name"]);
    }

    private static object? Expected(TableCell cell, MoneyUnit unit) => cell switch
    {
        TextCell { Text: "" } => null,
        TextCell text => text.Text,
        StateCell state => state.Text,
        CountCell count => (decimal)count.Value,
        PerCapitaCell { Exact: "550/3" } => "550/3",
        PerCapitaCell rate => decimal.Parse(rate.Exact, CultureInfo.InvariantCulture),
        MoneyCell money => money.Fen / (unit == MoneyUnit.Yuan ? 100m : 1_000_000m),
        _ => throw new InvalidOperationException(),
    };

    private static object? Normal(object? value) => value switch
    {
        double number => (decimal)number,
        int number => (decimal)number,
        "" => null,
        _ => value,
    };
}
