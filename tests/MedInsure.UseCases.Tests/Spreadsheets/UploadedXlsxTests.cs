using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

public sealed class UploadedXlsxTests
{
    [Fact]
    public void Cells_come_as_text_with_the_row_numbers_of_the_program()
    {
        var sheet = Read(RawXlsx.Of(("填报", RawXlsx.Row(2, "甲县", "", "備註") + "<row r=\"5\"><c r=\"A5\"><v>12345</v></c><c r=\"B5\"><v>0.1</v></c><c r=\"C5\" t=\"b\"><v>1</v></c><c r=\"D5\"><v>123456789012345</v></c></row>")));
        Assert.Equal("填报", sheet.Name);
        Assert.Equal([2, 5], sheet.Rows.Select(r => r.Number));
        Assert.Equal(("甲县", "", "備註"), (sheet.Rows[0][0].Text, sheet.Rows[0][1].Text, sheet.Rows[0][2].Text));
        Assert.Equal(["12345", "0.1", "TRUE", "123456789012345"], sheet.Rows[1].Cells.Select(c => c.Text));
        Assert.Equal("", sheet.Rows[1][99].Text);
    }

    [Fact]
    public void A_formula_gives_its_stored_value_and_is_flagged()
    {
        var sheet = Read(RawXlsx.Of(("填报", "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><f>NOW()</f></c><c r=\"C1\"><v>2</v></c><c r=\"D1\" t=\"str\"><f>\"=x\"</f><v>=x</v></c><c r=\"E1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>")));
        Assert.Equal([new("2", true), new("", true), new("2", false), new("=x", true), new("#错误值", true)], sheet.Rows[0].Cells);
    }

    [Fact]
    public void Cells_without_a_reference_stand_one_after_the_other()
    {
        var sheet = Read(RawXlsx.Of(("填报", "<row><c><v>1</v></c><c><f>1</f><v>2</v></c></row><row><c><v>3</v></c></row>")));
        Assert.Equal([1, 2], sheet.Rows.Select(r => r.Number));
        Assert.Equal([new("1", false), new("2", true)], sheet.Rows[0].Cells);
    }

    [Fact]
    public void Dates_are_written_in_one_form()
    {
        var styled = RawXlsx.Of(("填报", "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>44196</v></c></row>"))
            .With("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
        styled.With("xl/_rels/workbook.xml.rels", styled.Text("xl/_rels/workbook.xml.rels").Replace("</Relationships>", "<Relationship Id=\"st\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>", StringComparison.Ordinal));
        Assert.Equal("2020-12-31", Read(styled).Rows[0][0].Text);
    }

    [Fact]
    public void Hidden_sheets_are_left_out_and_said()
    {
        var sheet = Read(RawXlsx.Of((".暗", RawXlsx.Row(1, "不读")), ("空", ""), ("填报", RawXlsx.Row(1, "读")), ("附件", RawXlsx.Row(1, "不读"))));
        Assert.Equal("读", sheet.Rows[0][0].Text);
        Assert.Equal(["工作表“暗”是隐藏的，没有读取。", "只读取了工作表“填报”，工作表“附件”没有读取。"], sheet.Notes);
        Assert.Equal(SheetRefusal.NoVisibleSheet, UploadedSheet.Read(new UploadedFile("x", RawXlsx.Of((".暗", RawXlsx.Row(1, "不读"))).Bytes()), new SheetLimits()).Problem);
    }

    [Fact]
    public void Formulas_belong_to_the_sheet_that_holds_them()
    {
        var sheet = Read(RawXlsx.Of((".暗", "<row r=\"1\"><c r=\"A1\"><f>1</f><v>1</v></c></row>"), ("填报", "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>1</f><v>1</v></c></row>")));
        Assert.Equal([false, true], sheet.Rows[0].Cells.Select(c => c.IsFormula));
    }

    [Fact]
    public void Too_many_formulas_are_refused_with_what_to_do_instead()
    {
        var file = new UploadedFile("x", RawXlsx.Of(("填报", "<row r=\"1\"><c r=\"A1\"><f>1</f><v>1</v></c><c r=\"B1\"><f>1</f><v>1</v></c></row>")).Bytes());
        Assert.True(UploadedSheet.Read(file, new SheetLimits { MaxFormulas = 2 }).IsOk);
        Assert.Equal("表格中的公式超过 1 个。请在 Excel 或 WPS 中复制全部内容，选择性粘贴为数值后再上传。", UploadedSheet.Read(file, new SheetLimits { MaxFormulas = 1 }).Problem!.Sentence);
    }

    [Fact]
    public void The_extension_does_not_matter()
    {
        var read = UploadedSheet.Read(new UploadedFile("数据.csv", RawXlsx.OneRow().Bytes()), new SheetLimits());
        Assert.Equal(SheetFormat.Xlsx, read.Value.Format);
    }

    private static Sheet Read(RawXlsx file)
    {
        var read = UploadedSheet.Read(new UploadedFile("数据.xlsx", file.Bytes()), new SheetLimits());
        Assert.True(read.IsOk, read.Problem?.Sentence);
        return read.Value;
    }
}
