using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>A clerk of one county brings and sees what is the county's.</summary>
public sealed class RosterCountyTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private readonly RosterFlow flow = new(desk);

    private static Actor Yuzhong => SecondClerk.LimitedTo("620123");

    private static Actor Chengguan => SecondClerk.LimitedTo("620102");

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_full_file_of_a_county_cancels_nobody_elsewhere_and_its_drop_is_the_county_s()
    {
        await flow.CommittedAsync(Of([.. Enumerable.Range(1, 40).Select(i => Row(i, county: i > 30 ? "榆中县" : "城关区"))]));
        var page = await flow.CheckedAsync(Of([.. Enumerable.Range(31, 8).Select(i => Row(i, county: ""))]), month: December, actor: Yuzhong);
        Assert.Equal((RosterState.AwaitingSecond, "榆中县", false), (page.State, page.Scope, page.IsPart));
        Assert.StartsWith("将取消 2 条身份，占原有 10 条的 20.0%", page.Reason, StringComparison.Ordinal);
        Assert.Equal(("榆中县", 10, 8, 2), (Assert.Single(page.Counts).Name, page.Counts[0].Before, page.Counts[0].After, page.Counts[0].Cancelled));
        AllocationDesk.Ok(await flow.CommitAsync(page));
        Assert.Equal(38, await flow.CountAsync("SELECT count(*) FROM membership WHERE until_month IS NULL"));
    }

    [Fact]
    public async Task Who_comes_from_another_county_waits_for_a_second_person()
    {
        await flow.CommittedAsync(Of(Row(1), Row(2, county: "榆中县")));
        var page = await flow.CheckedAsync(Of(Row(1, county: "榆中县"), Row(2, county: "榆中县")), month: December, actor: Yuzhong);
        Assert.Equal((RosterState.AwaitingSecond, "有 1 条变更涉及目前登记在其他县（市、区）的人员。须由上传人以外的另一人核对后确认入库。"), (page.State, page.Reason));
        Assert.Equal("行政区划：城关区 → 榆中县", Assert.Single(Assert.Single((await flow.ChangesAsync(page.Id, sharing: RosterSharing.OtherCounty, actor: Yuzhong)).Rows).Differences));
        Assert.Equal([("城关区", 1, 0), ("榆中县", 1, 2)], page.Counts.Select(count => (count.Name, (int)count.Before, (int)count.After)));
    }

    [Fact]
    public async Task Of_the_bureau_s_batch_the_own_county_is_seen_and_nothing_is_decided()
    {
        var page = await flow.CheckedAsync(Of(Row(1), Row(2, county: "榆中县"), Row(3, name: "")));
        var seen = await flow.ShowAsync(page.Id, Yuzhong);
        Assert.Equal((true, "榆中县"), (seen.IsPart, Assert.Single(seen.Counts).Name));
        Assert.Equal("榆中县", Assert.Single((await flow.ChangesAsync(page.Id, actor: Yuzhong)).Rows).Region);
        Assert.Empty((await flow.ChangesAsync(page.Id, region: "620102", actor: Yuzhong)).Rows);
        Assert.IsType<NotAllowed>((await flow.FaultsAsync(page.Id, Yuzhong)).Problem);
        Assert.IsType<NotAllowed>((await flow.ExplainedAsync(page.Id, Yuzhong)).Problem);
        Assert.IsType<NotAllowed>((await flow.CommitAsync(page, Yuzhong)).Problem);
        Assert.IsType<NotAllowed>((await flow.CancelAsync(page.Id, Yuzhong)).Problem);
        Assert.Equal(new RosterMoves(false, seen.Moves.Waits, false, false, false, null, false), seen.Moves);
        AllocationDesk.Ok(await flow.CommitAsync(page));
        Assert.IsType<NotAllowed>((await flow.UndoAsync(page.Id, Yuzhong)).Problem);
    }

    [Fact]
    public async Task A_batch_of_another_county_is_not_there_and_the_list_says_that_one_is_left_out()
    {
        var file = Of(Row(1, county: ""));
        var page = await flow.CheckedAsync(file, actor: Yuzhong);
        Assert.IsType<NotFound>((await flow.TryShowAsync(page.Id, Chengguan)).Problem);
        Assert.IsType<NotFound>((await flow.CommitAsync(page, Chengguan)).Problem);
        Assert.Contains("负责其他地区的同事", (await flow.TryUploadAsync(file, actor: Chengguan)).Problem!.Sentence, StringComparison.Ordinal);
        var list = AllocationDesk.Ok(await new ListRostersHandler(desk.Db, Clock).HandleAsync(Chengguan, new ListRosters(2020), default));
        Assert.Equal((0, 1), (list.Rows.Count, list.Hidden));

        var own = AllocationDesk.Ok(await new ListRostersHandler(desk.Db, Clock).HandleAsync(Yuzhong, new ListRosters(2020), default));
        Assert.Equal((page.Id, new RosterTotals(1, 0, 0, 0), 0), (Assert.Single(own.Rows).Id, own.Rows[0].Counts, own.Hidden));
        Assert.Equal((12, "2020年12月", "民政部门、扶贫部门"), (own.Months.Count, own.Months[0].Month.ToText(), string.Join("、", own.Months[0].Authorities)));
        Assert.Empty(AllocationDesk.Ok(await new ListRostersHandler(desk.Db, Clock).HandleAsync(Yuzhong, new ListRosters(2021), default)).Rows);
        var reviewer = AllocationDesk.Ok(await new ListRostersHandler(desk.Db, Clock).HandleAsync(Reviewer, new ListRosters(2020), default));
        Assert.Equal((0, 1), (reviewer.Months.Count, reviewer.Rows.Count));
        Assert.Contains("经办岗位", reviewer.NoUpload, StringComparison.Ordinal);
    }
}
