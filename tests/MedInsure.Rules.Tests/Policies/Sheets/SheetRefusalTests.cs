using MedInsure.Rules.Policies.Sheets;

namespace MedInsure.Rules.Tests.Policies.Sheets;

/// <summary>What cannot be understood is refused with its cell and a sentence; beside each the same cell filled in soundly.</summary>
public sealed class SheetRefusalTests
{
    [Theory]
    [InlineData("lanzhou", "资助标准", 4, "金额（元/人）", "二百", "I8 “二百”不是数", "220")]
    [InlineData("lanzhou", "资助标准", 4, "金额（元/人）", "200元", "I8 “200元”不是数", "１，２００")]
    [InlineData("lanzhou", "资助标准", 4, "金额（元/人）", "-5", "I8 “-5”不是数", "0")]
    [InlineData("lanzhou", "资助标准", 4, "金额（元/人）", "1.2345678", "小数超过六位", "1.234567")]
    [InlineData("lanzhou", "资助标准", 4, "金额（元/人）", "#错误值", "不是数", "1")]
    [InlineData("lanzhou", "资助标准", 4, "金额（元/人）", "", "I8 “定额”要填“金额（元/人）”", "1")]
    [InlineData("lanzhou", "资助标准", 4, "占个人缴费的比例（%）", "80", "J8 “定额”不填“占个人缴费的比例（%）”", "")]
    [InlineData("lanzhou", "资助标准", 4, "资助对象", "农村低保二类对像", "A8 “资助对象”中没有“农村低保二类对像”，是不是“农村低保二类", "特困人员")]
    [InlineData("lanzhou", "资助标准", 4, "资助对象", "飞行员", "请从下拉列表中选择", "孤儿")]
    [InlineData("lanzhou", "资助标准", 4, "资助形式", "部分", "H8 “资助形式”中没有“部分”，请从下拉列表中选择", "定额")]
    [InlineData("lanzhou", "资助标准", 8, "新增对象参保（认定后第几个月）", "", "O12 写了新增对象月份的，要填", "0")]
    [InlineData("lanzhou", "资助标准", 8, "新增对象参保（认定后第几个月）", "0.5", "O12 “0.5”不是整数", "1")]
    [InlineData("lanzhou", "资助标准", 8, "资金来源", "50%", "看不懂资金来源", "医疗救助资金")]
    [InlineData("lanzhou", "市县分担比例", 0, "适用地区", "榆种县、永登县", "B4 没有找到地区“榆种县”，是不是“榆中县”。请核对", "榆中县、永登县")]
    [InlineData("lanzhou", "市县分担比例", 0, "适用地区", "", "B4 没有写适用地区", "全部地区")]
    [InlineData("lanzhou", "市县分担比例", 0, "适用地区", "榆中县620102", "名称与代码不符（620102 是城关区）", "榆中县620123")]
    [InlineData("lanzhou", "市县分担比例", 0, "县级（份）", "", "E4 至少要填两级的份数", "4.5")]
    [InlineData("lanzhou", "市县分担比例", 0, "分的是哪一部分", "", "A4 每一行要填“分的是哪一部分”", "省市县合计")]
    [InlineData("lanzhou", "市县分担比例", 0, "其中除外", "全部地区", "不能把全部地区都除外", "永登县")]
    [InlineData("gansu", "分担档次", 0, "适用地区", "庆阳", "“第一档 中央”与“第一档 省级”同属一个档次，“适用地区”应当一致", null)]
    [InlineData("gansu", "分担档次", 0, "档次名称", "", "应当一致", null)]
    [InlineData("gansu", "分担档次", 0, "承担方式", "按比例", "“按比例”要填“比例（%）”", "定额")]
    [InlineData("henan", "分担档次", 0, "比例（%）", "0.75", "请连同百分号填“0.75%”", "75")]
    [InlineData("henan", "分担档次", 0, "比例（%）", "1", "看不清是百分之几", "1%")]
    [InlineData("henan", "大病筹资", 0, "档次名称", " ", "A4 每一行要填“档次名称”", "甲档")]
    public void A_cell_that_cannot_be_understood(string tenant, string sheet, int row, string column, string wrong, string sentence, string? sound)
    {
        var workbook = Workbook.Of(tenant);
        workbook[sheet][row][column] = wrong;
        Assert.Contains(workbook.Read().Errors, error => $"{error.Cell} {error.Sentence}".Contains(sentence, StringComparison.Ordinal));
        if (sound is not null)
        {
            workbook[sheet][row][column] = sound;
            Assert.Equal([], workbook.Read().Errors);
        }
    }

    /// <summary>嘉峪关市 is a prefecture and, in the register, the only county in it.</summary>
    [Fact]
    public void A_name_that_several_regions_have_is_asked_about_and_goes_out_with_its_code()
    {
        var workbook = Workbook.Of("gansu");
        Assert.Equal("兰州市、金昌市、嘉峪关市620200", workbook["分担档次"][6]["适用地区"]);
        workbook["大病筹资"][0]["适用地区"] = "嘉峪关";
        Assert.Matches("^B4 有几个地区都叫“嘉峪关”，请写明代码：嘉峪关市620200、嘉峪关市6202[0-9]{2}。", workbook.OneError());
        workbook["大病筹资"][0]["适用地区"] = "嘉峪关市620200";
        Assert.Equal([], workbook.Read().Errors);
    }

    [Fact]
    public void A_formula_is_refused_whatever_its_value()
    {
        var workbook = Workbook.Of("lanzhou");
        workbook["资助标准"][4].Formulas.Add("金额（元/人）");
        Assert.StartsWith("I8 “金额（元/人）”里是公式", workbook.OneError(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_of_this_version_is_refused()
    {
        var workbook = Workbook.Of("lanzhou");
        workbook["资助标准"].Add(Workbook.Of("gansu")["资助标准"][4]);
        Assert.Contains("第13行的标识在这份表格所依据的版本中不存在", workbook.OneError(), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_that_cannot_be_told_apart_are_refused()
    {
        var workbook = Workbook.Of("lanzhou");
        var line = workbook["资助标准"][4];
        workbook["资助标准"].Add(line.Copy());
        Assert.Contains("第8行、第13行完全相同", workbook.OneError(), StringComparison.Ordinal);
        workbook["资助标准"][^1]["金额（元/人）"] = "210";
        Assert.Equal([], workbook.Read().Errors);
        line["金额（元/人）"] = "220";
        Assert.Contains("分不清哪一行是新增的", workbook.OneError(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_sheet_is_refused_and_not_taken_for_deleted_rows()
    {
        var workbook = Workbook.Of("lanzhou");
        var reading = SheetReading.Of(workbook.Content, workbook.Words, [.. workbook.Filled().Where(sheet => sheet.Name != "资助标准")]);
        Assert.Contains("缺少工作表“资助标准”", Assert.Single(reading.Errors).Sentence, StringComparison.Ordinal);
        Assert.Empty(reading.Changes);
    }

    [Fact]
    public void A_new_row_says_what_it_lacks()
    {
        var workbook = Workbook.Of("lanzhou");
        workbook.Add("资助标准", ("金额（元/人）", "100"));
        var sentences = string.Join('\n', workbook.Read().Errors.Select(error => $"{error.Cell} {error.Sentence}"));
        Assert.Contains("B13 没有写适用地区", sentences, StringComparison.Ordinal);
        Assert.Contains("A13 每一行要填“资助对象”", sentences, StringComparison.Ordinal);
        Assert.Contains("H13 每一行要填“资助形式”", sentences, StringComparison.Ordinal);
    }
}
