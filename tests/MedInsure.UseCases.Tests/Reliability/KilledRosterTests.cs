using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Rosters;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>
/// The web program and PostgreSQL are killed (-9) while rosters are checked, committed and undone, ten times each. A kill counts only when the job was running and was still running when everything stood again;
/// afterwards nothing of its work is there, it begins again, and what comes out is what comes out undisturbed.
/// </summary>
public sealed class KilledRosterTests(KillGround ground) : IClassFixture<KillGround>
{
    private readonly KillTally met = new(KillGround.Kills);

    private RosterFlow Flow => ground.Flow;

    [Fact]
    public async Task Killed_while_a_roster_is_checked()
    {
        await Flow.ClearAsync();
        for (var file = 1; !met.IsEnough; file++)
        {
            Assert.True(file <= KillGround.Rounds, $"Only {met}. {ground.Said}");
            var roster = InventedRoster.OfLanzhou(30_000, file).OfCivilAffairs();
            var batch = AllocationDesk.Ok(await Flow.TryUploadAsync(roster.Csv())).BatchId;
            for (var one = 0; one < KillGround.KillsOfOne && await met.CountAsync(kill => ground.KillAsync(RosterCheckJob.Name, batch, kill)); one++)
            {
                Assert.Equal(0, await Flow.CountAsync("SELECT count(*) FROM roster_change WHERE batch_id = $1", batch));
                Assert.Equal(0, await Flow.CountAsync("SELECT count(*) FROM roster_fault WHERE batch_id = $1", batch));
                Assert.Equal(["Uploaded"], await Flow.ColumnAsync("SELECT state FROM roster_batch WHERE id = $1", batch));
            }

            await ground.EndedAsync(RosterCheckJob.Name, batch);
            var (page, expected) = (await Flow.ShowAsync(batch), InventedFigures.Of(roster));
            Assert.Equal((RosterState.Previewed, expected.Rows, expected.Sound), (page.State, page.Rows, page.Ok));
            Assert.Equal(expected.Added, page.Counts.Sum(count => count.Added));
            await Flow.CancelAsync(batch);
        }

        Assert.Equal(0, await Flow.CountAsync("SELECT count(*) FROM person"));
    }

    /// <summary>A long roster is committed and undone in the background. Each of the two is killed ten times by each of the two deaths.</summary>
    [Fact]
    public async Task Killed_while_a_long_roster_is_committed_and_undone()
    {
        await Flow.ClearAsync();
        var undone = new KillTally(KillGround.Kills);
        for (var file = 1; !met.IsEnough || !undone.IsEnough; file++)
        {
            Assert.True(file <= KillGround.Rounds, $"Only {met} (commit), {undone} (undo). {ground.Said}");
            var roster = InventedRoster.OfLanzhou(60_000, 200 + file).OfCivilAffairs().Mended();
            var (expected, batch) = (InventedFigures.Of(roster), AllocationDesk.Ok(await Flow.TryUploadAsync(roster.Csv())).BatchId);
            await ground.EndedAsync(RosterCheckJob.Name, batch);

            Assert.True(AllocationDesk.Ok(await Flow.CommitAsync(await Flow.ShowAsync(batch))).IsInBackground);
            await KillAsync(met, RosterCommitJob.Name, batch, "Previewed", 0);
            var page = await Flow.ShowAsync(batch);
            Assert.Equal((RosterState.Committed, $"名单已入库：新增 {expected.Added}、变更 0、取消 0、恢复 0 条。"), (page.State, await SentenceAsync(RosterCommitJob.Name, batch)));
            Assert.Equal(expected.Added, await Flow.CountAsync("SELECT count(*) FROM membership"));

            Assert.True(AllocationDesk.Ok(await Flow.UndoAsync(batch)).IsInBackground);
            await KillAsync(undone, RosterUndoJob.Name, batch, "Committed", expected.Added);
            Assert.Equal((RosterState.Undone, "已撤销入库，人员台账恢复到入库之前。"), ((await Flow.ShowAsync(batch)).State, await SentenceAsync(RosterUndoJob.Name, batch)));
            Assert.Equal(0, await Flow.CountAsync("SELECT (SELECT count(*) FROM membership) + (SELECT count(*) FROM person)"));
            Assert.Equal(["CommitRoster", "UndoRoster"], await Flow.ColumnAsync("SELECT act FROM audit_entry WHERE subject = $1 AND act IN ('CommitRoster', 'UndoRoster') ORDER BY sequence", $"roster/{batch}"));
        }

        async Task KillAsync(KillTally tally, string kind, long batch, string state, long identities)
        {
            for (var one = 0; one < KillGround.KillsOfOne && await tally.CountAsync(kill => ground.KillAsync(kind, batch, kill)); one++)
            {
                Assert.Equal([state], await Flow.ColumnAsync("SELECT state FROM roster_batch WHERE id = $1", batch));
                Assert.Equal(identities, await Flow.CountAsync("SELECT count(*) FROM membership"));
            }

            await ground.EndedAsync(kind, batch);
        }

        async Task<string> SentenceAsync(string kind, long batch) => (await Flow.ColumnAsync("SELECT sentence FROM job WHERE kind = $1 AND subject_id = $2", kind, batch)).Single();
    }

    /// <summary>A short commit is no job but one act: all of it stands or none. Ten times it is killed where it writes, and five times it is let go in the instant before, so that it may just have ended.</summary>
    [Fact]
    public async Task PostgreSQL_is_killed_while_a_roster_is_committed()
    {
        await Flow.ClearAsync();
        string[] places = ["roster_batch", "person", "membership", "audit_entry"];
        for (var kill = 0; kill < KillGround.Kills + 5; kill++)
        {
            var roster = InventedRoster.OfLanzhou(4_000, 100 + kill).OfCivilAffairs().Mended();
            var batch = AllocationDesk.Ok(await Flow.TryUploadAsync(roster.Csv())).BatchId;
            await ground.EndedAsync(RosterCheckJob.Name, batch);
            var (page, isLetGo) = (await Flow.ShowAsync(batch), kill >= KillGround.Kills);
            await ground.KillUnderAsync(places[kill % places.Length], () => Flow.CommitAsync(page), isLetGo);

            var rows = await Flow.CountAsync("SELECT count(*) FROM membership");
            Assert.Contains(rows, isLetGo ? [0, InventedFigures.Of(roster).Added] : (long[])[0]);
            Assert.Equal(rows == 0 ? RosterState.Previewed : RosterState.Committed, (await Flow.ShowAsync(batch)).State);
            await Flow.ClearAsync();
        }
    }
}
