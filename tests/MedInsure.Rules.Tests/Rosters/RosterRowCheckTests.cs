using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;
using static MedInsure.Rules.Rosters.RosterColumn;
using static MedInsure.Rules.Tests.Rosters.RosterDesk;

namespace MedInsure.Rules.Tests.Rosters;

public sealed class RosterRowCheckTests
{
    private static readonly RosterFrame Full = Frame();

    private static readonly RosterFrame Increment = Frame(RosterKind.Increment);

    [Fact]
    public void A_sound_row_of_a_full_roster_is_read()
    {
        var reading = Read(Full, (Town, " 甲街道 "), (Village, "乙社区"), (Remark, "随便写"), (Change, "无变化"));
        Assert.Empty(reading.Faults);
        var row = reading.Row!;
        Assert.Equal((5, Number(0), "赵某", "orphan", "620102"), (row.RowNumber, row.Number.Value, row.Name, row.Category, row.Region.Value));
        Assert.Equal((new DateOnly(2020, 11, 20), null, RosterChange.Added, "甲街道", "乙社区"), (row.Identified, row.Cancelled, row.Change, row.Town, row.Village));
    }

    [Fact]
    public void Rows_of_an_increment_say_who_came_and_who_left()
    {
        Assert.Equal((RosterChange.Added, null), (Read(Increment, (Change, " 新增 ")).Row!.Change, Read(Increment, (Change, "增加")).Row!.Cancelled));
        var left = Read(Increment, (Change, "取消"), (Identified, "2019-03"), (Cancelled, "2020年10月")).Row!;
        Assert.Equal((RosterChange.Cancelled, new Month(2020, 10)), (left.Change, left.Cancelled));
        Assert.Equal(November, Read(Increment, (Change, "退出"), (Cancelled, "2020-11-30")).Row!.Cancelled);
    }

    [Fact]
    public void All_faults_of_a_row_are_said_at_once()
    {
        var reading = Read(Frame(RosterKind.Increment), (Name, ""), (RosterColumn.Number, ""), (Category, "三无人员"), (Region, "没有县"), (Identified, "昨天"), (Change, "变更"));
        Assert.Equal([Name, RosterColumn.Number, Category, Region, Identified, Change], reading.Faults.Select(fault => fault.Column).Order());
        Assert.All(reading.Faults, fault => Assert.EndsWith("。", fault.Sentence, StringComparison.Ordinal));
        Assert.Null(reading.Row);
    }

    [Theory]
    [InlineData("", "没有填身份证号码")]
    [InlineData("620123500101001", "15 位旧号码")]
    [InlineData("62012319500101", "应为 18 位")]
    [InlineData("6.20123E+17", "后几位已经丢失。请先把“身份证号码”列设为文本格式")]
    [InlineData("6.20123195001012E+17", "后几位已经丢失")]
    [InlineData("620123195001010000", "按数字保存时丢了后几位")]
    [InlineData("62012319500101A001", "应为数字")]
    [InlineData("620123195013010001", "出生日期不成立")]
    [InlineData("#错误值", "公式的错误值")]
    [InlineData("#没有结果", "没有保存它的结果")]
    public void What_is_wrong_with_a_number_is_said(string text, string words) => Assert.Contains(words, Fault(Full, RosterColumn.Number, (RosterColumn.Number, text)), StringComparison.Ordinal);

    [Fact]
    public void A_number_that_was_protected_from_the_spreadsheet_program_is_read()
    {
        foreach (var written in new[] { $"'{Number(0)}", $"=\"{Number(0)}\"", $"\t{Number(0)}", $"‘{Number(0)}" })
        {
            Assert.Equal(Number(0), Read(Full, (RosterColumn.Number, written)).Row!.Number.Value);
        }
    }

