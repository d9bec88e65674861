using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedInsure.UseCases.Tests.People;

public sealed class LedgerTests(PeopleDesk desk) : IClassFixture<PeopleDesk>
{
    private static readonly Month December = new(2020, 12);
    private readonly Clock clock = new();

    private static Actor Finance => Some.FinanceOfficer(Bureau.Lanzhou);

    [Fact]
    public async Task The_ledger_of_a_month_has_everybody_who_holds_an_identity_and_who_lost_one()
    {
        var id = await AskAsync(PeopleDesk.Clerk, new AskLedger(December));
        Assert.Equal(LedgerStanding.Working, (await RowAsync(PeopleDesk.Clerk, id)).Standing);
        await RunAsync();
        var row = await RowAsync(PeopleDesk.Clerk, id);
        var rows = await FetchAsync(PeopleDesk.Clerk, id);
        var now = PeopleDesk.December.All().ToList();
        var left = PeopleDesk.November.All().Where(one => !PeopleDesk.December.Has(one.Slot)).ToList();
        Assert.Equal((LedgerStanding.Ready, now.Count + left.Count), (row.Standing, (int)row.Rows));
        Assert.Equal(
            now.Select(one => Line(one, "")).Concat(left.Select(one => Line(one, "取消"))).Order(StringComparer.Ordinal),
            rows.Select(one => $"{one[7].Text} {one[6].Text} {one[4].Text} {one[5].Text} {one[8].Text} {one[1].Text} {(one[3].Text == "新增" ? "" : one[3].Text)}").Order(StringComparer.Ordinal));
        Assert.All(rows, one => Assert.Equal(one[3].Text == "取消" ? "2020-12" : "", one[2].Text));
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(i => $"{i}"), rows.Select(one => one[0].Text));
        Assert.All(rows, one => Assert.Equal("否", one[9].Text));

