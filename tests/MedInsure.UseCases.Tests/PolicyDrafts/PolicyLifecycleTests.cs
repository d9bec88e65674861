using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>From an empty year to a policy in force and back, each refusal beside the step that is taken.</summary>
public sealed class PolicyLifecycleTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task Two_people_bring_an_empty_year_into_force_and_every_step_is_on_record()
    {
        var (author, reviewer) = (Author(Bureau.Lanzhou), Reviewer(Bureau.Lanzhou));
        var version = await desk.CreateAsync(Bureau.Lanzhou, 2020);
        Refused<Conflict>((await new CreateDraftHandler(desk.Db, StoppedClock.Instance).HandleAsync(author, new CreateDraft(2020, DraftStart.Empty), default)).Problem, "已有一份草稿");
        await desk.SaveAsync(author, version, AllocationDesk.Notice(Bureau.Lanzhou));

        Refused<Invalid>((await desk.Steps.HandleAsync(author, new SubmitPolicy(version), default)).Problem, "没有解决，不能提交复核");
        await desk.AnswerAllAsync(author, version);
        Refused<NotAllowed>((await desk.Steps.HandleAsync(reviewer, new SubmitPolicy(version), default)).Problem, "政策管理员");
        Ok(await desk.Steps.HandleAsync(author, new SubmitPolicy(version, "请复核"), default));

        Refused<NotAllowed>((await desk.Steps.HandleAsync(author, new ReviewPolicy(version), default)).Problem, "复核岗");
        Refused<Refused>((await desk.Steps.HandleAsync(reviewer, new PublishPolicy(version), default)).Problem, "还没有复核");
        Refused<Conflict>(Problem(await new SaveDraftHandler(desk.Db).HandleAsync(author, new SaveDraft(version, "{}", 1), default)), "待复核");
        Ok(await desk.Steps.HandleAsync(reviewer, new ReviewPolicy(version, "同意"), default));
        Refused<Conflict>((await desk.Steps.HandleAsync(reviewer, new ReviewPolicy(version), default)).Problem, "已经复核");
        Ok(await desk.Steps.HandleAsync(reviewer, new PublishPolicy(version), default));

        var page = await desk.ShowAsync(author, version);
        Assert.Equal(PolicyState.Published, page.State);
        Assert.Equal(["CreateDraft", "SubmitPolicy", "ReviewPolicy", "PublishPolicy"], page.Timeline.Select(entry => entry.Act));
        Assert.Equal(PolicyJson.HashOfText(page.Text), page.Sha256);
        Assert.Equal(PolicyJson.Write(AllocationDesk.Notice(Bureau.Lanzhou)), page.Text);
        Assert.Equal(new PolicyPossibleActs(false, false, false, false, false, false, false, false), page.Acts);
        Assert.True((await desk.ShowAsync(reviewer, version)).Acts.Withdraw);
        var shown = Ok(await new ShowPolicyHandler(desk.Db).HandleAsync(author, new ShowPolicy(2020), default));
        Assert.Equal(page.Sha256, shown.Sha256);
    }

    [Fact]
    public async Task A_return_needs_words_keeps_what_was_reviewed_and_gives_its_author_a_new_draft_with_what_was_answered()
    {
        var (author, reviewer) = (Author(Bureau.Anhui), Reviewer(Bureau.Anhui));
        var version = await desk.CreateAsync(Bureau.Anhui, 2020);
        await desk.SaveAsync(author, version, AllocationDesk.Notice(Bureau.Anhui));
        await desk.AnswerAllAsync(author, version);
        Ok(await desk.Steps.HandleAsync(author, new SubmitPolicy(version), default));

        Refused<Refused>((await desk.StepsBack.HandleAsync(reviewer, new ReturnPolicy(version, " "), default)).Problem, "审批意见");
        Refused<NotAllowed>((await desk.StepsBack.HandleAsync(author, new ReturnPolicy(version, "不妥"), default)).Problem, "复核岗");
        var moved = Ok(await desk.StepsBack.HandleAsync(reviewer, new ReturnPolicy(version, "请补充依据"), default));
        Assert.Equal("Returned", moved.State);

        var draft = await desk.ShowAsync(author, moved.DraftId!.Value);
        Assert.Equal((PolicyState.Draft, 2, true, true), (draft.State, draft.Number, draft.Acts.Edit, draft.Acts.Submit)); // the answers count on
        Assert.False(draft.Acts.Delete);
        Assert.Equal(["CreateDraft", "SubmitPolicy", "ReturnPolicy"], draft.Timeline.Select(entry => entry.Act));
        Assert.Equal("请补充依据", draft.Timeline[^1].Opinion);
        Assert.Equal(PolicyState.Returned, (await desk.ShowAsync(author, version)).State);

        // The maker takes a submission back without words, as long as nobody has decided.
        Ok(await desk.Steps.HandleAsync(author, new SubmitPolicy(draft.Id), default));
        Refused<NotAllowed>((await desk.StepsBack.HandleAsync(reviewer, new RecallPolicy(draft.Id), default)).Problem, "政策管理员");
        Ok(await desk.StepsBack.HandleAsync(author, new RecallPolicy(draft.Id), default));
        Refused<Refused>((await new DeleteDraftHandler(desk.Db).HandleAsync(author, new DeleteDraft(draft.Id), default)).Problem, "曾经提交复核");
        Ok(await desk.Steps.HandleAsync(author, new SubmitPolicy(draft.Id), default));
        Ok(await desk.Steps.HandleAsync(reviewer, new ReviewPolicy(draft.Id), default));
        Refused<Refused>((await desk.StepsBack.HandleAsync(author, new RecallPolicy(draft.Id), default)).Problem, "已经复核");
    }

    [Fact]
    public async Task A_draft_that_was_never_submitted_can_be_deleted()
    {
        var version = await desk.CreateAsync(Bureau.Huainan, 2019 + 2);
        Refused<NotAllowed>((await new DeleteDraftHandler(desk.Db).HandleAsync(Reviewer(Bureau.Huainan), new DeleteDraft(version), default)).Problem, "政策管理员");
        Ok(await new DeleteDraftHandler(desk.Db).HandleAsync(Author(Bureau.Huainan), new DeleteDraft(version), default));
        Refused<NotFound>((await new ShowPolicyVersionHandler(desk.Db).HandleAsync(Author(Bureau.Huainan), new ShowPolicyVersion(version), default)).Problem, "没有找到");
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other_and_the_second_sees_what_changed()
    {
        var (first, second) = (Author(Bureau.Henan), Author(Bureau.Henan));
        var version = await desk.CreateAsync(Bureau.Henan, 2020);
        var content = AllocationDesk.Notice(Bureau.Henan);
        await desk.SaveAsync(first, version, content);
        var began = (await desk.ShowAsync(second, version)).Stamp;
        var theirs = await desk.SaveAsync(first, version, PolicyJson.Write(content with { Title = "甲改的标题" }));
        Assert.Null(theirs.Overtaken);

        var tiers = content.CriticalIllness!.Tiers;
        var mine = await desk.SaveAsync(
            second,
            version,
            PolicyJson.Write(content with { FiscalSubsidy = [content.FiscalSubsidy[0] with { Yuan = 560 }], CriticalIllness = content.CriticalIllness with { Tiers = [tiers[0] with { Where = new RegionSelector { Regions = [new Rules.Regions.RegionCode("410122")] } }, .. tiers.Skip(1)] } }),
            began);
        var overtaken = Assert.IsType<OvertakenDraft>(mine.Overtaken);
        Assert.Contains(overtaken.Changes, change => change.BeforeText == "甲改的标题");
        Assert.Contains(overtaken.Changes, change => change.AfterText!.Contains("560", StringComparison.Ordinal));
        Assert.Contains(overtaken.Changes, change => change.AfterText?.Contains("中牟县", StringComparison.Ordinal) == true);
        Assert.Equal("甲改的标题", (await desk.ShowAsync(first, version)).Title); // nothing was written
        Assert.Null((await desk.SaveAsync(second, version, PolicyJson.Write(content), overtaken.Stamp)).Overtaken);
    }

    [Fact]
    public async Task An_incomplete_draft_is_kept_and_says_with_paths_what_it_lacks()
    {
        var author = Author(Bureau.Huainan);
        var version = await desk.CreateAsync(Bureau.Huainan, 2022);
        var saved = await desk.SaveAsync(author, version, """{"format":1,"tenant":"huainan","year":{"funding":2022},"fiscalSubsidy":[{"yuan":"abc"}]}""");
        Assert.NotEmpty(saved.Check.Unreadable);
        Assert.Contains(saved.Check.Unreadable, error => error.Field.Contains("fiscalSubsidy[0]", StringComparison.Ordinal));
        Assert.Equal("（未填标题）", (await desk.ShowAsync(author, version)).Title);
        Refused<Invalid>((await desk.Steps.HandleAsync(author, new SubmitPolicy(version), default)).Problem, "还没有填完整");
        Refused<Refused>(Problem(await new SaveDraftHandler(desk.Db).HandleAsync(author, new SaveDraft(version, "不是 JSON", 1), default)), "不是 JSON");
        Refused<NotAllowed>(Problem(await new SaveDraftHandler(desk.Db).HandleAsync(Some.FinanceOfficer(Bureau.Huainan), new SaveDraft(version, "{}", 1), default)), "政策管理员");
        Refused<NotFound>(Problem(await new SaveDraftHandler(desk.Db).HandleAsync(Author(Bureau.Gansu), new SaveDraft(version, "{}", 1), default)), "没有找到");
    }

    private static Problem? Problem<T>(Result<T> result) => result.Problem;
}
