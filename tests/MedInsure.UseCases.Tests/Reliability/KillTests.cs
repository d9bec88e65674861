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
/// The web program and PostgreSQL are killed (-9) under background work, in turn. A kill counts only when the job was running and was still running when everything stood again; afterwards
/// nothing of its work is there, it begins again, and what comes out is what comes out undisturbed.
/// </summary>
public sealed class KillTests(KillGround ground) : IClassFixture<KillGround>
{
    private const int Kills = 10;

    /// <summary>Fewer than a job survives, so that each is done in the end.</summary>
    private const int KillsOfOne = JobRunner.MostAttempts - 2;

    private RosterFlow Flow => ground.Flow;

    [Fact]
    public async Task Killed_while_a_roster_is_checked()
    {
        await Flow.ClearAsync();
        var killed = 0;
        for (var file = 1; killed < Kills; file++)
        {
            Assert.True(file <= 8, $"Only {killed} kills met running work. {ground.Said}");
            var roster = InventedRoster.OfLanzhou(30_000, file).OfCivilAffairs();
            var batch = AllocationDesk.Ok(await Flow.TryUploadAsync(roster.Csv())).BatchId;
            for (var one = 0; one < KillsOfOne && await ground.KillAsync(RosterCheckJob.Name, batch, killed % 2 == 0); one++)
            {
                killed++;
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

    /// <summary>A commit is no job but one act: all of it stands or none.</summary>
    [Fact]
    public async Task PostgreSQL_is_killed_while_a_roster_is_committed()
    {
        await Flow.ClearAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            var roster = InventedRoster.OfLanzhou(8_000, 100 + kill).OfCivilAffairs().Mended();
            var batch = AllocationDesk.Ok(await Flow.TryUploadAsync(roster.Csv())).BatchId;
            await ground.EndedAsync(RosterCheckJob.Name, batch);
            var page = await Flow.ShowAsync(batch);
            await ground.KillUnderAsync(() => Flow.CommitAsync(page));
            var rows = await Flow.CountAsync("SELECT count(*) FROM membership");
            Assert.Contains(rows, (long[])[0, InventedFigures.Of(roster).Added]);
            Assert.Equal(rows == 0 ? RosterState.Previewed : RosterState.Committed, (await Flow.ShowAsync(batch)).State);
            await Flow.ClearAsync();
        }
    }

    [Fact]
    public async Task Killed_while_a_run_is_computed()
    {
        await Flow.ClearAsync();
        await ground.Database.LoadAsync(Bureau.Lanzhou, InventedRoster.OfLanzhou(60_000).Mended());
        var start = new StartEntitlementRunHandler(ground.Database.TenantDb, RosterActs.Clock);
        var (killed, outcomes) = (0, new HashSet<string>());
        for (var number = 1; killed < Kills; number++)
        {
            Assert.True(number <= 8, $"Only {killed} kills met running work. {ground.Said}");
            var run = AllocationDesk.Ok(await start.HandleAsync(RosterActs.Clerk, new StartEntitlementRun(2020, RosterActs.November), default)).RunId;
            for (var one = 0; one < KillsOfOne && await ground.KillAsync(EntitlementRunJob.Name, run, killed % 2 == 0); one++)
            {
                killed++;
                Assert.Equal(0, await Flow.CountAsync("SELECT count(*) FROM entitlement WHERE run_id = $1", run));
                Assert.Equal(["Queued"], await Flow.ColumnAsync("SELECT state FROM entitlement_run WHERE id = $1", run));
            }

            await ground.EndedAsync(EntitlementRunJob.Name, run);
            outcomes.Add((await Flow.ColumnAsync("SELECT outcome_hash || ' ' || persons FROM entitlement_run WHERE id = $1", run)).Single());
        }

        // Killed or not, the same roster has the same outcome.
        Assert.Single(outcomes);
    }

    [Fact]
    public async Task Killed_while_a_ledger_is_exported()
    {
        await Flow.ClearAsync();
        await ground.Database.LoadAsync(Bureau.Lanzhou, InventedRoster.OfLanzhou(60_000).Mended());
        var ask = new AskLedgerHandler(ground.Database.TenantDb, RosterFlow.Key, RosterActs.Clock);
        var (killed, rows) = (0, new HashSet<string>());
        for (var number = 1; killed < Kills; number++)
        {
            Assert.True(number <= 8, $"Only {killed} kills met running work. {ground.Said}");
            var export = AllocationDesk.Ok(await ask.HandleAsync(RosterActs.Clerk, new AskLedger(RosterActs.November), default)).ExportId;
            for (var one = 0; one < KillsOfOne && await ground.KillAsync(LedgerExportJob.Name, export, killed % 2 == 0); one++)
            {
                killed++;
                Assert.Equal(0, await Flow.CountAsync("SELECT count(*) FROM ledger_file WHERE export_id = $1", export));
                Assert.Equal(["Asked"], await Flow.ColumnAsync("SELECT state FROM ledger_export WHERE id = $1", export));
            }

            await ground.EndedAsync(LedgerExportJob.Name, export);
            rows.Add((await Flow.ColumnAsync("SELECT state || ' ' || rows FROM ledger_export WHERE id = $1", export)).Single());
        }

        Assert.Equal([$"Ready {InventedFigures.Of(InventedRoster.OfLanzhou(60_000).Mended()).Rows}"], rows);
    }
}