        string Line(InventedRow one, string change) =>
            $"{Rules.Rosters.IdentityNumber.Mask(one.Number)} {one.Name} {one.Town} {(change.Length == 0 ? one.Village : PeopleDesk.November.Of(one.Slot) is var before && PeopleDesk.December.All().FirstOrDefault(same => same.Person == one.Person) is { Village: { } moved } ? moved : before.Village)} {NameOf(one)} {one.Identified:yyyy-MM-dd} {change}";
    }

    [Fact]
    public async Task Full_numbers_want_a_reason_and_a_county_its_own_people()
    {
        Assert.Contains("事由", (await TryAskAsync(PeopleDesk.Clerk, new AskLedger(December, Reason: " "))).Problem!.Sentence, StringComparison.Ordinal);
        Assert.IsType<NotAllowed>((await TryAskAsync(Some.Reviewer(Bureau.Lanzhou), new AskLedger(December, Reason: "核对"))).Problem);
        Assert.IsType<NotAllowed>((await TryAskAsync(PeopleDesk.Clerk.LimitedTo("620123"), new AskLedger(December, new RegionCode("620102")))).Problem);
        Assert.Contains("还没有到", (await TryAskAsync(PeopleDesk.Clerk, new AskLedger(new Month(2099, 1)))).Problem!.Sentence, StringComparison.Ordinal);
        var id = await AskAsync(Finance, new AskLedger(December, new RegionCode("620123"), "registered-poor", "送税务部门核对"));
        Assert.Contains("正在导出", (await TryAskAsync(Finance, new AskLedger(December))).Problem!.Sentence, StringComparison.Ordinal);
        await RunAsync();
        var rows = await FetchAsync(Finance, id);
        var expected = PeopleDesk.December.All().Where(one => one.County.Code == "620123" && one.Category.Id == "registered-poor").Select(one => one.Number);
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Where(one => one[3].Text != "取消").Select(one => one[7].Text).Order(StringComparer.Ordinal));
        Assert.Contains("送税务部门核对", (await desk.AuditAsync("AskLedger"))[0], StringComparison.Ordinal);
        Assert.StartsWith($"ledger/{id}", (await desk.AuditAsync("DownloadLedger"))[0], StringComparison.Ordinal);
        Assert.StartsWith($"ledger/{id}", (await desk.AuditAsync("ExportLedger"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_handed_to_its_maker_only_and_until_it_expires()
    {
        var reviewer = Some.Reviewer(Bureau.Lanzhou);
        var id = await AskAsync(reviewer, new AskLedger(December, Category: "orphan"));
        Assert.IsType<Refused>((await OpenAsync(reviewer, id)).Problem);
        await RunAsync();
        Assert.IsType<NotFound>((await OpenAsync(PeopleDesk.Clerk, id)).Problem);
        Assert.True((await OpenAsync(reviewer, id)).IsOk);
        clock.Now += LedgerExportJob.Kept;
        Assert.Contains("过期", (await OpenAsync(reviewer, id)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal(LedgerStanding.Expired, (await RowAsync(reviewer, id)).Standing);
    }

    [Fact]
    public async Task What_expired_an_hour_ago_goes_when_an_export_ends_and_nothing_before_it()
    {
        var now = clock.Now;
        var fresh = await AgedAsync(TimeSpan.Zero);
        var late = await AgedAsync(LedgerExportJob.Kept + TimeSpan.FromMinutes(50));
        var old = await AgedAsync(LedgerExportJob.Kept + TimeSpan.FromMinutes(61));
        Assert.Equal((1, 1, 0), (await PiecesAsync(fresh), await PiecesAsync(late), await PiecesAsync(old)));
        Assert.NotEmpty(await FetchAsync(Finance, fresh));
        Assert.Contains("过期", (await OpenAsync(Finance, late)).Problem!.Sentence, StringComparison.Ordinal);

        async Task<long> AgedAsync(TimeSpan age)
        {
            clock.Now = now - age;
            var id = await AskAsync(Finance, new AskLedger(December, Category: "orphan"));
            await RunAsync();
            clock.Now = now;
            return id;
        }
    }

    [Fact]
    public async Task A_cancelled_export_leaves_nothing_but_its_line()
    {
        var clerk = Some.SecondReviewer(Bureau.Lanzhou);
        var id = await AskAsync(clerk, new AskLedger(December));
        var job = (await new ShowJobHandler(desk.Desk.Db).HandleAsync(clerk, new ShowJob(LedgerExportJob.Name, id), default)).Value;
        Assert.True((await new CancelJobHandler(desk.Desk.Db).HandleAsync(clerk, new CancelJob(job.Id), default)).IsOk);
        await RunAsync();
        Assert.Equal((LedgerStanding.Cancelled, "已按要求取消。"), ((await RowAsync(clerk, id)).Standing, (await RowAsync(clerk, id)).Sentence));
        Assert.Equal(0, await PiecesAsync(id));
        Assert.True((await TryAskAsync(clerk, new AskLedger(December))).IsOk);
        await RunAsync();
    }

    private static string NameOf(InventedRow row) => row.Category.Id switch
    {
        "rural-subsistence-1" => "农村低保一类对象",
        "urban-subsistence-full" => "城市全额保障对象",
        _ => row.Category.Words[0],
    };

    private async Task RunAsync()
    {
        var runner = new JobRunner(desk.Desk.Db, [new LedgerExportJob(desk.Desk.Db, RosterLoading.Key, clock)], NullLogger<JobRunner>.Instance);
        BureauEntity lanzhou = (await desk.Desk.Db.ListBureausAsync(default)).Single(bureau => bureau.Id == Bureau.Lanzhou.TenantId());
        while (await runner.RunNextAsync(lanzhou, default))
        {
        }
    }

    private async Task<long> PiecesAsync(long export)
    {
        await using var connection = await desk.Desk.Database.OpenAppAsync(Bureau.Lanzhou.TenantId());
        return await connection.ScalarAsync<long>("SELECT count(*) FROM ledger_file WHERE export_id = $1", export);
    }

    private Task<Result<AskedLedger>> TryAskAsync(Actor actor, AskLedger request) => new AskLedgerHandler(desk.Desk.Db, RosterLoading.Key, clock).HandleAsync(actor, request, default);

    private async Task<long> AskAsync(Actor actor, AskLedger request)
    {
        var asked = await TryAskAsync(actor, request);
        Assert.True(asked.IsOk, asked.Problem?.Sentence);
        return asked.Value.ExportId;
    }

    private async Task<LedgerRow> RowAsync(Actor actor, long id) => (await new ListLedgersHandler(desk.Desk.Db, clock).HandleAsync(actor, new ListLedgers(2020), default)).Value.Rows.Single(row => row.Id == id);

    private Task<Result<LedgerDownload>> OpenAsync(Actor actor, long id) => new DownloadLedgerHandler(desk.Desk.Db, RosterLoading.Key, clock).HandleAsync(actor, new DownloadLedger(id), default);

    private async Task<IReadOnlyList<SheetRow>> FetchAsync(Actor actor, long id)
    {
        var opened = await OpenAsync(actor, id);
        Assert.True(opened.IsOk, opened.Problem?.Sentence);
        using var file = new MemoryStream();
        await opened.Value.CopyToAsync(file, default);
        var sheet = UploadedSheet.Read(new UploadedFile("台账.xlsx", file.ToArray()), RosterLimits.Sheet).Value;
        Assert.Equal(["序号", "纳入时间", "取消时间", "变更情况", "镇街", "村居", "姓名", "身份证号码", "身份", "是否参保", "缴费金额", "缴费时间", "是否符合资助", "资助身份", "资助方式", "资助金额", "备注"], sheet.Rows[0].Cells.Select(cell => cell.Text));
        return [.. sheet.Rows.Skip(1)];
    }

    private sealed class Clock : TimeProvider
    {
        /// <summary>Beside the database's own clock, which expires files too.</summary>
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
