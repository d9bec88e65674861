using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;
using static MedInsure.UseCases.Tests.Rosters.RosterFlow;

namespace MedInsure.UseCases.Tests.Rosters;

public sealed class HostileRosterTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private readonly RosterFlow flow = new(desk);

    [Fact]
    public async Task Every_hostile_file_ends_in_a_sentence_and_nobody_loses_an_identity_by_it()
    {
        var files = HostileRosterFiles.All();
        Assert.True(files.Count >= 60, $"{files.Count} files");
        Assert.Equal(["archive", "identifier", "text", "workbook", "xml"], files.Select(file => file.Class).Distinct().Order(StringComparer.Ordinal));
        Assert.All(files.GroupBy(file => file.Class), group => Assert.True(group.Count() >= 12, $"{group.Key}: {group.Count()}"));

        await flow.CommittedAsync(Of(Row(1), Row(90)));
        var ledger = await flow.LedgerAsync();
        var wrong = new List<string>();
        foreach (var file in files)
        {
            var uploaded = await flow.TryUploadAsync(file.Content);
            await flow.WorkAsync();
            var (sentences, harmless) = uploaded.IsOk ? await EndAsync(uploaded.Value.BatchId) : ([uploaded.Problem.Sentence], true);
            if (!harmless || sentences.Count == 0 || sentences.Any(sentence => !IsChinese(sentence)) || !sentences.Any(sentence => sentence.Contains(file.Says, StringComparison.Ordinal)))
            {
                wrong.Add($"{file.Class}, {file.Name}: {string.Join(" | ", sentences)}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(ledger, await flow.LedgerAsync());
        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM job WHERE state <> 'Done'"));

        // The row that each of them holds beside what is wrong is taken.
        Assert.Equal(RosterState.Previewed, (await flow.CheckedAsync(Of(Row(1), Row(90), Row(91)))).State);
    }

    /// <returns>What the person is told, and whether nobody would be cancelled.</returns>
    private async Task<(IReadOnlyList<string> Sentences, bool Harmless)> EndAsync(long batch)
    {
        var page = await flow.ShowAsync(batch);
        var faults = AllocationDesk.Ok(await flow.FaultsAsync(batch)).Rows.Select(fault => fault.Sentence);
        return ([.. new[] { page.Reason }.OfType<string>(), .. faults],
            page.State == RosterState.Refused || (page.State == RosterState.Previewed && page.Failed > 0 && page.Counts.Sum(count => count.Cancelled) == 0));
    }

    private static bool IsChinese(string sentence) => sentence.EndsWith('。') && sentence.Count(letter => letter is >= '\u4E00' and <= '\u9FFF') >= 6;
}
