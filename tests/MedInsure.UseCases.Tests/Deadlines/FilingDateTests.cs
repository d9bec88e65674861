using MedInsure.Rules.Access;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.Filings;
using MedInsure.UseCases.Overview;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.PolicyDrafts;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Deadlines;

/// <summary>On 2020-11-20: the date that the province set for filings, as the city reads it; and one reading of deadlines for board and 工作台.</summary>
public sealed class FilingDateTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    private static readonly Actor City = PolicyDesk.Author(Bureau.Lanzhou);
    private static readonly SetOfficeDeadline Date = new(2020, null, OfficeDeadlineKind.Filing, "报送财政分担标准备案", "各市州医疗保障局", new DateOnly(2020, 11, 10), "按处室年度工作安排");

    [Fact]
    public async Task A_city_reads_its_provinces_date_for_filings_until_it_has_filed_and_whose_practice_it_is()
    {
        await desk.PublishAsync(Bureau.Lanzhou, AllocationDesk.Notice(Bureau.Lanzhou));
        Assert.Null((await FilingsAsync(City)).Due);
        var id = Ok(await SetAsync(Bureau.Gansu, Date));
        Ok(await SetAsync(Bureau.Gansu, Date with { Kind = OfficeDeadlineKind.Other, Subject = "省局内部事项" }));
        Ok(await SetAsync(Bureau.National, Date with { Due = new DateOnly(2020, 12, 1) })); // filings go to the bureau directly above

        var due = (await FilingsAsync(City)).Due!;
        Assert.Equal(("甘肃省医疗保障局", Date.Due, "按处室年度工作安排", "逾期 10 天"), (due.BureauName, due.Due, due.Reason, due.Age!.Value.Words));
        var row = (await BoardAsync(City)).Rows[0];
        Assert.Equal(($"gansu/office/{id}", "内部口径", "甘肃省医疗保障局", "逾期 10 天"), (row.Key, row.Deadline.Basis, row.IssuerName, row.Deadline.Words));
        Assert.Equal((true, "甘肃省医疗保障局", "按处室年度工作安排"), (row.Office!.IsAbove, row.Office.By, row.Office.Reason));
        Assert.Equal(["本机构（未备案）"], row.Waiting);
        Assert.DoesNotContain((await BoardAsync(City)).Rows, other => other.Deadline.Subject == "省局内部事项");
        Ok(await new MarkDeadlineHandler(desk.Db, StoppedClock.Instance).HandleAsync(City, new MarkDeadline(2020, row.Key, true), default));
        Ok(await new MarkDeadlineHandler(desk.Db, StoppedClock.Instance).HandleAsync(City, new MarkDeadline(2020, row.Key, false), default));

        // Siblings and the province itself: no more than is for them.
        Assert.DoesNotContain((await BoardAsync(PolicyDesk.Author(Bureau.Huainan))).Rows, other => other.Office is not null);
        Assert.Equal(["国家医疗保障局"], (await BoardAsync(PolicyDesk.Author(Bureau.Henan))).Rows.Where(other => other.Office is not null).Select(other => other.IssuerName));
        Assert.Equal(2, (await BoardAsync(PolicyDesk.Author(Bureau.Gansu))).Rows.Count(other => other.Office is { IsAbove: false }));

        // The very rows of the board stand on 工作台.
        var overview = Ok(await new ShowOverviewHandler(desk.Db, StoppedClock.Instance).HandleAsync(City, new ShowOverview(2020), default));
        Assert.Equal((await BoardAsync(City)).Rows.Select(Words), overview.Deadlines.Select(Words));

        Ok(await new FilePolicyHandler(desk.Db, StoppedClock.Instance).HandleAsync(City, new FilePolicy(2020, "兰医保函〔2020〕6号", "备案"), default));
        Assert.Null((await FilingsAsync(City)).Due!.Age);
        row = (await BoardAsync(City)).Rows[0];
        Assert.Equal(("兰医保函〔2020〕6号 待接收", true, 0), (row.Settled, row.IsDone, row.Waiting.Count));
    }

    private static string Words(BoardRow row) => $"{row.Key} {row.Deadline.Due} {row.Deadline.Words} {row.Deadline.Basis} {row.IsDone} {string.Join('、', row.Waiting)}";

    private async Task<DeadlineBoard> BoardAsync(Actor actor) => Ok(await new ListDeadlinesHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new ListDeadlines(2020), default));

    private async Task<FilingPage> FilingsAsync(Actor actor) => Ok(await new ListFilingsHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new ListFilings(2020), default));

    private Task<Rules.Outcomes.Result<long>> SetAsync(Bureau bureau, SetOfficeDeadline request) =>
        new SetOfficeDeadlineHandler(desk.Db, StoppedClock.Instance).HandleAsync(PolicyDesk.Author(bureau), request, default);
}
