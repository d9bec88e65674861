using System.Globalization;
using System.Text;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>Files beyond what is read whole: they go through as bytes, from the upload to the annotated file.</summary>
public sealed class LongRosterTests(AllocationDesk desk) : IClassFixture<AllocationDesk>, IAsyncLifetime
{
    private const int Persons = 25_000;

    private readonly RosterFlow flow = new(desk);

    public Task InitializeAsync() => flow.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_long_csv_is_checked_and_committed_and_comes_back_explained()
    {
        var file = Long(Encoding.UTF8);
        Assert.True(file.Length > RosterLimits.Sheet.MaxFileBytes);
        var page = await flow.CheckedAsync(file);
        Assert.Equal((RosterState.Previewed, Persons, 1, Persons - 1L), (page.State, page.Rows, page.Failed, page.Counts.Sum(count => count.Added)));

        var back = AllocationDesk.Ok(await flow.ExplainedAsync(page.Id));
        Assert.Equal("名单（错误说明）.csv", back.FileName);
        var (sent, got) = (Encoding.UTF8.GetString(file).Split("\r\n"), Encoding.UTF8.GetString(back.Content).Split("\r\n"));
        Assert.Equal(sent.Length, got.Length);
        Assert.Equal(sent[0] + ",错误说明", got[0]);
        Assert.Equal(sent[1..2].Concat(sent[3..^1]).Select(line => line + ","), got[1..2].Concat(got[3..^1]));
        Assert.StartsWith(sent[2] + ",身份证号码：校验位不对", got[2], StringComparison.Ordinal);

        AllocationDesk.Ok(await flow.CommitAsync(page, RosterFlow.SecondClerk));
        Assert.Equal(Persons - 1, await flow.CountAsync("SELECT count(*) FROM membership WHERE until_month IS NULL"));
    }

    [Fact]
    public async Task A_csv_of_more_rows_than_a_workbook_comes_back_explained_too()
    {
        var rows = RosterLimits.Sheet.MaxRows + 1;
        var file = Csv([Header, .. Enumerable.Range(1, rows).Select(i => Row(i, number: NumberOf(i), name: i == rows ? "" : "赵某"))]);
        Assert.True(file.Length < RosterLimits.Sheet.MaxFileBytes);
        var page = await flow.CheckedAsync(file);
        Assert.Equal((RosterState.Previewed, rows, 1), (page.State, page.Rows, page.Failed));
        var back = Encoding.UTF8.GetString(AllocationDesk.Ok(await flow.ExplainedAsync(page.Id)).Content).Split("\r\n");
        Assert.Equal(rows + 2, back.Length);
        Assert.EndsWith(",", back[^3], StringComparison.Ordinal);
        Assert.EndsWith(",姓名：没有填姓名，请补填。", back[^2], StringComparison.Ordinal);
    }

    private static string NumberOf(int person)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"620123{new DateOnly(1940, 1, 1).AddDays(person % 25_000):yyyyMMdd}{person / 25_000:000}");
        return first + IdentityNumber.CheckDigitOf(first);
    }

    [Fact]
    public async Task A_file_of_which_nearly_nothing_is_right_is_not_read_to_its_end()
    {
        var file = Csv([Header, .. Enumerable.Repeat($"1,,{Number(1)},孤儿,某镇,某村,城关区,2020-11-20,", 500_001)]);
        var page = await flow.CheckedAsync(file);
        Assert.Equal((RosterState.Refused, RosterBulk.TooWrong.Sentence), (page.State, page.Reason));
    }

    [Fact]
    public async Task A_long_file_that_is_not_plain_is_refused_with_what_to_do()
    {
        var page = await flow.CheckedAsync(Long(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!));
        Assert.Equal((RosterState.Refused, RosterLimits.NotPlain.Sentence, 0), (page.State, page.Reason, page.Counts.Count));
        Assert.Equal(RosterLimits.NotPlain, (await flow.ExplainedAsync(page.Id)).Problem);
    }

    [Fact]
    public async Task A_workbook_has_the_smaller_limit()
    {
        var file = new byte[RosterLimits.Sheet.MaxFileBytes + 1];
        "PK\u0003\u0004"u8.CopyTo(file);
        Assert.Equal(SheetRefusal.TooLarge(RosterLimits.Sheet), (await flow.TryUploadAsync(file)).Problem);
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM roster_batch"));
        Assert.Equal(SheetRefusal.Empty, (await flow.TryUploadAsync([])).Problem);
    }

    /// <summary>As many persons, one of them with a wrong number, and remarks that make the file long.</summary>
    private static byte[] Long(Encoding encoding)
    {
        var remark = new string('备', encoding is UTF8Encoding ? 850 : 1_300);
        return encoding.GetBytes(string.Join("\r\n", [Header, .. Enumerable.Range(1, Persons).Select(i => Row(i, number: i == 2 ? Number(2)[..17] + (Number(2)[17] == '0' ? '1' : '0') : null) + remark)]) + "\r\n");
    }
}
