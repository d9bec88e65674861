using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>What a batch becomes, and what it does to the ledger.</summary>
public sealed class RosterBatchTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private readonly RosterFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_upload_keeps_the_file_and_asks_for_its_check_and_the_same_file_again_changes_nothing()
    {
        var file = Of(Row(1), Row(2));
        var first = AllocationDesk.Ok(await flow.TryUploadAsync(file));
        Assert.Equal((true, RosterState.Uploaded, true), (first.IsNew, (await flow.ShowAsync(first.BatchId)).State, (await flow.ShowAsync(first.BatchId)).IsWorking));
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM job WHERE kind = 'RosterCheck' AND subject_id = $1", first.BatchId));
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM roster_file WHERE position('620123'::bytea IN bytes) > 0"));
        await flow.WorkAsync();

        var again = AllocationDesk.Ok(await flow.TryUploadAsync(file, actor: SecondClerk));
        Assert.Equal((first.BatchId, false), (again.BatchId, again.IsNew));
        Assert.Contains("已由 经办甲 于", again.Sentence, StringComparison.Ordinal);
        Assert.Contains($"第 {first.BatchId} 批，待入库", again.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM roster_batch"));

        Assert.NotEqual(first.BatchId, AllocationDesk.Ok(await flow.TryUploadAsync(file, month: December)).BatchId);
        AllocationDesk.Ok(await flow.CancelAsync(first.BatchId));
        Assert.True(AllocationDesk.Ok(await flow.TryUploadAsync(file)).IsNew);
    }

    [Fact]
    public async Task Two_people_who_upload_the_same_file_at_once_have_one_batch()
    {
        var file = Of(Row(1));
        var both = await Task.WhenAll(flow.TryUploadAsync(file), flow.TryUploadAsync(file, actor: SecondClerk));
        Assert.Single(both.Select(one => AllocationDesk.Ok(one).BatchId).Distinct());
        Assert.Single(both, one => one.Value.IsNew);
    }

    [Fact]
    public async Task A_month_later_who_came_changed_left_and_returned_is_told_from_the_state_and_committed_as_one()
    {
        var november = await flow.CommittedAsync(Of([.. Enumerable.Range(1, 20).Select(i => Row(i))]));
        Assert.Equal((RosterState.Committed, 20L), (november.State, november.Counts.Sum(count => count.Added)));
        var before = await flow.LedgerAsync();

        // 20 has left; 3 has another name; 4 has moved; 21 is new.
        var page = await flow.CheckedAsync(Of([.. Enumerable.Range(1, 19).Select(i => Row(i, name: i == 3 ? "钱某" : "赵某", county: i == 4 ? "榆中县" : "城关区")), Row(21)]), month: December);
        Assert.Equal(RosterState.Previewed, page.State);
        Assert.Equal((20, 20, 0), (page.Rows, page.Ok, page.Failed));
        Assert.Equal(
            [("城关区", "孤儿", 20L, 19L, 1L, 1L, 1L, 0L), ("榆中县", "孤儿", 0L, 1L, 0L, 1L, 0L, 0L)],
            page.Counts.Select(count => (count.Name, count.Category, count.Before, count.After, count.Added, count.Changed, count.Cancelled, count.Restored)));
        Assert.Equal(before, await flow.LedgerAsync());

        var changes = await flow.ChangesAsync(page.Id);
        Assert.Equal((4L, 1, 1), (changes.Total, changes.Page, changes.Pages));
        Assert.Equal(["Changed 姓名：赵某 → 钱某", "Changed 行政区划：城关区 → 榆中县", "Added ", "Cancelled 2020年11月止"], changes.Rows.Select(row => $"{row.Kind} {string.Join("；", row.Differences)}"));
        Assert.All(changes.Rows, row => Assert.Matches("^6201\\*{10}\\d{3}[\\dX]$", row.MaskedNumber));
        Assert.Equal("Cancelled", Assert.Single((await flow.ChangesAsync(page.Id, RosterChangeKind.Cancelled)).Rows).Kind.ToString());
        Assert.Equal("榆中县", Assert.Single((await flow.ChangesAsync(page.Id, region: "620123")).Rows).Region);
        Assert.Equal(4, (await flow.ChangesAsync(page.Id, category: "orphan")).Total);
        Assert.Equal("榆中县", Assert.Single((await flow.ChangesAsync(page.Id, sharing: RosterSharing.OtherCounty)).Rows).Region);

        Assert.Contains("新增 1、变更 2、取消 1、恢复 0 条", AllocationDesk.Ok(await flow.CommitAsync(page)).Sentence, StringComparison.Ordinal);
        AllocationDesk.Ok(await flow.UndoAsync(page.Id));
        Assert.Equal(before, await flow.LedgerAsync());
        Assert.Equal(["上传", "确认入库", "撤销入库"], (await flow.ShowAsync(page.Id)).Steps.Select(step => step.What));

        // The very same file may come again now.
        Assert.True(AllocationDesk.Ok(await flow.TryUploadAsync(Of(Row(1)), month: December)).IsNew);
    }

    [Fact]
    public async Task A_full_file_with_wrong_rows_adds_the_sound_ones_and_cancels_nobody()
    {
        await flow.CommittedAsync(Of(Row(1), Row(2), Row(3)));
        var page = await flow.CheckedAsync(Of(Row(1), Row(4), Row(5, name: "")), month: December);
        Assert.Equal((RosterState.Previewed, 3, 2, 1, true), (page.State, page.Rows, page.Ok, page.Failed, page.KeepsAbsent));
        Assert.Equal((1L, 0L), (page.Counts.Sum(count => count.Added), page.Counts.Sum(count => count.Cancelled)));
        Assert.Equal((4, "姓名", "没有填姓名，请补填。"), Fault((await flow.FaultsAsync(page.Id)).Value));

        // The same without the wrong row does cancel, and so many that a second person has to look.
        var mended = await flow.CheckedAsync(Of(Row(1), Row(4)), month: December);
        Assert.Equal((RosterState.AwaitingSecond, 2L), (mended.State, mended.Counts.Sum(count => count.Cancelled)));

        static (int, string, string) Fault(RosterFaultPage faults) => (faults.Rows[0].RowNumber, faults.Rows[0].Column, faults.Rows[0].Sentence);
    }

    [Fact]
    public async Task A_preview_of_an_earlier_month_says_that_it_can_no_longer_come_in()
    {
        var page = await flow.CheckedAsync(Of(Row(1)));
        var later = await flow.CommittedAsync(Of(Row(1), Row(2)), month: December);
        var seen = await flow.ShowAsync(page.Id);
        Assert.Equal(("民政部门已有2020年12月的名单入库，这批2020年11月的名单不能再入库。确需更正的，请先撤销较晚的批次；不再需要的，请取消这一批。", false, false, true), (seen.Moves.Waits, seen.Moves.Commit, seen.Moves.Recheck, seen.Moves.Cancel));
        AllocationDesk.Ok(await flow.UndoAsync(later.Id));
        Assert.True((await flow.ShowAsync(page.Id)).Moves.Commit);
    }

    [Fact]
    public async Task A_full_file_in_which_a_number_is_missing_is_refused_whole_and_comes_back_explained()
    {
        await flow.CommittedAsync(Of(Row(1)));
        var page = await flow.CheckedAsync(Of(Row(1), Row(2, number: ""), Row(3, category: "没有的类别")), month: December);
        Assert.Equal((RosterState.Refused, 0, 3, 2), (page.State, page.Counts.Count, page.Rows, page.Failed));
        Assert.Contains("整个文件没有接收", page.Reason, StringComparison.Ordinal);
        Assert.Equal(0, (await flow.ChangesAsync(page.Id)).Total);
        Assert.IsType<Conflict>((await flow.CommitAsync(page)).Problem);

        var audits = await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'DownloadRosterFaults'");
        var file = AllocationDesk.Ok(await flow.ExplainedAsync(page.Id));
        Assert.Equal("名单（错误说明）.csv", file.FileName);
        Assert.Equal(["错误说明", "", "身份证号码：没有填身份证号码，请补填。"], SheetOf(file.Content).Rows.Take(3).Select(row => row[9].Text));
        Assert.Equal(audits + 1, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'DownloadRosterFaults'"));
        Assert.IsType<NotAllowed>((await flow.ExplainedAsync(page.Id, Reviewer)).Problem);
    }

    [Theory]
    [InlineData("姓名,县区\n赵某,城关区", "缺少列")]
    [InlineData("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", "已经损坏")]
    public async Task What_cannot_be_read_ends_in_a_sentence_and_may_come_again(string content, string sentence)
    {
        byte[] file = [.. content.Select(letter => letter > 255 ? (byte[])[.. System.Text.Encoding.UTF8.GetBytes([letter])] : [(byte)letter]).SelectMany(bytes => bytes)];
        var page = await flow.CheckedAsync(file);
        Assert.Equal(RosterState.Refused, page.State);
        Assert.Contains(sentence, page.Reason, StringComparison.Ordinal);
        Assert.Equal((false, false, false, false), (page.Moves.Commit, page.Moves.Cancel, page.Moves.Undo, page.Moves.TakeFaults));
        Assert.True(AllocationDesk.Ok(await flow.TryUploadAsync(file)).IsNew);
    }

    [Fact]
    public async Task Who_holds_an_identity_of_another_authority_too_is_listed_with_it()
    {
        await flow.CommittedAsync(Of(Row(1, "贫困人口"), Row(2, "贫困人口")), authority: Poverty);
        var page = await flow.CheckedAsync(Of(Row(2), Row(3)));
        Assert.Equal(2, (await flow.ChangesAsync(page.Id)).Total);
        var both = Assert.Single((await flow.ChangesAsync(page.Id, sharing: RosterSharing.OtherAuthority)).Rows);
        Assert.Equal((2, "扶贫部门：农村建档立卡贫困人口"), (both.RowNumber, Assert.Single(both.Elsewhere)));
    }

    [Fact]
    public async Task What_is_not_to_be_uploaded_is_said_at_once()
    {
        var file = Of(Row(1));
        Assert.Contains("没有名单部门“水利部门”", (await flow.TryUploadAsync(file, authority: "水利部门")).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("还没有到", (await flow.TryUploadAsync(file, month: new(2021, 3))).Problem!.Sentence, StringComparison.Ordinal);
        Assert.IsType<NotAllowed>((await flow.TryUploadAsync(file, actor: Reviewer)).Problem);
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'UploadRosterRefused' AND user_id = $1", Reviewer.UserId));
        await flow.CommittedAsync(file, month: December);
        Assert.Contains("已有2020年12月的名单入库", (await flow.TryUploadAsync(file)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("文件是空的", (await flow.TryUploadAsync([], month: December)).Problem!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_bureau_and_who_has_nothing_to_do_with_rosters_see_none()
    {
        var page = await flow.CommittedAsync(Of(Row(1)));
        Assert.IsType<NotFound>((await flow.TryShowAsync(page.Id, Some.Clerk(Bureau.Gansu))).Problem);
        Assert.IsType<NotAllowed>((await flow.TryShowAsync(page.Id, Some.Auditor(Bureau.Lanzhou))).Problem);
        Assert.IsType<NotAllowed>((await flow.TryShowAsync(page.Id, Some.PolicyAdministrator(Bureau.Lanzhou))).Problem);
        Assert.IsType<NotAllowed>((await flow.CommitAsync(page, Some.FinanceOfficer(Bureau.Lanzhou))).Problem);
        Assert.True((await flow.TryShowAsync(page.Id, Some.FinanceOfficer(Bureau.Lanzhou))).IsOk);
    }
}
