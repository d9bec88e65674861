using System.Text;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;

namespace MedInsure.UseCases.Tests.Rosters;

public sealed class ReadRosterTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private readonly RosterActs acts = new(desk);

    [Fact]
    public async Task One_list_is_read_alike_from_every_form_that_offices_send()
    {
        string[] lines = ["某市困难群众名单,,,", "", Header, Row(1), Row(2, "城市低保全额保障对象", "榆中"), Row(3, name: ""), Row(4, "农村低保二类保障对象", date: "202010")];
        byte[][] files = [Csv(lines), [.. Encoding.UTF8.GetPreamble(), .. Csv(lines)], CsvText.StrictGb18030.GetBytes(Encoding.UTF8.GetString(Csv(lines))), Xlsx(lines), Csv([.. lines.Select(line => line.Replace(',', '\t'))])];
        foreach (var file in files)
        {
            var read = await acts.ReadAsync(file);
            Assert.Equal([(4, Number(1), "赵某", "orphan", "620102"), (5, Number(2), "赵某", "urban-subsistence-full", "620123"), (7, Number(4), "赵某", "rural-subsistence-2", "620102")],
                read.Reading.Rows.Select(row => (row.RowNumber, row.Number.Value, row.Name, row.Category, row.Region.Value)));
            Assert.Equal(new DateOnly(2020, 10, 1), read.Reading.Rows[2].Identified);
            Assert.Equal(("某镇", "某村"), (read.Reading.Rows[0].Town, read.Reading.Rows[0].Village));
            var fault = Assert.Single(read.Reading.Faults);
            Assert.Equal((6, RosterColumn.Name), (fault.RowNumber, fault.Column));
            Assert.Equal((RosterOutcome.Faulty, 4, 1), (read.Reading.Verdict.Outcome, read.Reading.RowCount, read.Reading.WrongRows));
        }
    }

    [Fact]
    public async Task A_ledger_of_an_office_is_read_by_its_headings_and_its_other_columns_are_left_alone()
    {
        var read = await acts.ReadAsync(Csv("序号,纳入时间,取消时间,变更情况,镇街,村居,姓名,身份证号码,身份,是否参保,缴费金额,缴费时间,是否符合资助,资助身份,资助方式,资助金额,备注", $"1,2020/11/20,,新增,某镇,某村,赵某,{Number(1)},孤儿,是,280,2020-11,是,孤儿,代缴,280,"), RosterKind.Increment, Clerk.LimitedTo("620102"));
        var row = Assert.Single(read.Reading.Rows);
        Assert.Equal(("620102", RosterChange.Added), (row.Region.Value, row.Change));
        Assert.Equal(7, read.Notes.Count(note => note.EndsWith("不在模板中，没有读取。", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_category_stands_on_the_roster_of_the_office_that_the_policy_names_for_it_or_for_the_wider_one()
    {
        var file = Csv(Header, Row(1, "贫困人口"), Row(2, "农村低保二类保障对象"), Row(3));
        var civil = await acts.ReadAsync(file);
        Assert.Equal([3, 4], civil.Reading.Rows.Select(row => row.RowNumber));
        Assert.Equal("“农村建档立卡贫困人口”由扶贫部门认定，不应列在民政部门的名单中。请核对身份类别，或改选名单部门后上传。", Assert.Single(civil.Reading.Faults).Sentence);
        var poverty = (await acts.TryReadAsync(file, authority: "扶贫部门")).Value;
        Assert.Equal("registered-poor", Assert.Single(poverty.Reading.Rows).Category);
        Assert.Equal(["由民政部门认定，不应列在扶贫部门", "由民政部门认定，不应列在扶贫部门"], poverty.Reading.Faults.Select(fault => fault.Sentence[(fault.Sentence.IndexOf('”', StringComparison.Ordinal) + 1)..].Split("的名单")[0]));
    }

    [Fact]
    public async Task Columns_must_be_there_once()
    {
        Assert.Contains("都是“身份证号码”。请只保留其中一列", await acts.RefusalAsync(Csv("姓名,身份证号,证件号码,身份类别,县区,认定时间", "1")), StringComparison.Ordinal);
        Assert.Contains("“姓名”出现了两次", await acts.RefusalAsync(Csv("姓名,姓 名*,身份证号,身份类别,县区,认定时间", "1")), StringComparison.Ordinal);
        Assert.Contains("缺少列：身份证号码、认定时间。", await acts.RefusalAsync(Csv("姓名,身份类别,县区", "1")), StringComparison.Ordinal);
        Assert.Contains("缺少列：变更情况。", await acts.RefusalAsync(Csv(Header, Row(1)), RosterKind.Increment), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_one_county_need_not_say_it_and_who_has_several_must()
    {
        var file = Csv("姓名,身份证号,身份类别,认定时间", $"赵某,{Number(1)},孤儿,2020-11");
        Assert.Contains("缺少列：行政区划。", await acts.RefusalAsync(file), StringComparison.Ordinal);
        Assert.Equal(new RegionCode("620123"), (await acts.ReadAsync(file, actor: Clerk.LimitedTo("620123"))).Reading.Rows.Single().Region);
        var foreign = await acts.ReadAsync(Csv(Header, Row(1, county: "城关区"), Row(2, county: "榆中县"), Row(3, county: "临夏县")), actor: Clerk.LimitedTo("620123"));
        Assert.Equal([3], foreign.Reading.Rows.Select(row => row.RowNumber));
        Assert.Contains("不在您负责的地区范围内", foreign.Reading.Faults[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("不属于兰州市医疗保障局", foreign.Reading.Faults[1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_list_with_a_missing_number_is_refused_whole_and_still_comes_back_explained()
    {
        var (read, _, back) = await acts.ExplainAsync(Csv(Header, Row(1), Row(2, number: " "), Row(3, category: "")));
        Assert.Equal(RosterOutcome.Refused, read.Reading.Verdict.Outcome);
        Assert.Contains("（第 3、4 行）", read.Reading.Verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal(["错误说明", "", "身份证号码：没有填身份证号码，请补填。", "身份类别：没有填身份类别，请补填。"], back.Rows.Select(row => row[9].Text));
    }

    [Fact]
    public async Task Only_a_clerk_brings_rosters_of_an_office_that_the_policy_names_and_of_no_month_to_come()
    {
        var file = Csv(Header, Row(1));
        Assert.Contains("经办岗位", await acts.RefusalAsync(file, actor: Some.FinanceOfficer(Bureau.Lanzhou)), StringComparison.Ordinal);
        Assert.Contains("没有名单部门“水利部门”，请选择民政部门、扶贫部门之一", (await acts.TryReadAsync(file, authority: "水利部门")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("2099年1月还没有到", (await acts.TryReadAsync(file, month: new Month(2099, 1))).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("不直接管理名单", await acts.RefusalAsync(file, actor: Some.Clerk(Bureau.National)), StringComparison.Ordinal);
    }

    /// <summary>The policy of a year is published in its course; the rosters of its first months are read by the one before.</summary>
    [Fact]
    public async Task The_rosters_of_a_year_without_a_policy_are_read_by_the_one_before()
    {
        var january = await acts.TryReadAsync(Csv(Header, Row(1, date: "2021-01")), month: new Month(2021, 1));
        Assert.Equal("orphan", january.Value.Reading.Rows.Single().Category);
        Assert.Contains("还没有发布2019年度政策", (await acts.TryReadAsync(Csv(Header, Row(1)), month: new Month(2019, 12))).Problem!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kept_faults_are_limited_and_an_annotated_file_is_never_made_of_some_of_them()
    {
        var file = Csv(Header, Row(1, name: ""), Row(2, name: ""), Row(3, name: ""));
        var read = (await acts.TryReadAsync(file, keptFaults: 2)).Value;
        Assert.Equal((2, 3, 3), (read.Reading.Faults.Count, read.Reading.FaultCount, read.Reading.WrongRows));
        Assert.Throws<InvalidOperationException>(() => read.Explained(new UploadedFile("名单", file)));
    }
}
