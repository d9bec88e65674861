using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Filings;
using MedInsure.Rules.Access;
using MedInsure.Rules.Filings;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.Filings;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.PolicyDrafts;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Filings;

/// <summary>A filing is taken back while nobody above has decided on it; the register counts days only against a date that the office set.</summary>
public sealed class FilingWithdrawalTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    private static readonly Actor City = Author(Bureau.Lanzhou);
    private static readonly Actor Province = Reviewer(Bureau.Gansu);

    [Fact]
    public async Task A_filing_is_taken_back_until_it_is_decided_and_is_shown_to_those_two_bureaus_only()
    {
        await desk.PublishAsync(Bureau.Lanzhou, AllocationDesk.Notice(Bureau.Lanzhou));
        var page = Ok(await ListAsync(City));
        Assert.Equal(["甘肃省财政厅", "甘肃省医疗保障局"], page.ToFile!.Recipients);
        Assert.Equal(("市州、县市区财政分担标准", "甘肃省医疗保障局"), (page.Asked.Single().What, page.Above));

        // No date, nothing late; then the office's own.
        Assert.Equal((null, 0), ((await RowAsync()).Due, (await RowAsync()).OverdueDays));
        Ok(await new SetOfficeDeadlineHandler(desk.Db, StoppedClock.Instance).HandleAsync(
            Author(Bureau.Gansu), new SetOfficeDeadline(2020, null, OfficeDeadlineKind.Filing, "报送财政分担备案", "各市州医疗保障局", new DateOnly(2020, 11, 10), "按处室工作安排"), default));
        Assert.Equal((new DateOnly(2020, 11, 10), 10), ((await RowAsync()).Due, (await RowAsync()).OverdueDays));

        var first = Ok(await FileAsync("兰医保函〔2020〕1号", ["甘肃省财政厅", " ", "甘肃省财政厅 "])).FilingId;
        Assert.Equal(0, (await RowAsync()).OverdueDays);
        Assert.Equal(["甘肃省财政厅"], (await RowAsync()).Newest!.Recipients);
        Ok(await DecideAsync(first, FilingAct.Receive));
        Assert.True(Ok(await ListAsync(City)).Own[0].CanWithdraw);
        Refused<NotAllowed>((await WithdrawAsync(Reviewer(Bureau.Lanzhou), first)).Problem, "政策管理员");
        Refused<NotFound>((await WithdrawAsync(Author(Bureau.Gansu), first)).Problem, "没有找到");
        Ok(await WithdrawAsync(City, first));
        Refused<Conflict>((await WithdrawAsync(City, first)).Problem, "已经撤回");
        Refused<Refused>((await DecideAsync(first, FilingAct.Accept)).Problem, "已撤回");
        Assert.Equal((FilingStanding.None, FilingStanding.Withdrawn, true), ((await RowAsync()).Standing, Ok(await ListAsync(City)).Own[0].Row.Standing, Ok(await ListAsync(City)).CanFile));

        var second = Ok(await FileAsync("兰医保函〔2020〕2号")).FilingId;
        foreach (var reader in new[] { City, Province })
        {
            var shown = Ok(await new ShowFilingHandler(desk.Db).HandleAsync(reader, new ShowFiling(City.TenantId, second), default));
            Assert.Equal(("兰州市医疗保障局", "兰医保函〔2020〕2号"), (shown.BureauName, shown.Filing.LetterNumber));
            Assert.Contains(shown.Sections, section => section.Title == "财政补助分担" && section.Lines.Any(line => line.Value.Contains("6:4", StringComparison.Ordinal)));
        }

        Refused<NotFound>((await new ShowFilingHandler(desk.Db).HandleAsync(Reviewer(Bureau.Henan), new ShowFiling(City.TenantId, second), default)).Problem, "没有找到");
        Refused<NotAllowed>((await new ShowFilingHandler(desk.Db).HandleAsync(Some.Auditor(Bureau.Gansu), new ShowFiling(City.TenantId, second), default)).Problem, "岗位");

        Ok(await DecideAsync(second, FilingAct.Accept));
        Assert.False(Ok(await ListAsync(City)).Own[0].CanWithdraw);
        Refused<Refused>((await WithdrawAsync(City, second)).Problem, "已经办理");

        var file = Ok(await new ExportRegisterHandler(desk.Db, StoppedClock.Instance).HandleAsync(Province, new ExportRegister(2020), default));
        Assert.Equal("甘肃省医疗保障局2020年度备案登记表.xlsx", file.FileName);
        Refused<Refused>((await new ExportRegisterHandler(desk.Db, StoppedClock.Instance).HandleAsync(City, new ExportRegister(2020), default)).Problem, "没有下级机构");
    }

    private Task<Result<FiledPolicy>> FileAsync(string letter, IReadOnlyList<string>? recipients = null) =>
        new FilePolicyHandler(desk.Db, StoppedClock.Instance).HandleAsync(City, new FilePolicy(2020, letter, "关于报送财政分担备案的函", recipients), default);

    private Task<Result<DecidedFiling>> DecideAsync(long filing, FilingAct act) =>
        new DecideFilingHandler(desk.Db, StoppedClock.Instance).HandleAsync(Province, new DecideFiling(City.TenantId, filing, act), default);

    private Task<Result<long>> WithdrawAsync(Actor actor, long filing) => new WithdrawFilingHandler(desk.Db).HandleAsync(actor, new WithdrawFiling(filing), default);

    private Task<Result<FilingPage>> ListAsync(Actor actor) => new ListFilingsHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new ListFilings(2020), default);

    private async Task<RegisterRow> RowAsync() => Ok(await ListAsync(Province)).Register.Single();
}
