using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Spreadsheets;
using Microsoft.EntityFrameworkCore;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>分担和资助表 out and in again, in a real database, with the files that people send.</summary>
public sealed class PolicySheetsTests(PolicyDesk desk) : IClassFixture<PolicyDesk>, IAsyncLifetime
{
    private const string Rules = "资助标准";
    private const string Poor = "I12"; // 建档立卡 is the ninth rule of 兰州

    private static readonly Actor Person = Author(Bureau.Lanzhou);

    private long draft;

    private ReadPolicySheetsHandler Reader => new(desk.Db);

    private ApplyPolicySheetsHandler Writer => new(desk.Db, new SaveDraftHandler(desk.Db));

    public async Task InitializeAsync()
    {
        draft = await desk.CreateAsync(Bureau.Lanzhou, 2020);
        await desk.SaveAsync(Person, draft, AllocationDesk.Notice(Bureau.Lanzhou));
    }

    public async Task DisposeAsync() => Ok(await new DeleteDraftHandler(desk.Db).HandleAsync(Person, new DeleteDraft(draft), default));

    private async Task<EditedXlsx> ExportAsync(long version, Actor? actor = null) => new(Ok(await new ExportPolicySheetsHandler(desk.Db).HandleAsync(actor ?? Person, new ExportPolicySheets(version), default)).Content);

    private Task<Result<ReadSheets>> ReadAsync(byte[] file, Actor? actor = null, long? version = null) => Reader.HandleAsync(actor ?? Person, new ReadPolicySheets(version ?? draft, new UploadedFile("表.xlsx", file)), default);

    private async Task<ReadSheets> ReadAsync(EditedXlsx book) => Ok(await ReadAsync(book.Bytes));

    private Task<Result<AppliedSheets>> ApplyAsync(ReadSheets read, params string[] take) => Writer.HandleAsync(Person, new ApplyPolicySheets(draft, read.File, read.Stamp, read.Fingerprint, take.ToHashSet()), default);

    private async Task<PolicyContent> DraftAsync() => PolicyJson.Read((await desk.ShowAsync(Person, draft)).Text).Value;

    private async Task<decimal> PoorAsync() => ((FixedSubsidy)(await DraftAsync()).Subsidies.Rules.Single(rule => rule.Category == "registered-poor").Form).Yuan;

    [Fact]
    public async Task What_nobody_touched_is_no_change_and_writes_nothing()
    {
        var (before, read) = (await desk.ShowAsync(Person, draft), await ReadAsync(await ExportAsync(draft)));
        Assert.Equal((0, 0, 0, 0, 0, false), (read.Changes.Count, read.Conflicts.Count, read.Errors.Count, read.Notes.Count, read.Theirs.Count, read.CanApply));
        Refused<Refused>((await ApplyAsync(read)).Problem, "没有手工修改");
        Assert.Equal((before.Stamp, before.Text), ((await desk.ShowAsync(Person, draft)).Stamp, (await desk.ShowAsync(Person, draft)).Text));
    }

