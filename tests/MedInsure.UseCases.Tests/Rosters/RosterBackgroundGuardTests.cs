using MedInsure.Persistence.Jobs;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using Npgsql;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>Who may not have a hand in 入库 and 撤销入库 that go on in the background: others, who has lost his rights, who uploaded. By the program and, past it, by the database.</summary>
public sealed class RosterBackgroundGuardTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private readonly RosterFlow flow = new(desk) { Limit = new RosterWaitLimit(2) };

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task While_it_goes_on_nobody_else_decides_about_the_batch()
    {
        var page = await flow.CheckedAsync(RosterBackgroundTests.People(3));
        AllocationDesk.Ok(await flow.CommitAsync(page, SecondClerk));
        foreach (var problem in (Problem?[])[(await flow.CancelAsync(page.Id)).Problem, (await flow.RecheckAsync(page.Id)).Problem, (await flow.CommitAsync(page)).Problem, (await flow.UndoAsync(page.Id)).Problem])
        {
            Assert.Equal("经办乙 已确认，这批名单正在后台入库，请等它结束后再办理。", Assert.IsType<Conflict>(problem).Sentence);
        }

        // The database says so too, to whatever program: to others and, until its work runs, to the person himself.
        const string Cancel = "UPDATE roster_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now() WHERE id = $1";
        const string Commit = "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now() WHERE id = $1";
        const string Check = "INSERT INTO job (tenant_id, kind, subject_id, state, asked_by, asked_at, attempts, done_count, total_count, cancel_requested) VALUES (app.tid(), 'RosterCheck', $1, 'Queued', app.uid(), now(), 0, 0, 0, false)";
        foreach (var statement in (string[])[Cancel, Commit, Check])
        {
            Assert.Equal("MI005 这批名单正在后台入库，请等它结束后再办理。", await RefusedAsync(Clerk, statement, page.Id));
            Assert.Equal("MI005 这批名单正在后台入库，请等它结束后再办理。", await RefusedAsync(SecondClerk, statement, page.Id));
        }

        await flow.WorkAsync();
        AllocationDesk.Ok(await flow.UndoAsync(page.Id, Reviewer));
        Assert.Equal("复核甲 正在撤销这批名单的入库，请等它结束后再办理。", (await flow.UndoAsync(page.Id)).Problem!.Sentence);
        Assert.Equal("MI005 这批名单正在后台撤销入库，请等它结束后再办理。", await RefusedAsync(Clerk, "UPDATE roster_batch SET state = 'Undone', undone_by = app.uid(), undone_at = now() WHERE id = $1", page.Id));
        Assert.Equal("MI005 这批名单正在后台撤销入库，请等它结束后再办理。", await RefusedAsync(Clerk, Check, page.Id));
        await flow.WorkAsync();
        Assert.Equal("MI001 名单批次的当前状态不允许这一步，请刷新后再试。", await RefusedAsync(Clerk, Check, page.Id));
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM membership"));
    }

    [Theory]
    [InlineData("DELETE FROM user_role WHERE tenant_id = 5 AND user_id = $1", "名单由经办或复核岗位办理，请联系本机构的经办人员。")]
    [InlineData("INSERT INTO user_region (tenant_id, user_id, region_code) VALUES (5, $1, '620123')", "这批名单还涉及您负责地区以外的县（市、区），请由负责这些地区的同事办理。")]
    [InlineData("UPDATE app_user SET disabled_at = now() WHERE tenant_id = 5 AND id = $1", "提交这项任务的账号已停用，任务没有办理。请由在岗人员重新提交。")]
    public async Task Whose_rights_were_taken_away_meanwhile_commits_nothing(string taking, string sentence)
    {
        var page = await flow.CheckedAsync(RosterBackgroundTests.People(3));
        AllocationDesk.Ok(await flow.CommitAsync(page, SecondClerk));
        await using var superuser = await desk.Database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica");
        await superuser.ExecuteAsync(taking, SecondClerk.UserId);
        try
        {
            await flow.WorkAsync();
            var after = await flow.ShowAsync(page.Id);
            Assert.Equal((RosterState.Previewed, null, sentence, true), (after.State, after.Underway, after.Unfinished!.Sentence, after.Moves.Commit));
            Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM person"));
            AllocationDesk.Ok(await flow.CommitAsync(after));
            await flow.WorkAsync();
            Assert.Equal((RosterState.Committed, null), ((await flow.ShowAsync(page.Id)).State, (await flow.ShowAsync(page.Id)).Unfinished));
        }
        finally
        {
            await superuser.ExecuteAsync("INSERT INTO user_role (tenant_id, user_id, role) VALUES (5, $1, 'Clerk') ON CONFLICT DO NOTHING", SecondClerk.UserId);
            await superuser.ExecuteAsync("DELETE FROM user_region WHERE tenant_id = 5 AND user_id = $1", SecondClerk.UserId);
            await superuser.ExecuteAsync("UPDATE app_user SET disabled_at = NULL WHERE tenant_id = 5 AND id = $1", SecondClerk.UserId);
        }
    }

    /// <summary>Also where somebody asks for the work past the use case.</summary>
    [Fact]
    public async Task Who_uploaded_is_not_the_second_person_of_the_work_either()
    {
        await flow.CommittedAsync(RosterBackgroundTests.People(20));
        await flow.WorkAsync();
        var page = await flow.CheckedAsync(RosterBackgroundTests.People(10), month: December);
        await using (var maker = await desk.Database.OpenAppAsync((int)Bureau.Lanzhou, Clerk.UserId))
        {
            await JobQueue.AskAsync(maker, RosterCommitJob.Name, page.Id, default);
        }

        await flow.WorkAsync();
        Assert.Equal(RosterState.AwaitingSecond, (await flow.ShowAsync(page.Id)).State);
        Assert.Contains("上传人以外的另一人", (await flow.ShowAsync(page.Id)).Unfinished!.Sentence, StringComparison.Ordinal);
        AllocationDesk.Ok(await flow.CommitAsync(page, SecondClerk));
        await flow.WorkAsync();
        Assert.Equal(["经办甲 上传", "经办乙 第二人确认并入库"], (await flow.ShowAsync(page.Id)).Steps.Select(step => $"{step.By} {step.What}"));
    }

    private async Task<string> RefusedAsync(Actor actor, string statement, long batch)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => flow.ExecuteAsAsync(actor, statement, batch));
        return $"{refused.SqlState} {refused.MessageText}";
    }
}
