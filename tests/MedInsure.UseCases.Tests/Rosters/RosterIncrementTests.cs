using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>增量 rosters: what their rows end, and what they would end if anybody held it.</summary>
public sealed class RosterIncrementTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private const string IncrementHeader = "序号,姓名,身份证号,人员类别,镇街,村居,县区,认定时间,取消时间,变更情况";

    private readonly RosterFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Rows_that_would_end_what_nobody_holds_are_named()
    {
        await flow.CommittedAsync(Of([.. Enumerable.Range(1, 30).Select(i => Row(i))]));
        var first = await CheckedAsync(Ending(1), Ending(99), Ending(2, "特困人员"));
        Assert.Equal((3, 3), (first.Rows, first.Ok));
        Assert.Equal("新增 0、变更 0、取消 1、恢复 0 条；在册身份由 30 条变为 29 条", first.Changes);
        Assert.Contains("要取消的身份中有 2 条现在不在册（第 3、4 行），入库不作变动。请核对身份证号码和身份类别；以前已经取消的，不必再办。", first.Notes);
        AllocationDesk.Ok(await flow.CommitAsync(first));

        var again = await CheckedAsync(Ending(1), Added(2));
        Assert.Equal("没有变更，名单不改变人员台账", again.Changes);
        Assert.Contains(again.Notes, note => note.Contains("有 1 条现在不在册（第 2 行）", StringComparison.Ordinal));

        Assert.DoesNotContain((await CheckedAsync(Ending(2), Added(40))).Notes, note => note.Contains("不在册", StringComparison.Ordinal));
        var many = await CheckedAsync([.. Enumerable.Range(50, 12).Select(i => Ending(i)), Added(41)]);
        Assert.Contains(many.Notes, note => note.Contains("有 12 条现在不在册（第 2、3、4、5、6、7、8、9、10、11 行等）", StringComparison.Ordinal));
    }

    private static string Ending(int person, string category = "孤儿") => $"{person},赵某,{Number(person)},{category},某镇,某村,城关区,2020-11-20,2020-12,取消";

    private static string Added(int person) => $"{person},赵某,{Number(person)},孤儿,某镇,某村,城关区,2020-11-20,,新增";

    private Task<RosterBatchPage> CheckedAsync(params string[] rows) => flow.CheckedAsync(Csv([IncrementHeader, .. rows]), RosterKind.Increment, December);
}
