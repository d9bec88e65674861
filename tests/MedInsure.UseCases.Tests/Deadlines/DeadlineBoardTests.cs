using MedInsure.Persistence.Deadlines;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.PolicyDrafts;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Deadlines;

/// <summary>The board on 2020-11-20: dates of the notices, dates of the office's own, and what waits for a basis.</summary>
public sealed class DeadlineBoardTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    private static readonly Actor Author = PolicyDesk.Author(Bureau.Lanzhou);
    private static readonly SetOfficeDeadline Wanted = new(2020, null, OfficeDeadlineKind.Other, "核对参保人数", "各区县医保局", new DateOnly(2020, 11, 18), "测算前须核定");

    [Fact]
    public async Task The_board_holds_the_dates_of_documents_and_of_the_office_and_marks_what_is_done()
    {
        // Without a policy of its own the bureau still sees the province's date, and why its own are missing.
        var before = await ShowAsync(Author);
        Assert.Contains("兰州市医疗保障局还没有发布2020年度政策", before.Missing, StringComparison.Ordinal);
        Assert.Equal(["gansu/gansu-collection"], before.Rows.Select(row => row.Key));

        await desk.PublishAsync(Bureau.Lanzhou, AllocationDesk.Notice(Bureau.Lanzhou));
        var page = await ShowAsync(Author);
        Assert.Equal([("gansu/gansu-collection", "2020-12-31"), ("lanzhou/lanzhou-advance", "2021-03-31")], page.Rows.Select(row => (row.Key, $"{row.Deadline.Due:yyyy-MM-dd}")));
        Assert.Equal(("还有 41 天", "甘肃省医疗保障局", "甘医保发〔2020〕66号 六(二)"), (page.Rows[0].Deadline.Words, page.Rows[0].IssuerName, page.Rows[0].Deadline.Basis));

        var refused = Assert.IsType<Invalid>((await SetAsync(Author, Wanted with { Subject = " ", Due = new DateOnly(1999, 1, 1) })).Problem);
        Assert.Equal(["事项", "时限"], refused.Errors.Select(error => error.Field));
        Refused<NotAllowed>((await SetAsync(Some.FinanceOfficer(Bureau.Lanzhou), Wanted)).Problem, "政策管理员");
        var id = Ok(await SetAsync(Author, Wanted));
        Ok(await SetAsync(Author, Wanted with { Id = id, Due = new DateOnly(2020, 11, 17) }));
        Refused<NotFound>((await SetAsync(PolicyDesk.Author(Bureau.Gansu), Wanted with { Id = id })).Problem, "没有找到");

        var own = (await ShowAsync(Author)).Rows[0];
        Assert.Equal(($"office/{id}", "内部口径", "逾期 3 天", "政策甲"), (own.Key, own.Deadline.Basis, own.Deadline.Words, own.Office!.By));
        Refused<NotAllowed>((await MarkAsync(Some.Clerk(Bureau.Lanzhou), own.Key, true)).Problem, "登记办结");
        Refused<NotFound>((await MarkAsync(Author, "office/999999", true)).Problem, "没有找到");
        Ok(await MarkAsync(Some.FinanceOfficer(Bureau.Lanzhou), own.Key, true));
        Ok(await MarkAsync(Author, own.Key, true));
        Assert.Equal("财务甲", (await ShowAsync(Author)).Rows[0].Done!.By);
        Ok(await MarkAsync(Author, own.Key, false));
        Assert.Null((await ShowAsync(Author)).Rows[0].Done);
        Ok(await MarkAsync(Author, "gansu/gansu-collection", true));

        Refused<NotAllowed>((await RemoveAsync(Some.FinanceOfficer(Bureau.Lanzhou), id)).Problem, "政策管理员");
        Ok(await RemoveAsync(Author, id));
        Refused<NotFound>((await RemoveAsync(Author, id)).Problem, "没有找到");
        Assert.Equal(2, (await ShowAsync(Author)).Rows.Count);
        Assert.DoesNotContain((await ShowAsync(PolicyDesk.Author(Bureau.Gansu))).Rows, row => row.Done is not null); // each bureau's own mark
        Refused<NotAllowed>((await new ListDeadlinesHandler(desk.Db, StoppedClock.Instance).HandleAsync(Some.Auditor(Bureau.Lanzhou), new ListDeadlines(2020), default)).Problem, "岗位");
    }

    [Fact]
    public async Task A_bureau_has_one_date_for_filings_and_it_names_who_is_missing()
    {
        var province = PolicyDesk.Author(Bureau.Gansu);
        var filing = Wanted with { Kind = OfficeDeadlineKind.Filing };
        Ok(await SetAsync(province, filing));
        Refused<Conflict>((await SetAsync(province, filing)).Problem, "已经设定了备案时限");
        Assert.Contains("兰州市医疗保障局（未备案）", (await ShowAsync(province)).Rows.Single(row => row.Office?.Kind == OfficeDeadlineKind.Filing).Waiting);
    }

    [Fact]
    public async Task A_gap_says_who_looks_for_what_and_which_counties_and_values_wait_for_it()
    {
        var gaps = (await ShowAsync(PolicyDesk.Author(Bureau.Gansu))).Gaps;
        var list = gaps.Single(gap => gap.Gap.Id == "gansu-18-counties");
        Assert.Equal(("甘政办发〔2018〕218号", "甘肃省医疗保障局", null, true), (list.Gap.Expected, list.Gap.Owner, list.Gap.Due, list.IsOwn));
        Assert.Contains("秦安县", list.Counties);
        Assert.DoesNotContain("榆中县", list.Counties);
        Assert.True(list.Values.Count > 0 && list.OfCounties > 80);
        Assert.All(gaps, gap => Assert.True(gap.IsOwn || !gap.BlocksNothing));
    }

    private async Task<DeadlineBoard> ShowAsync(Actor actor) => Ok(await new ListDeadlinesHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new ListDeadlines(2020), default));

    private Task<Result<long>> SetAsync(Actor actor, SetOfficeDeadline request) => new SetOfficeDeadlineHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, request, default);

    private Task<Result<bool>> MarkAsync(Actor actor, string key, bool done) => new MarkDeadlineHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new MarkDeadline(2020, key, done), default);

    private Task<Result<long>> RemoveAsync(Actor actor, long id) => new RemoveOfficeDeadlineHandler(desk.Db).HandleAsync(actor, new RemoveOfficeDeadline(id), default);
}
