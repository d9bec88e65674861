using System.Text;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Spreadsheets;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class HeadcountFileTests
{
    private static readonly (RegionCode Code, string Name)[] Units = [(new("620102"), "城关区"), (new("620103"), "七里河区"), (new("620171"), "兰州新区")];

    private static readonly HeadcountScope Scope = new(Units.ToDictionary(u => u.Code, u => u.Name), Units.Select(u => u.Code).ToHashSet(), 2020);

    [Fact]
    public void The_template_is_filled_in_refused_explained_corrected_and_accepted()
    {
        var template = Template();
        var mine = SomeTemplate.Typed(TemplateXlsx.Write(template), ("D4", "1000"), ("E4", "2020-12-31"), ("D5", "-2"), ("E5", "2020-12-31"));
        var first = Check(mine, template).Value;
        Assert.Equal((4, 1000L), (first.Check.Rows.Single().RowNumber, first.Check.Rows.Single().Persons));
        Assert.Equal((5, "参保人数"), (first.Check.Errors.Single().Row, first.Check.Errors.Single().Column));
        Assert.Equal(["有10行没有填写人数和截止日期，没有导入。"], first.Notes);

        var explained = first.WithErrors().Value;
        Assert.Contains("是负数", SomeTemplate.Read(explained).Rows.Single(r => r.Number == 5)[6].Text, StringComparison.Ordinal);

        var second = Check(SomeTemplate.Typed(explained, ("D5", "2000"), ("D6", "3000"), ("E6", "2020-12-31")), template).Value;
        Assert.Empty(second.Check.Errors);
        Assert.Equal(["有9行没有填写人数和截止日期，没有导入。"], second.Notes);
        Assert.Equal([1000L, 2000L, 3000L], second.Check.Rows.Select(r => r.Persons));
    }

    [Fact]
    public void The_csv_template_goes_the_same_way()
    {
        var text = Encoding.UTF8.GetString(TemplateCsv.Write(Template())).Replace("城关区,户籍,,,", "城关区,户籍,7,2020-12-31,", StringComparison.Ordinal);
        Assert.Equal(7, Assert.Single(Check(CsvText.StrictGb18030.GetBytes(text.TrimStart('\uFEFF')), Template()).Value.Check.Rows).Persons);
    }

    [Fact]
    public void A_template_of_another_bureau_or_year_or_with_nothing_in_it_is_refused()
    {
        string Sentence(SheetTemplate uploaded) => Check(TemplateXlsx.Write(uploaded), Template()).Problem!.Sentence;
        Assert.Contains("没有填写任何一行", Sentence(Template()), StringComparison.Ordinal);
        Assert.Contains("其他机构", Sentence(HeadcountTemplate.For("huainan", "淮南市医疗保障局", 2020, Units)), StringComparison.Ordinal);
        Assert.Contains("2021年度", Sentence(HeadcountTemplate.For("lanzhou", "兰州市医疗保障局", 2021, Units)), StringComparison.Ordinal);
        Assert.Contains("另一种业务", Sentence(SomeTemplate.Form()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_from_a_formula_is_taken_as_stored_with_a_warning_and_one_without_result_is_refused()
    {
        var stamp = RawXlsx.Row(1, "headcount", "1", "lanzhou", "2020");
        string Row(int n, string persons) => $"<row r=\"{n}\"><c r=\"A{n}\"><v>{620_100 + n}</v></c><c r=\"B{n}\" t=\"inlineStr\"><is><t>户籍</t></is></c><c r=\"C{n}\">{persons}</c><c r=\"D{n}\" t=\"inlineStr\"><is><t>2020-12-31</t></is></c></row>";
        var file = RawXlsx.Of(("填报", RawXlsx.Row(1, "行政区划代码", "参保身份", "参保人数", "截止日期") + Row(2, "<f>1+1</f><v>2</v>") + Row(3, "<f>1+1</f>")), (".模板信息", stamp));
        var check = Check(file.Bytes(), Template()).Value.Check;
        Assert.Equal(2, Assert.Single(check.Rows).Persons);
        Assert.Contains("按文件保存时的结果“2”读取", check.Warnings.Single(w => w.Row == 2).Sentence, StringComparison.Ordinal);
        Assert.Contains("公式没有保存结果", Assert.Single(check.Errors).Sentence, StringComparison.Ordinal);
    }

    private static SheetTemplate Template() => HeadcountTemplate.For("lanzhou", "兰州市医疗保障局", 2020, Units);

    private static Rules.Outcomes.Result<CheckedHeadcountFile> Check(byte[] content, SheetTemplate template) =>
        HeadcountFile.Check(new UploadedFile("参保人数.xlsx", content), template, Scope, new SheetLimits());
}
