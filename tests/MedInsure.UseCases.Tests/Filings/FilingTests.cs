using MedInsure.Persistence.Filings;
using MedInsure.Rules.Filings;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Filings;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.PolicyDrafts;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Filings;

/// <summary>A city files, has it returned, files again and sees it accepted; a new version asks for a new filing.</summary>
public sealed class FilingTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task A_filing_goes_up_comes_back_and_is_accepted_and_a_new_version_has_to_be_filed_again()
    {
        var (author, province) = (Author(Bureau.Lanzhou), Reviewer(Bureau.Gansu));
        Refused<Refused>((await FileAsync("兰医保函〔2020〕1号")).Problem, "还没有发布");
        await desk.PublishAsync(Bureau.Lanzhou, AllocationDesk.Notice(Bureau.Lanzhou));
        Assert.Equal((FilingStanding.None, true), ((await RegisterAsync()).Standing, (await ListAsync(Bureau.Lanzhou)).CanFile));
        Assert.Null((await RuleAsync()).Filed); // 依据未备案

        Refused<Refused>((await FileAsync(" ")).Problem, "文号");
        Refused<Refused>((await FileAsync("一号")).Problem, "不完整");
        Refused<NotAllowed>((await new FilePolicyHandler(desk.Db, StoppedClock.Instance).HandleAsync(Reviewer(Bureau.Lanzhou), new FilePolicy(2020, "一号", "备案"), default)).Problem, "政策管理员");
        Ok(await FileAsync(" 兰医保函（2020）第01号"));
        Refused<Conflict>((await FileAsync("兰医保函〔2020〕2号")).Problem, "兰医保函〔2020〕1号报送备案，不必重复报送");

        var sent = await RegisterAsync();
        Assert.Equal((FilingStanding.Sent, true), (sent.Standing, sent.CanDecide));
        Assert.Equal(["甘肃省财政厅", "甘肃省医疗保障局"], sent.Newest!.Recipients);
        Assert.Contains(sent.Newest.Compliance, line => line.Verdict == "Compliant" && line.Value == "100.00 元");
        Assert.Contains(sent.Newest.Compliance, line => line.Verdict == "Undetermined");
        Assert.Equal("8.16", (await RuleAsync()).Filed!.Determined!.Of(Payers.City)!.Value.ToText());

        Refused<NotAllowed>((await DecideAsync(author, sent.Newest, FilingAct.Receive)).Problem, "复核岗");
        Ok(await DecideAsync(province, sent.Newest, FilingAct.Receive));
        Assert.Equal(("复核甲", "甘肃省医疗保障局"), ((await RegisterAsync()).Newest!.Steps[^1].By, (await ListAsync(Bureau.Lanzhou)).Own[0].Row.Steps[^1].By));
        Refused<Refused>((await DecideAsync(province, sent.Newest, FilingAct.Receive)).Problem, "已经办理过");
        Refused<Refused>((await DecideAsync(province, sent.Newest, FilingAct.Return, " ")).Problem, "写明意见");
        Ok(await DecideAsync(province, sent.Newest, FilingAct.Return, "请附县区名单"));
        Assert.Null((await RuleAsync()).Filed);
        var own = await ListAsync(Bureau.Lanzhou);
        Assert.Equal((FilingStanding.Returned, "请附县区名单", true), (own.Own[0].Row.Standing, own.Own[0].Row.Steps[^1].Comment, own.CanFile));

        Ok(await FileAsync("兰医保函〔2020〕3号"));
        Ok(await DecideAsync(province, (await RegisterAsync()).Newest!, FilingAct.Accept));
        var accepted = await RegisterAsync();
        Assert.Equal((FilingStanding.Accepted, false, "兰医保函〔2020〕3号"), (accepted.Standing, accepted.CanDecide, accepted.Newest!.LetterNumber));
        Assert.False((await ListAsync(Bureau.Lanzhou)).CanFile);

        var copy = await desk.CreateAsync(Bureau.Lanzhou, 2020, DraftStart.Copy, Ok(await new ListPolicyVersionsHandler(desk.Db).HandleAsync(author, new ListPolicyVersions(2020), default)).Versions[0].Id);
        await desk.AnswerAllAsync(author, copy);
        await desk.PublishAsync(Bureau.Lanzhou, copy);
        Assert.Equal(FilingStanding.Outdated, (await RegisterAsync()).Standing);
        Assert.True((await ListAsync(Bureau.Lanzhou)).CanFile);

        // A withdrawn version's filing reports what is no longer in force.
        Ok(await FileAsync("兰医保函〔2020〕4号"));
        var published = Ok(await new ListPolicyVersionsHandler(desk.Db).HandleAsync(author, new ListPolicyVersions(2020), default)).Versions[0].Id;
        Ok(await desk.StepsBack.HandleAsync(Reviewer(Bureau.Lanzhou), new WithdrawPolicy(published, "有误"), default));
        Assert.Equal((FilingStanding.Outdated, true), ((await RegisterAsync()).Standing, (await ListAsync(Bureau.Lanzhou)).ToFile is not null));

        // Another bureau finds nothing to decide on, and sees nothing of it.
        Refused<Refused>((await DecideAsync(Reviewer(Bureau.Anhui), accepted.Newest, FilingAct.Accept)).Problem, "不存在");
        Assert.All((await ListAsync(Bureau.Anhui)).Register, row => Assert.Equal(FilingStanding.None, row.Standing));
    }

    private Task<Result<FiledPolicy>> FileAsync(string letter) =>
        new FilePolicyHandler(desk.Db, StoppedClock.Instance).HandleAsync(Author(Bureau.Lanzhou), new FilePolicy(2020, letter, "关于报送2020年财政分担标准备案的函"), default);

    private Task<Result<DecidedFiling>> DecideAsync(Rules.Access.Actor actor, FilingRow filing, FilingAct act, string? comment = null) =>
        new DecideFilingHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new DecideFiling(filing.FilerTenantId, filing.Id, act, comment), default);

    private async Task<FilingPage> ListAsync(Bureau bureau) => Ok(await new ListFilingsHandler(desk.Db, StoppedClock.Instance).HandleAsync(bureau == Bureau.Lanzhou ? Author(bureau) : Reviewer(bureau), new ListFilings(2020), default));

    private async Task<RegisterRow> RegisterAsync() => (await ListAsync(Bureau.Gansu)).Register.Single();

    private async Task<SplitRuleRow> RuleAsync() =>
        Ok(await new ShowSplitRulesHandler(desk.Db).HandleAsync(Reviewer(Bureau.Gansu), new ShowSplitRules(2020), default)).Rows.Single(row => row.Name == "榆中县");
}
