using System.Text;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

public sealed class SheetHeaderTests
{
    private static readonly ExpectedColumn[] Expected = [new("行政区划代码", true, "区划代码", "代码"), new("参保人数", true), new("备注", false)];

    [Fact]
    public void The_header_is_found_below_a_title_and_under_other_names()
    {
        var sheet = Find("某县参保人数表\n填报单位：某局,,\n* 区划 代码,参保人数（必填）,说明列\n620102,5,x\n").Value;
        Assert.Equal(3, sheet.HeaderRow);
        Assert.Equal((4, "620102", "5", ""), (sheet.Rows[0].Number, sheet.Rows[0]["行政区划代码"].Text, sheet.Rows[0]["参保人数"].Text, sheet.Rows[0]["备注"].Text));
        Assert.Equal(["列“说明列”不在模板中，没有读取。"], sheet.Notes);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        Assert.Equal(SheetRefusal.MissingColumns(["参保人数"]), Find("代码,人头\n1,2\n").Problem);
        Assert.Equal(SheetRefusal.MissingColumns(["行政区划代码", "参保人数"]), Find("甲,乙\n1,2\n").Problem);
    }

    [Fact]
    public void A_column_that_stands_twice_is_refused_even_under_two_names()
    {
        Assert.Equal(SheetRefusal.DuplicateColumn("行政区划代码", 1), Find("代码,代码,参保人数\n1,1,2\n").Problem);
        Assert.Equal("第1行表头中“代码”和“行政区划代码”都是“行政区划代码”。请只保留其中一列后再上传。", Find("代码,行政区划代码,参保人数\n1,1,2\n").Problem!.Sentence);
        Assert.True(Find("代码,其他,其他,参保人数\n1,1,1,2\n").IsOk);
    }

    [Fact]
    public void Our_own_explanations_are_ignored_when_a_file_comes_again() => Assert.Empty(Find("代码,参保人数,错误说明\n1,2,不对\n").Value.Notes);

    private static MedInsure.Rules.Outcomes.Result<HeadedSheet> Find(string csv) =>
        SheetHeader.Find(UploadedSheet.Read(new UploadedFile("x.csv", Encoding.UTF8.GetBytes(csv)), new SheetLimits()).Value, Expected);
}