    [Fact]
    public async Task One_cell_is_one_line_and_is_written_when_it_is_applied_with_its_source_and_an_audit_row()
    {
        var read = await ReadAsync((await ExportAsync(draft)).Type(Rules, Poor, "120"));
        var line = Assert.Single(read.Changes);
        Assert.Equal((ChangeKind.Changed, "资助标准 I12", "农村建档立卡贫困人口 金额（元/人）", "100", "120"), (line.Kind, line.Place, line.Item, line.Before, line.After));
        Assert.Equal(100m, await PoorAsync());

        Assert.Equal(1, Ok(await ApplyAsync(read)).Count);
        Assert.Equal(120m, await PoorAsync());
        var change = Assert.Single(PolicyRedline.Compare(AllocationDesk.Notice(Bureau.Lanzhou), await DraftAsync()));
        Assert.True(change.KeepsSource);
        Assert.Equal("修改（依据未变）", ComparisonTables.Of(change));
        await using var db = await desk.Db.OpenAsync(Person, default);
        var subject = $"policy/{draft}";
        var audit = await db.Rows.AuditEntries.Where(entry => entry.Subject == subject).OrderBy(entry => entry.Sequence).Select(entry => new { entry.Act, entry.Detail }).ToListAsync();
        Assert.Equal("ExportPolicySheets", audit[^2].Act);
        Assert.Equal("SaveDraft", audit[^1].Act);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(read.File.Content)), audit[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_added_and_deleted()
    {
        var book = (await ExportAsync(draft)).DeleteRow(Rules, 4).AddRow(Rules, 20, ("A", "孤儿"), ("B", "城关、榆中"), ("H", "按比例"), ("J", "90%"));
        var read = await ReadAsync(book);
        Assert.Equal([ChangeKind.Removed, ChangeKind.Added], read.Changes.Select(line => line.Kind));
        Assert.Equal(2, Ok(await ApplyAsync(read)).Count);
        var rules = (await DraftAsync()).Subsidies.Rules;
        Assert.Equal(("orphan", 0.9m, "620102 620123"), (rules[^1].Category, ((RateSubsidy)rules[^1].Form).Rate, string.Join(' ', rules[^1].Where.Regions)));
        Assert.Equal((9, false), (rules.Count, rules.Any(rule => rule.Category == "rural-subsistence-1")));
    }

    [Fact]
    public async Task A_draft_that_moved_on_shows_what_both_changed_and_loses_nothing()
    {
        var book = (await ExportAsync(draft)).Type(Rules, Poor, "120").Type("市县分担比例", "D4", "").Type("市县分担比例", "E4", "7").Type("市县分担比例", "F4", "3");
        var notice = AllocationDesk.Notice(Bureau.Lanzhou);
        await desk.SaveAsync(Person, draft, notice with { Title = "改过标题", Subsidies = notice.Subsidies with { Rules = [.. notice.Subsidies.Rules.Select(rule => rule.Category == "registered-poor" ? rule with { Form = new FixedSubsidy { Yuan = 130 } } : rule)] } });

        var read = await ReadAsync(book);
        Assert.Equal(["市级（份） 6→7", "县级（份） 4→3"], read.Changes.Select(line => $"{line.Item.Split('）', 2)[1].Trim()} {line.Before}→{line.After}"));
        var conflict = Assert.Single(read.Conflicts);
        Assert.Equal(("100", "120", "130"), (conflict.Line.Before, conflict.Line.After, conflict.Now));
        Assert.Equal(["政策名称", "农村建档立卡贫困人口"], read.Theirs.Select(change => change.Label));

        Ok(await ApplyAsync(read));
        var after = await DraftAsync();
        Assert.Equal(("改过标题", 130m, 7m), (after.Title, await PoorAsync(), ((PartShare)after.Funding.Splits[0].Shares[0]).Part));
        read = await ReadAsync(book);
        Assert.Equal((0, 1, 2), (read.Changes.Count, read.Conflicts.Count, read.Done));
        Assert.Equal(1, Ok(await ApplyAsync(read, read.Conflicts[0].Line.Id)).Count);
        Assert.Equal(120m, await PoorAsync());
    }

    [Fact]
    public async Task Who_saves_between_reading_and_applying_is_not_overwritten()
    {
        var read = await ReadAsync((await ExportAsync(draft)).Type(Rules, Poor, "120"));
        await desk.SaveAsync(Person, draft, AllocationDesk.Notice(Bureau.Lanzhou) with { Title = "别人改的" });
        Refused<Conflict>((await ApplyAsync(read)).Problem, "刚刚改过这份草稿");
        Refused<Conflict>((await ApplyAsync(await ReadAsync((await ExportAsync(draft)).Type(Rules, Poor, "120")) with { Fingerprint = read.Fingerprint + "x" })).Problem, "与刚才显示的不同");
        Assert.Equal(("别人改的", 100m), ((await DraftAsync()).Title, await PoorAsync()));
    }

    [Fact]
    public async Task Cells_that_cannot_be_understood_are_named_and_nothing_is_written()
    {
        var read = await ReadAsync((await ExportAsync(draft)).Type(Rules, Poor, "一百二").Type(Rules, "A4", "农村底保一类").Type("市县分担比例", "B4", "榆种县").Type(Rules, "I8", "2", formula: true));
        Assert.Equal(["B4", "A4", "I8", "I12"], read.Errors.Select(error => error.Cell));
        Assert.Contains("是不是“榆中县”", read.Errors[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("里是公式", read.Errors[2].Sentence, StringComparison.Ordinal);
        Assert.False(read.CanApply);
        Refused<Invalid>((await ApplyAsync(read)).Problem, "看不懂");
        read = await ReadAsync((await ExportAsync(draft)).Rename("大病筹资", "大病"));
        Assert.Contains("缺少工作表“大病筹资”", Assert.Single(read.Errors).Sentence, StringComparison.Ordinal);
        Assert.Contains("没有读取", Assert.Single(read.Notes), StringComparison.Ordinal);
        read = await ReadAsync((await ExportAsync(draft)).Type(Rules, "H3", "形式"));
        Assert.Contains(read.Errors, error => error.Sentence.StartsWith("缺少列：资助形式", StringComparison.Ordinal));
        Assert.Equal(100m, await PoorAsync());
    }

    [Fact]
    public async Task A_file_that_is_not_ours_ends_in_a_sentence_and_ours_is_read()
    {
        var good = (await ExportAsync(draft)).Bytes;
        async Task RefusedAsync(byte[] file, string words) => Refused<Refused>((await ReadAsync(file)).Problem, words);

        await RefusedAsync([], "不是可以读取的");
        await RefusedAsync("资助标准,1"u8.ToArray(), "不是可以读取的");
        await RefusedAsync(good[..^200], "不是可以读取的");
        await RefusedAsync(RawXlsx.OneRow().Bytes(), "没有模板标记");
        await RefusedAsync(RawXlsx.OneRow().With("xl/vbaProject.bin", "x").Bytes(), "宏");
        await RefusedAsync(RawXlsx.OneRow().With("xl/worksheets/sheet1.xml", RawXlsx.Worksheet(RawXlsx.Row(1, "甲") + new string(' ', 5_000_000))).Bytes(), "解压后大得不正常");
        await RefusedAsync([.. good, .. new byte[5_000_000]], "超过 4 MB");
        var headcounts = new SheetTemplate(new TemplateStamp("headcount", 1, "lanzhou", 2020), "人数", "兰州", [new TemplateColumn("甲", true, 10)]);
        await RefusedAsync(TemplateXlsx.Write(headcounts), "另一种业务");
        await RefusedAsync(new EditedXlsx(good).Type("模板信息", "D1", "2019").Bytes, "2019年度");
        await RefusedAsync(new EditedXlsx(good).Type("模板信息", "F1", new string('0', 64)).Bytes, "版本信息不完整");
        await RefusedAsync(new EditedXlsx(good).Type("模板信息", "A2", "====").Bytes, "版本信息不完整");
        Assert.Empty(Ok(await ReadAsync(good)).Errors);
    }

    [Fact]
    public async Task Only_who_writes_the_own_open_draft_reads_a_workbook_into_it()
    {
        var book = await ExportAsync(draft);
        Refused<NotAllowed>((await ReadAsync(book.Bytes, Reviewer(Bureau.Lanzhou))).Problem, "只有政策管理员");
        Refused<NotFound>((await ReadAsync(book.Bytes, Author(Bureau.Gansu))).Problem, "没有找到");
        var gansu = (await new ListPolicyVersionsHandler(desk.Db).HandleAsync(Author(Bureau.Gansu), new ListPolicyVersions(2020), default)).Value.Versions[0].Id;
        var theirs = await ExportAsync(gansu, Reviewer(Bureau.Gansu));
        Refused<Refused>((await ReadAsync(theirs.Bytes)).Problem, "其他机构的");
        Refused<Conflict>((await ReadAsync(theirs.Bytes, Author(Bureau.Gansu), gansu)).Problem, "已发布");
        Refused<NotFound>((await new ExportPolicySheetsHandler(desk.Db).HandleAsync(Person, new ExportPolicySheets(gansu), default)).Problem, "没有找到");
        Refused<NotAllowed>((await new ExportPolicySheetsHandler(desk.Db).HandleAsync(Some.Auditor(Bureau.Lanzhou), new ExportPolicySheets(draft), default)).Problem, "岗位");
    }

    [Fact]
    public async Task A_draft_that_cannot_be_read_yet_has_no_tables()
    {
        var book = await ExportAsync(draft);
        await desk.SaveAsync(Person, draft, """{"format":1,"tenant":"lanzhou"}""");
        Refused<Refused>((await new ExportPolicySheetsHandler(desk.Db).HandleAsync(Person, new ExportPolicySheets(draft), default)).Problem, "还没有填完整");
        Refused<Refused>((await ReadAsync(book.Bytes)).Problem, "还没有填完整");
    }
}
