using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.PolicyDrafts;

/// <summary>年度结转: the next year's copy waits until every value is confirmed, changed or carried with a reason.</summary>
public sealed class PolicyRollTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    [Fact]
    public async Task A_rolled_year_waits_for_the_bureaus_above_and_is_read_by_their_names_meanwhile()
    {
        var author = Author(Bureau.Lanzhou);
        await desk.PublishAsync(Bureau.Lanzhou, AllocationDesk.Notice(Bureau.Lanzhou));
        var version = await desk.CreateAsync(Bureau.Lanzhou, 2022);
        await desk.SaveAsync(author, version, PolicyRoll.Next(PolicyRoll.Next(AllocationDesk.Notice(Bureau.Lanzhou))));

        var page = await desk.ShowAsync(author, version);
        Assert.Equal("国家医疗保障局还没有发布2022年度政策，请联系上级机构，发布后再试。", page.Check.NothingAbove);
        Assert.Empty(page.Check.Unreadable);
        Assert.False(page.Check.IsReady || page.Acts.Submit);
        Refused<Refused>((await desk.Steps.HandleAsync(author, new SubmitPolicy(version), default)).Problem, "还没有发布2022年度政策");
        var opened = Ok(await new OpenDraftHandler(desk.Db).HandleAsync(author, new OpenDraft(version), default));
        Assert.All(opened.Above, bureau => Assert.Null(bureau.Issued));
        Assert.Contains(opened.Above.SelectMany(bureau => bureau.Content!.Subsidies.Categories), category => category.Id == "registered-poor");
        var values = Ok(await new ShowPolicyValuesHandler(desk.Db).HandleAsync(author, new ShowPolicyValues(version), default));
        Assert.Contains(values, value => value.Label == "农村建档立卡贫困人口");
        Assert.All(values, value => Assert.DoesNotMatch("[a-z]{3}", value.Label + value.Text));
    }

    [Fact]
    public async Task A_rolled_year_is_published_only_once_every_value_is_settled()
    {
        var author = Author(Bureau.Gansu);
        Refused<Refused>((await new CreateDraftHandler(desk.Db, StoppedClock.Instance).HandleAsync(Author(Bureau.Huainan), new CreateDraft(2021, DraftStart.Roll), default)).Problem, "不能结转");
        var national = AllocationDesk.Notice(Bureau.National);
        await desk.PublishAsync(Bureau.National, PolicyRoll.Next(national) with { Year = PolicyRoll.Next(national).Year });

        var version = await desk.CreateAsync(Bureau.Gansu, 2021, DraftStart.Roll);
        var page = await desk.ShowAsync(author, version);
        Assert.Equal(2021, PolicyJson.Read(page.Text).Value.Year.Funding);
        Assert.NotEmpty(page.Check.Unconfirmed);
        await desk.AnswerAllAsync(author, version);
        Refused<Invalid>((await desk.Steps.HandleAsync(author, new SubmitPolicy(version), default)).Problem, "没有确认，不能提交复核");

        var paths = page.Check.Unconfirmed.Select(entry => entry.Value.Path).ToList();
        var confirm = new ConfirmValuesHandler(desk.Db, StoppedClock.Instance);
        Refused<Refused>((await confirm.HandleAsync(author, new ConfirmValues(version, paths, RollWay.CarriedWithReason), default)).Problem, "写明理由");
        Refused<Refused>((await confirm.HandleAsync(author, new ConfirmValues(version, paths, RollWay.ConfirmedByDocument, "gan66"), default)).Problem, "条款");
        Refused<Conflict>((await confirm.HandleAsync(author, new ConfirmValues(version, ["/没有"], RollWay.CarriedWithReason, Reason: "沿用"), default)).Problem, "已经变化");
        var one = Ok(await confirm.HandleAsync(author, new ConfirmValues(version, [paths[0]], RollWay.CarriedWithReason, Reason: "新文件未下发，暂沿用"), default));
        Assert.Equal(paths.Count - 1, one.Check.Unconfirmed.Count);
        var all = Ok(await confirm.HandleAsync(author, new ConfirmValues(version, paths, RollWay.CarriedWithReason, Reason: "新文件未下发，暂沿用"), default));
        Assert.Empty(all.Check.Unconfirmed);

        await desk.AnswerAllAsync(author, version);
        var older = await desk.CreateAsync(Bureau.Gansu, 2020);
        await desk.PublishAsync(Bureau.Gansu, version);

        // With the new year in force the old one is closed: nothing in it moves.
        Refused<Refused>((await new CreateDraftHandler(desk.Db, StoppedClock.Instance).HandleAsync(author, new CreateDraft(2020, DraftStart.Empty), default)).Problem, "2020 年度已结束");
        Refused<Refused>((await new DeleteDraftHandler(desk.Db).HandleAsync(author, new DeleteDraft(older), default)).Problem, "2020 年度已结束");
        Assert.Equal(new PolicyPossibleActs(false, false, false, false, false, false, false, false), (await desk.ShowAsync(author, older)).Acts);
        Assert.False(Ok(await new ListPolicyVersionsHandler(desk.Db).HandleAsync(author, new ListPolicyVersions(2020), default)).CanWrite);
        await WhatFallsDueLaterCanStillBeMarkedAsync(author);
    }

    /// <summary>The contribution is collected until 2020-12-31 and the money is due in March: whether it was done is told when the next year is in force already.</summary>
    private async Task WhatFallsDueLaterCanStillBeMarkedAsync(Actor author)
    {
        var board = Ok(await new ListDeadlinesHandler(desk.Db, StoppedClock.Instance).HandleAsync(author, new ListDeadlines(2020), default));
        Assert.Equal((true, false), (board.CanMark, board.CanSet));
        Assert.True(Ok(await new MarkDeadlineHandler(desk.Db, StoppedClock.Instance).HandleAsync(author, new MarkDeadline(2020, board.Rows[0].Key, true), default)));
        var office = new SetOfficeDeadline(2020, null, OfficeDeadlineKind.Other, "核对人数", "各县", new DateOnly(2020, 12, 1), "工作安排");
        Refused<Refused>((await new SetOfficeDeadlineHandler(desk.Db, StoppedClock.Instance).HandleAsync(author, office, default)).Problem, "2020 年度已结束");
    }
}
