using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>第二人确认比例: who sets it, within which bounds, and which batches go by it.</summary>
public sealed class SecondLookTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private readonly RosterFlow flow = new(desk);

    private static Actor Author => Some.PolicyAdministrator(Bureau.Lanzhou);

    public async Task InitializeAsync()
    {
        await flow.ClearAsync();
        await using var superuser = await desk.Database.OpenSuperuserAsync();
        await superuser.ExecuteAsync("SET session_replication_role = replica");
        await superuser.ExecuteAsync("TRUNCATE second_look_rate CASCADE");
        await superuser.ExecuteAsync("TRUNCATE audit_entry");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_batch_is_judged_by_the_rate_that_held_and_keeps_it()
    {
        await flow.CommittedAsync(Of(People(20)));
        var before = await flow.CheckedAsync(Of(People(18)), month: December); // 10 %
        Assert.Equal((RosterState.Previewed, "10%", null), (before.State, before.Rate.Percent, before.Rate.SetBy));

        AllocationDesk.Ok(await SetAsync("9.9", 0));
        Assert.Equal(RosterState.Previewed, (await flow.ShowAsync(before.Id)).State);
        AllocationDesk.Ok(await flow.RecheckAsync(before.Id));
        await flow.WorkAsync();
        var judged = await flow.ShowAsync(before.Id);
        Assert.Equal((RosterState.AwaitingSecond, "9.9%", Author.DisplayName, Clock.GetUtcNow()), (judged.State, judged.Rate.Percent, judged.Rate.SetBy, judged.Rate.SetAt));
        Assert.StartsWith("将取消 2 条身份，占原有 20 条的 10.0%，超过 9.9%（内部口径）。", judged.Reason, StringComparison.Ordinal);

        AllocationDesk.Ok(await SetAsync("50%", 1));
        Assert.Equal("9.9%", (await flow.ShowAsync(before.Id)).Rate.Percent);
        Assert.Contains("上传人以外的另一人", (await flow.CommitAsync(judged)).Problem!.Sentence, StringComparison.Ordinal);
        var half = await flow.CheckedAsync(Of(People(10)), month: December);
        Assert.Equal((RosterState.Previewed, "50%"), (half.State, half.Rate.Percent));
        AllocationDesk.Ok(await flow.CommitAsync(half));
        Assert.Equal("50%", (await flow.ShowAsync(half.Id)).Rate.Percent);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => flow.ExecuteAsync("UPDATE roster_batch SET second_look_rate_id = NULL WHERE id = $1", half.Id));
    }

    [Fact]
    public async Task It_is_set_with_a_reason_by_the_policy_administrator_alone_and_audited()
    {
        Assert.Equal((0, 100, false), (await ShowAsync(Clerk)) is { Rate: var rate, MaySet: var may } ? (rate.Number, rate.PerMille, may) : default);
        Assert.True((await ShowAsync(Author)).MaySet);
        foreach (var actor in new[] { Clerk, Reviewer, Some.FinanceOfficer(Bureau.Lanzhou), Author with { Roles = Role.PolicyAdministrator | Role.Clerk }, Author with { Roles = Role.PolicyAdministrator | Role.Reviewer }, Author.LimitedTo("620123") })
        {
            Assert.IsType<NotAllowed>((await SetAsync("20", 0, actor: actor)).Problem);
        }

        Assert.Equal(6, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'SetSecondLookRefused'"));
        Assert.IsType<NotAllowed>((await new ShowSecondLookHandler(desk.Db).HandleAsync(Some.Auditor(Bureau.Lanzhou), new ShowSecondLook(), default)).Problem);
        var set = AllocationDesk.Ok(await SetAsync("12.5", 0));
        Assert.Equal((1, 125, "12.5%", "局务会 12 月纪要"), (set.Number, set.PerMille, set.Percent, set.Reason));
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'SetSecondLook' AND user_id = $1 AND detail @> '{\"Before\": 100, \"After\": 125, \"Reason\": \"局务会 12 月纪要\"}'", Author.UserId));
        Assert.Equal((set.Number, set.PerMille, set.SetBy), ((await ShowAsync(Reviewer)).Rate.Number, (await ShowAsync(Reviewer)).Rate.PerMille, (await ShowAsync(Reviewer)).Rate.SetBy));
        Assert.Equal(100, AllocationDesk.Ok(await new ShowSecondLookHandler(desk.Db).HandleAsync(Some.Clerk(Bureau.Gansu), new ShowSecondLook(), default)).Rate.PerMille); // another bureau's own
        Assert.IsType<NotFound>((await new SetSecondLookHandler(desk.Db, Clock).HandleAsync(Some.PolicyAdministrator(Bureau.National), new SetSecondLook("20", "理由", 0), default)).Problem);
    }

    [Theory]
    [InlineData("0.9")]
    [InlineData("50.1")]
    [InlineData("12.55")]
    [InlineData("-5")]
    [InlineData("1e1")]
    [InlineData("十")]
    [InlineData("")]
    public async Task Anything_but_one_to_fifty_percent_with_one_decimal_is_refused(string percent) =>
        Assert.Equal("比例请填 1 到 50 之间的数，最多一位小数，例如 10 或 12.5。", (await SetAsync(percent, 0)).Problem?.Sentence);

    [Fact]
    public async Task Who_has_not_seen_the_last_change_makes_none_and_of_two_at_once_one_does()
    {
        Assert.Equal("请写明设定的理由。", (await SetAsync("20", 0, " ")).Problem?.Sentence);
        Assert.Contains("身份证号码等长号码", (await SetAsync("20", 0, Number(1))).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal("现在的比例就是 10%，没有改变。", (await SetAsync("10.0", 0)).Problem?.Sentence);
        AllocationDesk.Ok(await SetAsync("1", 0));
        Assert.IsType<Conflict>((await SetAsync("20", 0)).Problem);
        var both = await Task.WhenAll(SetAsync("20", 1), SetAsync("30", 1));
        Assert.StartsWith("您看到之后，同事已经改过这个比例。", Assert.Single(both, one => !one.IsOk).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, await flow.CountAsync("SELECT count(*) FROM second_look_rate"));
    }

    private static IEnumerable<string> People(int count) => Enumerable.Range(1, count).Select(i => Row(i));

    private Task<Result<SecondLookRate>> SetAsync(string percent, int seen, string reason = "局务会 12 月纪要", Actor? actor = null) =>
        new SetSecondLookHandler(desk.Db, Clock).HandleAsync(actor ?? Author, new SetSecondLook(percent, reason, seen), default);

    private async Task<SecondLookView> ShowAsync(Actor actor) => AllocationDesk.Ok(await new ShowSecondLookHandler(desk.Db).HandleAsync(actor, new ShowSecondLook(), default));
}
