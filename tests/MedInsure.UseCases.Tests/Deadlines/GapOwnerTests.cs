using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Deadlines;
using MedInsure.UseCases.Overview;
using MedInsure.UseCases.Tasks;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.PolicyDrafts;
using Microsoft.EntityFrameworkCore;
using static MedInsure.UseCases.Tests.PolicyDrafts.PolicyDesk;

namespace MedInsure.UseCases.Tests.Deadlines;

/// <summary>On 2020-11-20: who looks for what a gap lacks, until when, as the register, 工作台 and 待办 tell it.</summary>
public sealed class GapOwnerTests(PolicyDesk desk) : IClassFixture<PolicyDesk>
{
    private static readonly Actor Province = PolicyDesk.Author(Bureau.Gansu);
    private static readonly Actor Clerk = Some.Clerk(Bureau.Gansu);
    private static readonly AssignGap List = new(2020, "gansu", "gansu-18-counties", Clerk.UserId, null, new DateOnly(2020, 11, 18));

    [Fact]
    public async Task The_office_names_an_owner_and_a_date_beside_the_documents_words_and_keeps_what_it_said_before()
    {
        var before = await GapAsync(Province, List.GapId);
        Assert.Null(before.Office);
        Ok(await AssignAsync(Province, List with { OwnerId = null, OwnerWords = " 省扶贫办 ", Due = null }));
        Assert.Equal(("省扶贫办", (long?)null, (DateOnly?)null), ((await GapAsync(Province, List.GapId)).Office!.Owner, (await GapAsync(Province, List.GapId)).Office!.OwnerId, (await GapAsync(Province, List.GapId)).Office!.Due));
        Assert.Equal("逾期 2 天", Ok(await AssignAsync(Province, List)).Age!.Value.Words);

        var board = await BoardAsync(Province);
        var gap = board.Gaps.Single(gap => gap.Gap.Id == List.GapId);
        Assert.Equal(board.Gaps[0], gap); // what presses stands first
        Assert.Equal(("经办甲", new DateOnly(2020, 11, 18), "政策甲"), (gap.Office!.Owner, gap.Office.Due, gap.Office.By));
        Assert.Equal(["经办甲", "省扶贫办"], gap.History.Select(said => said.Owner));
        Assert.Equal((before.Gap.Owner, before.Gap.Due, before.Gap.Expected), (gap.Gap.Owner, gap.Gap.Due, gap.Gap.Expected));
        Assert.Equal(["AssignGap", "AssignGap"], await AuditedAsync());

        var shown = (await OverviewAsync(Province)).Gaps[0];
        Assert.Equal(("经办甲", "逾期 2 天", true), (shown.Office!.Owner, shown.Office.Age!.Value.Words, shown.IsOwn));
        var task = Assert.Single(await TasksAsync(Clerk));
        Assert.Equal(("补齐依据", "/deadlines/gaps", 2020, "政策甲"), (task.What, task.Link, task.FundingYear, task.From));
        Assert.Contains("18个深度贫困县的名单", task.Subject, StringComparison.Ordinal);
        Assert.Contains("逾期 2 天", task.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(await TasksAsync(Some.FinanceOfficer(Bureau.Gansu)), row => row.What == "补齐依据");

        // Far off it is nobody's task yet; given to a colleague it is no longer the clerk's; taken back it is nobody's.
        Ok(await AssignAsync(Province, List with { Due = new DateOnly(2021, 6, 30) }));
        Assert.Empty(await TasksAsync(Clerk));
        Ok(await AssignAsync(Province, List with { OwnerId = Some.FinanceOfficer(Bureau.Gansu).UserId, Due = new DateOnly(2020, 12, 1) }));
        Assert.Equal("补齐依据", Assert.Single(await TasksAsync(Some.FinanceOfficer(Bureau.Gansu))).What);
        Ok(await AssignAsync(Province, List with { OwnerId = null, Due = null }));
        Assert.Empty(await TasksAsync(Some.FinanceOfficer(Bureau.Gansu)));
        gap = await GapAsync(Province, List.GapId);
        Assert.Equal((null, 5, true), (gap.Office, gap.History.Count, gap.History[0].IsEmpty));
    }

    [Fact]
    public async Task A_gap_of_a_bureau_above_gets_an_owner_here_for_this_bureau_only()
    {
        await desk.PublishAsync(Bureau.Lanzhou, AllocationDesk.Notice(Bureau.Lanzhou));
        var author = PolicyDesk.Author(Bureau.Lanzhou);
        var above = (await BoardAsync(Province)).Gaps.First(gap => gap.Gap.Id != List.GapId).Gap.Id;
        Ok(await AssignAsync(author, new AssignGap(2020, "gansu", above, author.UserId, null, new DateOnly(2020, 12, 10))));
        Assert.Contains((await OverviewAsync(author)).Gaps, gap => gap is { IsOwn: false, IssuerName: "甘肃省医疗保障局", Office.Owner: "政策甲" });
        Assert.Contains(await TasksAsync(author), row => row.What == "补齐依据" && row.Subject.Contains("还有 20 天", StringComparison.Ordinal));
        Assert.DoesNotContain((await BoardAsync(Province)).Gaps, gap => gap.Gap.Id == above && gap.History.Count > 0);
    }

    [Fact]
    public async Task What_cannot_be_set_is_refused_with_what_to_do()
    {
        Refused<NotAllowed>((await AssignAsync(Clerk, List)).Problem, "政策管理员");
        Refused<NotFound>((await AssignAsync(Province, List with { GapId = "none" })).Problem, "已经补齐");
        Refused<NotFound>((await AssignAsync(Province, List with { Issuer = "henan" })).Problem, "已经补齐");
        foreach (var stranger in new[] { Some.Clerk(Bureau.Henan), Some.Auditor(Bureau.Gansu), Some.SystemAdministrator(Bureau.Gansu) })
        {
            Refused<Invalid>((await AssignAsync(Province, List with { OwnerId = stranger.UserId })).Problem, "没有保存");
        }

        var wrong = Assert.IsType<Invalid>((await AssignAsync(Province, List with { OwnerWords = new string('长', 101), Due = new DateOnly(2031, 1, 1) })).Problem);
        Assert.Equal(["负责人", "负责人", "期限"], wrong.Errors.Select(error => error.Field));
        Assert.Contains((await BoardAsync(Province)).People, person => person.Name == "经办甲");
        Assert.DoesNotContain((await BoardAsync(Province)).People, person => person.Name is "审计甲" or "系统甲");
        Assert.Empty((await BoardAsync(Clerk)).People);
    }

    private Task<Result<GapOwner>> AssignAsync(Actor actor, AssignGap request) => new AssignGapHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, request, default);

    private async Task<DeadlineBoard> BoardAsync(Actor actor) => Ok(await new ListDeadlinesHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new ListDeadlines(2020), default));

    private async Task<WaitingGap> GapAsync(Actor actor, string gap) => (await BoardAsync(actor)).Gaps.Single(row => row.Gap.Id == gap);

    private async Task<OverviewPage> OverviewAsync(Actor actor) => Ok(await new ShowOverviewHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new ShowOverview(2020), default));

    private async Task<IReadOnlyList<TaskRow>> TasksAsync(Actor actor) => Ok(await new ListTasksHandler(desk.Db, StoppedClock.Instance).HandleAsync(actor, new ListTasks(), default));

    private async Task<IReadOnlyList<string>> AuditedAsync()
    {
        await using var db = await desk.Db.OpenAsync(Province, default);
        return await db.Rows.AuditEntries.Where(entry => entry.Subject == "gap/2020/gansu/gansu-18-counties").OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync();
    }
}
