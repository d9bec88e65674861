using System.Text;
using MedInsure.Persistence.Contributions;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Contributions;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Rosters;
using static MedInsure.UseCases.Tests.Contributions.ContributionFlow;

namespace MedInsure.UseCases.Tests.Contributions;

/// <summary>What a file of the tax office becomes, and what it does to the records.</summary>
public sealed class ContributionBatchTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly ContributionFlow flow = new(database);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_file_is_kept_sealed_checked_previewed_and_recorded_once()
    {
        var file = Of(Row(1), Row(2, "280.00 元"), Row(3, "\"1,280\""), ",合计,,,1840,,");
        var view = await flow.CheckedAsync(file);
        Assert.Equal((ContributionBatchState.Previewed, 3, 0, 184_000L), (view.Batch.State, view.Batch.Rows, view.Batch.Failed, view.Batch.TotalFen));
        Assert.Equal((3, 0, 0), (view.New, view.Same, view.Replaces));
        Assert.Equal(RosterActs.Number(1)[..4] + "**********" + RosterActs.Number(1)[^4..], view.Rows[0].Number);
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM contribution_file WHERE position('620123'::bytea IN bytes) > 0"));
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM contribution"));

        Assert.Contains("已入库", AllocationDesk.Ok(await flow.CommitAsync(view)).Sentence, StringComparison.Ordinal);
        Assert.IsType<Conflict>((await flow.CommitAsync(view)).Problem);
        Assert.Equal(184_000, await flow.CountAsync("SELECT sum(amount_fen) FROM contribution WHERE coverage_year = 2021 AND cancelled_by IS NULL"));
        Assert.Equal(new ContributionYear(2021, 3, 184_000), Assert.Single((await flow.ListAsync()).RecordsByYear));

        var again = AllocationDesk.Ok(await flow.TryUploadAsync(file, actor: Some.SecondClerk(Bureau.Lanzhou)));
        Assert.Equal((view.Batch.Id, false), (again.BatchId, again.IsNew));
        Assert.Contains("已由 经办甲 于", again.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_recorded_already_stays_and_another_amount_takes_its_place_until_the_batch_is_undone()
    {
        var first = await flow.RecordedAsync(Of(Row(1), Row(2), Row(3)));
        var before = await flow.RecordsAsync();
        var view = await flow.CheckedAsync(Of(Row(1), Row(2, "80"), Row(3, date: "2020-12-01"), Row(4)));
        Assert.Equal((1, 1, 2), (view.New, view.Same, view.Replaces));
        Assert.Equal((28_000L, 8_000L), ((await flow.ShowAsync(view.Batch.Id, standing: ContributionStanding.Replaces)).Rows[0] is var line ? (line.BeforeFen!.Value, line.AmountFen) : default));

        AllocationDesk.Ok(await flow.CommitAsync(view));
        Assert.Equal(28_000 + 8_000 + 28_000 + 28_000, await flow.CountAsync("SELECT sum(amount_fen) FROM contribution WHERE cancelled_by IS NULL"));
        Assert.Contains("已被后来的批次更正", (await flow.UndoAsync(first)).Problem!.Sentence, StringComparison.Ordinal);

        AllocationDesk.Ok(await flow.UndoAsync(view.Batch.Id));
        Assert.Equal(before, await flow.RecordsAsync());
        AllocationDesk.Ok(await flow.UndoAsync(first));
        Assert.Empty(await flow.RecordsAsync());
        Assert.True(AllocationDesk.Ok(await flow.TryUploadAsync(Of(Row(1), Row(2), Row(3)))).IsNew);
    }

    [Fact]
    public async Task One_wrong_row_and_nothing_is_taken_and_the_file_comes_back_explained()
    {
        var view = await flow.CheckedAsync(Of(
            Row(1), Row(2, "0"), Row(3, "abc"), Row(4, date: "2022-01-01"), Row(5, year: "2020"), Row(6, number: "620123198001010001"), Row(7, name: ""), Row(1), Row(8, "280.005"), Row(9, "-280"), Row(10, county: "合肥市")));
        Assert.Equal((ContributionBatchState.Refused, 11, 10), (view.Batch.State, view.Batch.Rows, view.Batch.Failed));
        Assert.Contains("整个文件没有接收", view.Batch.Reason, StringComparison.Ordinal);
        Assert.Empty(view.Rows);
        string[] said =
        [
            "是 0", "不是金额", "晚于今天", "是2020年度的缴费", "校验位不对", "没有填姓名", "与第 2 行是同一个人", "最多到分", "不能是负数", "不属于兰州市",
        ];
        Assert.All(said.Zip(view.FirstFaults), pair => Assert.Contains(pair.First, pair.Second.Sentence, StringComparison.Ordinal));
        Assert.IsType<Conflict>((await flow.CommitAsync(view)).Problem);

        var back = AllocationDesk.Ok(await flow.ExplainedAsync(view.Batch.Id));
        var lines = Encoding.UTF8.GetString(back.Content).Split("\r\n");
        Assert.EndsWith(SheetHeader.ErrorColumn, lines[0], StringComparison.Ordinal);
        Assert.Contains("缴费金额：缴费金额是 0", lines[2], StringComparison.Ordinal);
        Assert.Equal(RosterActs.Csv(Row(1)).AsSpan()[..^2], Encoding.UTF8.GetBytes(lines[1]).AsSpan()[..RosterActs.Csv(Row(1)).AsSpan()[..^2].Length]);
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM audit_entry WHERE act = 'DownloadContributionFaults'"));
    }

    [Fact]
    public async Task The_same_rows_come_as_gb18030_and_as_a_workbook()
    {
        string[] lines = [Header, Row(1), Row(2, "80.5")];
        var gb = await flow.CheckedAsync(CsvText.Encode(string.Join("\r\n", lines), CsvEncoding.Gb18030));
        Assert.Equal((ContributionBatchState.Previewed, "GB18030", 36_050L), (gb.Batch.State, gb.Encoding, gb.Batch.TotalFen));
        var xlsx = await flow.CheckedAsync(RosterActs.Xlsx(lines));
        Assert.Equal((ContributionBatchState.Previewed, "xlsx", 36_050L), (xlsx.Batch.State, xlsx.Encoding, xlsx.Batch.TotalFen));
        Assert.Equal(gb.Rows, xlsx.Rows);
    }

    [Fact]
    public async Task A_preview_that_others_have_overtaken_is_compared_again_before_it_is_recorded()
    {
        var slow = await flow.CheckedAsync(Of(Row(1, "80")));
        await flow.RecordedAsync(Of(Row(1)));
        Assert.Contains("重新校验", (await flow.CommitAsync(slow)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM contribution"));

        AllocationDesk.Ok(await flow.RecheckAsync(slow.Batch.Id));
        await flow.WorkAsync();
        var again = await flow.ShowAsync(slow.Batch.Id);
        Assert.Equal((0, 1), (again.New, again.Replaces));
        AllocationDesk.Ok(await flow.CommitAsync(again));
        Assert.Equal(8_000, await flow.CountAsync("SELECT sum(amount_fen) FROM contribution WHERE cancelled_by IS NULL"));
    }

    [Fact]
    public async Task Two_people_who_record_two_files_about_one_person_at_once_leave_one_record()
    {
        var (one, other) = (await flow.CheckedAsync(Of(Row(1))), await flow.CheckedAsync(Of(Row(1, "80"))));
        var both = await Task.WhenAll(flow.CommitAsync(one), flow.CommitAsync(other, Some.SecondClerk(Bureau.Lanzhou)));
        Assert.Single(both, outcome => outcome.IsOk);
        Assert.Equal(1, await flow.CountAsync("SELECT count(*) FROM contribution"));
    }

    [Fact]
    public async Task Only_clerks_bring_files_and_who_is_limited_to_a_county_sees_his_own()
    {
        Assert.IsType<NotAllowed>((await flow.TryUploadAsync(Of(Row(1)), actor: Some.FinanceOfficer(Bureau.Lanzhou))).Problem);
        Assert.IsType<NotAllowed>((await new ListContributionBatchesHandler(database.TenantDb, Clock).HandleAsync(Some.Auditor(Bureau.Lanzhou), new ListContributionBatches(), default)).Problem);
        var batch = await flow.RecordedAsync(Of(Row(1)));
        var county = Some.SecondClerk(Bureau.Lanzhou).LimitedTo("620123");
        Assert.Empty((await flow.ListAsync(county)).Lines);
        Assert.IsType<NotFound>((await flow.UndoAsync(batch, county)).Problem);
        await using (var superuser = await database.OpenSuperuserAsync())
        {
            await superuser.ExecuteAsync("INSERT INTO user_region (tenant_id, user_id, region_code) VALUES (5, $1, '620123') ON CONFLICT DO NOTHING", county.UserId);
        }

        var own = await flow.CheckedAsync(Of(Row(2)), actor: county);
        Assert.Equal(ContributionBatchState.Previewed, own.Batch.State);
        Assert.Contains("不在您负责的地区范围内", (await flow.CheckedAsync(Of(Row(3, county: "城关区")), actor: county)).FirstFaults[0].Sentence, StringComparison.Ordinal);
        Assert.Single((await flow.ListAsync(Some.Reviewer(Bureau.Lanzhou))).Lines, line => line.State == ContributionBatchState.Committed);
    }

    [Fact]
    public async Task A_file_that_is_no_list_is_refused_with_a_sentence()
    {
        Assert.Contains("文件是空的", (await flow.TryUploadAsync([])).Problem!.Sentence, StringComparison.Ordinal);
        Assert.Contains("年之间", (await flow.TryUploadAsync(Of(Row(1)), 2030)).Problem!.Sentence, StringComparison.Ordinal);
        var other = await flow.CheckedAsync(RosterActs.Csv("甲,乙", "1,2"));
        Assert.Equal(ContributionBatchState.Refused, other.Batch.State);
        Assert.Contains("身份证号码", other.Batch.Reason, StringComparison.Ordinal);
        AllocationDesk.Ok(await flow.CancelAsync((await flow.CheckedAsync(Of(Row(1)))).Batch.Id));
    }
}
