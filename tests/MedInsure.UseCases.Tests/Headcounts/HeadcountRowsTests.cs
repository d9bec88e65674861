using System.Text;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class HeadcountRowsTests
{
    private const string Header = "行政区划代码,行政区划名称,参保身份,参保人数,截止日期,备注\n";

    private static readonly HeadcountScope Scope = new(
        new Dictionary<RegionCode, string> { [new("620102")] = "城关区", [new("620103")] = "七里河区", [new("620171")] = "兰州新区", [new("340402")] = "大通区" },
        new HashSet<RegionCode> { new("620102"), new("620103"), new("620171") },
        2020);

    [Theory]
    [InlineData("620102,城关区,户籍,123456,2020-12-31,")]
    [InlineData("620102,,户籍,\"123,456\",2020/12/31,")]
    [InlineData("６２０１０２,兰州市城关区, 户籍 ,１２３４５６,2020年12月31日,")]
    [InlineData("620102,城关区,户籍人口,123456.00,20201231,")]
    public void The_ways_in_which_people_write_a_row_mean_the_same(string row)
    {
        var check = Check(row);
        Assert.Empty(check.Errors);
        Assert.Equal(new HeadcountRow(2, new RegionCode("620102"), EnrolmentBasis.HouseholdRegister, 123_456, new DateOnly(2020, 12, 31), ""), Assert.Single(check.Rows));
    }

    [Fact]
    public void Zero_is_a_number_and_blank_is_not()
    {
        Assert.Equal(0, Assert.Single(Check("620102,,户籍,0,2020-12-31,").Rows).Persons);
        Assert.Contains("没有填写", Only("620102,,户籍,,2020-12-31,", "参保人数"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1", "是负数")]
    [InlineData("－1", "是负数")]
    [InlineData("1.5", "不是整数")]
    [InlineData("-0.5", "不是整数")]
    [InlineData("1e3", "不是数字")]
    [InlineData("12人", "不是数字")]
    [InlineData("\"1,23\"", "不是数字")]
    [InlineData("100000000", "超过 99999999 人")]
    [InlineData("99999999999999999999999999", "超过 99999999 人")]
    [InlineData("#错误值", "不是数字")]
    public void A_number_that_cannot_be_is_refused(string number, string sentence) =>
        Assert.Contains(sentence, Only($"620102,,户籍,{number},2020-12-31,", "参保人数"), StringComparison.Ordinal);

    [Fact]
    public void The_largest_number_is_still_accepted() => Assert.Equal(99_999_999, Assert.Single(Check("620102,,户籍,99999999,2020-12-31,").Rows).Persons);

    [Theory]
    [InlineData("", "没有填写")]
    [InlineData("999999", "没有“999999”这个行政区划代码")]
    [InlineData("城关区", "没有“城关区”这个行政区划代码")]
    [InlineData("340402", "340402 大通区不在本机构的填报范围内")]
    public void An_unknown_region_and_a_foreign_one_are_told_apart(string code, string sentence) =>
        Assert.Contains(sentence, Only($"{code},,户籍,1,2020-12-31,", "行政区划代码"), StringComparison.Ordinal);

    [Fact]
    public void A_name_that_belongs_to_another_code_is_refused() =>
        Assert.Contains("代码 620102 是城关区", Only("620102,七里河区,户籍,1,2020-12-31,", "行政区划名称"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "没有填写")]
    [InlineData("外籍", "“外籍”不是可用的参保身份")]
    public void The_ground_of_enrolment_is_one_of_four(string word, string sentence) =>
        Assert.Contains(sentence, Only($"620102,,{word},1,2020-12-31,", "参保身份"), StringComparison.Ordinal);

    [Fact]
    public void All_four_grounds_are_read_back_by_their_names() =>
        Assert.All(Enum.GetValues<EnrolmentBasis>(), b => Assert.True(EnrolmentNames.TryParse(b.Name(), out var read) && read == b));

    [Theory]
    [InlineData("", "没有填写")]
    [InlineData("2020-02-30", "不是日期")]
    [InlineData("44196", "不是日期")]
    [InlineData("2012-12-31", "相差太远")]
    public void The_date_is_a_date_near_the_year(string date, string sentence) =>
        Assert.Contains(sentence, Only($"620102,,户籍,1,{date},", "截止日期"), StringComparison.Ordinal);

    [Fact]
    public void A_second_row_for_the_same_region_and_ground_is_refused_and_names_the_first()
    {
        var check = Check("620102,,户籍,1,2020-12-31,\n620102,,居住证,1,2020-12-31,\n620102,,户籍,2,2020-12-31,");
        Assert.Equal([2, 3], check.Rows.Select(r => r.RowNumber));
        var error = Assert.Single(check.Errors);
        Assert.Equal(4, error.Row);
        Assert.Contains("与第2行重复", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_of_a_row_that_is_wrong_in_its_number_is_still_found() =>
        Assert.Contains(Check("620102,,户籍,-1,2020-12-31,\n620102,,户籍,2,2020-12-31,").Errors, e => e.Row == 3 && e.Sentence.Contains("重复", StringComparison.Ordinal));

    [Fact]
    public void Everything_wrong_with_a_row_is_said_at_once() =>
        Assert.Equal(["行政区划代码", "参保身份", "参保人数", "截止日期"], Check("999999,,x,-1,y,").Errors.Select(e => e.Column));

    [Fact]
    public void Rows_of_the_template_that_nobody_filled_in_are_left_out_and_counted()
    {
        var check = Check("620102,城关区,户籍,,,\n620103,七里河区,户籍,5,2020-12-31,");
        Assert.Equal([2], check.Unfilled);
        Assert.Single(check.Rows);
        Assert.Empty(check.Errors);
    }

    private static HeadcountCheck Check(string rows)
    {
        var sheet = UploadedSheet.Read(new UploadedFile("x.csv", Encoding.UTF8.GetBytes(Header + rows)), new SheetLimits()).Value;
        return HeadcountRows.Validate(SheetHeader.Find(sheet, HeadcountTemplate.For("lanzhou", "兰州市医疗保障局", 2020, []).Expected).Value.Rows, Scope);
    }

    private static string Only(string row, string column)
    {
        var check = Check(row);
        Assert.Empty(check.Rows);
        var error = Assert.Single(check.Errors);
        Assert.Equal((2, column), (error.Row, error.Column));
        Assert.Contains("请", error.Sentence, StringComparison.Ordinal);
        return error.Sentence;
    }
}
