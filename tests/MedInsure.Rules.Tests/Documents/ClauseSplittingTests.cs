using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Documents;

namespace MedInsure.Rules.Tests.Documents;

public sealed class ClauseSplittingTests
{
    private const string Notice =
        """
        甲市医疗保障局文件
        甲医保〔2031〕7号
        各县：现就有关事项通知如下。

        一、提高筹资标准
        （一）财政补助。每人增加 12.5 元。
        其中县级负担三成。
        ( 二 ) 个人缴费。分三步：
        1. 先登记。
        2．后缴费。
        （1）线上办理。
        (2)窗口办理。
        3、再核对。
        — 2 —
        二、做好实施
        各县抓紧落实。
        附表：各县标准表
        甲市医疗保障局
        2031年5月6日
        附 表
        一、第一档 97.6
        1. 东县
        附件２
        另见说明。
        """;

    [Fact]
    public void A_notice_is_divided_by_its_own_numbers() => Assert.Equal(
        ["首段", "一", "一(一)", "一(二)", "一(二)1", "一(二)2", "一(二)2(1)", "一(二)2(2)", "一(二)3", "二", "附表", "附件2"],
        ClauseSplitting.Of(Notice).Clauses.Select(clause => clause.Path));

    [Fact]
    public void The_text_of_a_clause_goes_on_to_the_next_number()
    {
        var clauses = ClauseSplitting.Of(Notice).Clauses.ToDictionary(clause => clause.Path, clause => clause.Text);
        Assert.Equal("（一）财政补助。每人增加 12.5 元。\n其中县级负担三成。", clauses["一(一)"]);
        Assert.Equal("甲市医疗保障局文件\n甲医保〔2031〕7号\n各县：现就有关事项通知如下。", clauses["首段"]);
        Assert.Equal("附 表\n一、第一档 97.6\n1. 东县", clauses["附表"]);
        Assert.EndsWith("2031年5月6日", clauses["二"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_a_number_is_one_opening() => Assert.Equal([new SplitClause("首段", "全文没有编号。\n只有两行。")], ClauseSplitting.Of("全文没有编号。\r\n只有两行。").Clauses);

    [Fact]
    public void An_empty_text_has_no_clause() => Assert.Empty(ClauseSplitting.Of(" \n\n").Clauses);

    [Theory]
    [InlineData("一、对农村低保\n二、三、四类保障对象给予资助。", "一")]
    [InlineData("一、标准\n2020年起执行。\n97.6元。\n7. 不是编号。", "一")]
    [InlineData("一、标准\n550 440 100", "一")]
    public void A_line_that_only_looks_numbered_stays_where_it_is(string text, string path) => Assert.Equal([path], ClauseSplitting.Of(text).Clauses.Select(clause => clause.Path));

    [Fact]
    public void Parts_that_are_counted_on_through_the_sections_keep_the_section() =>
        Assert.Equal(["一", "一(三)", "二", "二(四)", "七", "七(二十)"], ClauseSplitting.Of("一、甲\n(三)乙\n二、丙\n（四）丁\n七、戊\n(二十)己").Clauses.Select(clause => clause.Path));

    [Fact]
    public void Articles_of_a_regulation_are_clauses() => Assert.Equal(["首段", "第一条", "第十二条", "第十二条(一)"], ClauseSplitting.Of("办法\n第一条 目的。\n第十二条 分工：\n（一）市。").Clauses.Select(clause => clause.Path));

    [Fact]
    public void A_number_that_comes_twice_is_kept_twice_and_said()
    {
        var split = ClauseSplitting.Of("四、甲\n(一)乙\n四、丙\n(一)丁");
        Assert.Equal(["四", "四(一)", "四·2", "四(一)·2"], split.Clauses.Select(clause => clause.Path));
        Assert.Equal(2, split.Notes.Count);
        Assert.Empty(ClauseSplitting.Of(Notice).Notes);
    }

    [Fact]
    public void Nothing_of_a_text_is_lost_and_no_path_comes_twice()
    {
        var line = Gen.Elements("一、甲", "二、乙", "（一）丙", "(二)丁", "1. 戊", "2、己", "（1）庚", "附件1", "附表", "附表：辛", "文字。", "第三条 壬", "二、三、四类", "  ", "550 440", "一二三");
        Prop.ForAll(
            line.ListOf().ToArbitrary(),
            lines =>
            {
                var split = ClauseSplitting.Of(string.Join('\n', lines)).Clauses;
                Assert.Equal(string.Join('\n', lines.Select(one => one.Trim()).Where(one => one.Length > 0)), string.Join('\n', split.Select(clause => clause.Text)));
                Assert.Equal(split.Count, split.Select(clause => clause.Path).Distinct().Count());
                return true;
            }).QuickCheckThrowOnFailure();
    }
}
