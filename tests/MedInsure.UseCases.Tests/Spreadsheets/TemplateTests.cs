using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Tables;

namespace MedInsure.UseCases.Tests.Spreadsheets;

public sealed class TemplateTests
{
    [Fact]
    public void A_template_reads_back_with_its_stamp_header_and_rows()
    {
        var sheet = SomeTemplate.Read(TemplateXlsx.Write(SomeTemplate.Form()));
        Assert.Equal(("填报", new TemplateStamp("form", 2, "lanzhou", 2020)), (sheet.Name, sheet.Stamp));
        Assert.Empty(sheet.Notes);
        var headed = SheetHeader.Find(sheet, SomeTemplate.Form().Expected).Value;
        Assert.Equal(3, headed.HeaderRow);
        Assert.Equal([(4, "620102"), (5, "3404L1")], headed.Rows.Select(r => (r.Number, r["代码"].Text)));
        Assert.Null(TemplateStamps.Mismatch(sheet, SomeTemplate.Form()));
    }

    [Fact]
    public void The_workbook_is_valid_and_the_stamp_is_very_hidden()
    {
        var bytes = TemplateXlsx.Write(SomeTemplate.Form());
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var sheets = new XlsxUnderTest(bytes).Elements("xl/workbook.xml", "sheet");
        Assert.Equal(["填报", "填写说明", "模板信息"], sheets.Select(s => s["name"]));
        Assert.Equal(["", "", "veryHidden"], sheets.Select(s => s.GetValueOrDefault("state", "")));
    }

    [Fact]
    public void Header_cells_are_locked_and_the_rest_is_open_with_its_format_and_check()
    {
        var file = new XlsxUnderTest(TemplateXlsx.Write(SomeTemplate.Form()));
        var part = file.Parts().Single(p => p.Contains("worksheets", StringComparison.Ordinal) && file.Elements(p, "dataValidation").Count > 0);
        Assert.Equal("1", Assert.Single(file.Elements(part, "sheetProtection"))["sheet"]);
        var protections = file.Elements("xl/styles.xml", "protection");
        bool Locked(string style) => protections[int.Parse(style, System.Globalization.CultureInfo.InvariantCulture) - 1]["locked"] == "1";
        var cells = file.Elements(part, "c").ToDictionary(c => c["r"], StringComparer.Ordinal);
        Assert.True(Locked(cells["A1"]["s"]));
        Assert.True(Locked(cells["A3"]["s"]));
        Assert.False(Locked(cells["B4"]["s"]));
        Assert.All(file.Elements(part, "col"), c => Assert.False(Locked(c["style"])));

        var checks = file.Elements(part, "dataValidation").ToDictionary(c => c["sqref"], StringComparer.Ordinal);
        Assert.Equal(("list", "'模板信息'!$A$2:$A$3"), (checks["A4:A2003"]["type"], checks["A4:A2003"][""]));
        Assert.Equal(("whole", "greaterThanOrEqual", "0"), (checks["B4:B2003"]["type"], checks["B4:B2003"]["operator"], checks["B4:B2003"][""]));
        Assert.Equal("date", checks["C4:C2003"]["type"]);
    }

    [Fact]
    public void Another_template_tenant_year_or_version_is_refused_each_with_its_sentence()
    {
        string? Sentence(SheetTemplate uploaded) => TemplateStamps.Mismatch(SomeTemplate.Read(TemplateXlsx.Write(uploaded)), SomeTemplate.Form())?.Sentence;
        Assert.Null(Sentence(SomeTemplate.Form()));
        Assert.Contains("另一种业务的模板", Sentence(SomeTemplate.Form(id: "other")), StringComparison.Ordinal);
        Assert.Contains("其他机构", Sentence(SomeTemplate.Form(tenant: "huainan")), StringComparison.Ordinal);
        Assert.Contains("2021年度的模板，现在填报的是2020年度", Sentence(SomeTemplate.Form(year: 2021)), StringComparison.Ordinal);
        Assert.Contains("模板版本不符", Sentence(SomeTemplate.Form(version: 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_xlsx_without_a_stamp_is_refused_and_a_visible_sheet_does_not_pass_for_one()
    {
        var stamp = RawXlsx.Row(1, "form", "2", "lanzhou", "2020");
        string? Sentence(RawXlsx file) => TemplateStamps.Mismatch(SomeTemplate.Read(file.Bytes()), SomeTemplate.Form())?.Sentence;
        Assert.Contains("没有模板标记", Sentence(RawXlsx.OneRow()), StringComparison.Ordinal);
        Assert.Contains("没有模板标记", Sentence(RawXlsx.Of(("填报", RawXlsx.Row(1, "甲")), ("模板信息", stamp))), StringComparison.Ordinal);
        Assert.Contains("没有模板标记", Sentence(RawXlsx.Of(("填报", RawXlsx.Row(1, "甲")), (".模板信息", RawXlsx.Row(1, "form", "x")))), StringComparison.Ordinal);
        Assert.Null(Sentence(RawXlsx.Of(("填报", RawXlsx.Row(1, "甲")), (".模板信息", stamp))));
    }

    [Theory]
    [InlineData(CsvEncoding.Utf8)]
    [InlineData(CsvEncoding.Gb18030)]
    public void A_csv_template_carries_its_stamp_in_the_first_line(CsvEncoding encoding)
    {
        var sheet = SomeTemplate.Read(TemplateCsv.Write(SomeTemplate.Form(year: 2021), encoding));
        Assert.Equal(SomeTemplate.Form(year: 2021).Stamp, sheet.Stamp);
        Assert.Contains("2021年度的模板", TemplateStamps.Mismatch(sheet, SomeTemplate.Form())!.Sentence, StringComparison.Ordinal);
        Assert.Equal(["620102", "3404L1"], SheetHeader.Find(sheet, SomeTemplate.Form().Expected).Value.Rows.Select(r => r["代码"].Text));
    }

    [Fact]
    public void A_csv_without_a_stamp_is_accepted() =>
        Assert.Null(TemplateStamps.Mismatch(SomeTemplate.Read(Encoding.UTF8.GetBytes("代码,人数\n620102,5\n")), SomeTemplate.Form()));
}