    [Theory]
    [InlineData(Name, "赵1", "姓名中有数字")]
    [InlineData(Category, "", "没有填身份类别")]
    [InlineData(Category, "三无人员", "政策中没有身份类别")]
    [InlineData(Identified, "", "没有填认定时间")]
    [InlineData(Identified, "44155", "“44155”不是日期，请写成 2020-11-20 或 2020-11 的样子")]
    [InlineData(Identified, "2020-12-01", "晚于名单月份（2020年11月）")]
    [InlineData(Identified, "1949-12-31", "早于身份证号码中的出生日期")]
    [InlineData(Identified, "#N/A", "公式的错误值")]
    [InlineData(Cancelled, "2020-10", "不应有取消时间")]
    [InlineData(Change, "取消", "全量名单只列当月仍有该身份的人员")]
    [InlineData(Region, "", "您负责多个县（市、区），请补填")]
    [InlineData(Region, "#REF!", "公式的错误值")]
    public void Each_fault_of_a_full_roster_has_its_sentence(RosterColumn column, string text, string words) => Assert.Contains(words, Fault(Full, column, (column, text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "", Change, "没有填变更情况")]
    [InlineData("变更", "", Change, "“变更”不是可用的变更情况，请填“新增”或“取消”")]
    [InlineData("取消", "", Cancelled, "没有填取消时间")]
    [InlineData("取消", "不知道", Cancelled, "不是日期")]
    [InlineData("取消", "2020-12", Cancelled, "晚于名单月份")]
    [InlineData("取消", "2020-10-31", Cancelled, "早于认定时间")]
    [InlineData("新增", "2020-11", Cancelled, "变更情况是新增")]
    public void Each_fault_of_an_increment_has_its_sentence(string change, string cancelled, RosterColumn column, string words) =>
        Assert.Contains(words, Fault(Increment, column, (Change, change), (Cancelled, cancelled)), StringComparison.Ordinal);

    /// <summary>Cells that slipped by one column would otherwise put numbers of identity cards into lists of faults, logs and tables.</summary>
    [Theory]
    [InlineData(Name)]
    [InlineData(Category)]
    [InlineData(Town)]
    [InlineData(Village)]
    [InlineData(Region)]
    [InlineData(Identified)]
    public void No_sentence_repeats_a_number_of_an_identity_card(RosterColumn column)
    {
        var sentence = Fault(Full, column, (column, Number(7)));
        Assert.DoesNotContain("0000", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("620123", sentence, StringComparison.Ordinal);
        Assert.Contains("列错位", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_on_the_edge_are_taken()
    {
        Assert.NotNull(Read(Full, (Identified, "2020-11-30")).Row);
        Assert.NotNull(Read(Full, (Identified, "1950-01-01")).Row);
        Assert.NotNull(Read(Full, (Identified, "1950-01")).Row);
        Assert.Contains("早于身份证号码", Fault(Full, Identified, (Identified, "1949-12")), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_meant_is_lacking_where_number_or_category_is_empty_or_lost()
    {
        Assert.False(Read(Full).LacksIdentity);
        Assert.False(Read(Full, (RosterColumn.Number, "1"), (Category, "三无人员"), (Name, "")).LacksIdentity);
        foreach (var (column, text) in new[] { (RosterColumn.Number, " 　"), (RosterColumn.Number, "6.2E+17"), (RosterColumn.Number, "#没有结果"), (Category, ""), (Category, "\uFEFF") })
        {
            Assert.True(Read(Full, (column, text)).LacksIdentity);
        }
    }

    [Fact]
    public void A_row_with_nothing_but_a_serial_number_is_blank()
    {
        string[] Only(RosterColumn column, string text) => [.. Enum.GetValues<RosterColumn>().Select(one => one == column ? text : " ")];
        Assert.True(RosterRowCheck.IsBlank(Only(Serial, "12")));
        Assert.False(RosterRowCheck.IsBlank(Only(Serial, "填表人：甲")));
        Assert.False(RosterRowCheck.IsBlank(Only(Remark, "12")));
    }

    [Fact]
    public void No_two_columns_share_a_heading()
    {
        var headings = RosterColumns.All.SelectMany(one => one.Aliases.Append(one.Name)).ToList();
        Assert.Equal(headings.Count, headings.Distinct().Count());
        Assert.Equal(Enum.GetValues<RosterColumn>(), RosterColumns.All.Select(one => one.Column));
    }
}
