using System.Diagnostics;
using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Rosters;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Rosters;
using Npgsql;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>
/// The web program and PostgreSQL are killed (-9) under background work, in turn. A kill counts only when the job was running and was still running when everything stood again; afterwards
/// nothing of its work is there, it begins again, and what comes out is what comes out undisturbed.
/// </summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Kills = 10;

    /// <summary>Fewer than a job survives, so that each is done in the end.</summary>
    private const int KillsOfOne = JobRunner.MostAttempts - 2;

    private readonly OwnServer server = new();
    private readonly AllocationDesk desk;
    private readonly RosterFlow flow;
    private readonly Random moment = new(20201122);
    private WebProcess web = null!;

    public KillTests()
    {
        desk = new AllocationDesk { Database = TestDatabase.On(server) };
        flow = new RosterFlow(desk);
    }

    public async Task InitializeAsync()
    {
        await desk.InitializeAsync();
        web = new WebProcess(desk.Database.AppConnectionString, Convert.ToBase64String([.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)]));
    }

    public async Task DisposeAsync()
    {
        await web.DisposeAsync();
        await desk.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Killed_while_a_roster_is_checked_and_committed()
    {
        // What comes out undisturbed, and how long it takes here.
        var rosters = Enumerable.Range(1, 8).Select(seed => InventedRoster.OfLanzhou(30_000, seed).OfCivilAffairs()).ToList();
        var killed = 0;
        for (var file = 0; killed < Kills; file++)
        {
            Assert.True(file < rosters.Count, $"Only {killed} kills met running work. {web.Said}");
            var roster = rosters[file];
            var batch = AllocationDesk.Ok(await flow.TryUploadAsync(roster.Csv())).BatchId;
            for (var one = 0; one < KillsOfOne && await KillAsync(RosterJobName, batch, killed % 2 == 0); one++)
            {
                killed++;
                Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM roster_change WHERE batch_id = $1", batch));
                Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM roster_fault WHERE batch_id = $1", batch));
                Assert.Equal("Uploaded", (await StateAsync(batch)).ToString());
            }

            await EndedAsync(RosterJobName, batch);
            var page = await flow.ShowAsync(batch);
            var expected = InventedFigures.Of(roster);
            Assert.Equal((RosterState.Previewed, expected.Rows, expected.Sound), (page.State, page.Rows, page.Ok));
            Assert.Equal(expected.Added, page.Counts.Sum(count => count.Added));
            await flow.CancelAsync(batch);
        }

        Assert.Equal(0, await flow.CountAsync("SELECT count(*) FROM person"));
        await CommitUnderKillsAsync();
    }

    /// <summary>A commit is no job but one act: PostgreSQL dies in its middle, and all of it stands or none.</summary>
    private async Task CommitUnderKillsAsync()
    {
        var roster = InventedRoster.OfLanzhou(20_000, 99).OfCivilAffairs().Mended();
        var batch = AllocationDesk.Ok(await flow.TryUploadAsync(roster.Csv())).BatchId;
        await EndedAsync(RosterJobName, batch);
        var (expected, halves) = (InventedFigures.Of(roster).Added, 0);
        for (var kill = 0; kill < 5; kill++)
        {
            var page = await flow.ShowAsync(batch);
            if (page.State == RosterState.Committed)
            {
                break;
            }

            var commit = Task.Run(() => flow.CommitAsync(page));
            await Task.Delay(moment.Next(50, 400));
            await server.KillAsync();
            await commit.ContinueWith(_ => { }, TaskScheduler.Default);
            await server.StartAgainAsync();
            var rows = await flow.CountAsync("SELECT count(*) FROM membership");
            Assert.Contains(rows, (long[])[0, expected]);
            Assert.Equal(rows == 0 ? RosterState.Previewed : RosterState.Committed, (await flow.ShowAsync(batch)).State);
            halves++;
        }

        Assert.True(halves > 0);
    }

    private const string RosterJobName = "RosterCheck";

    /// <summary>Waits until the job runs, kills in its middle, and has everything up again. False when the job ended first: then nothing was killed in its middle.</summary>
    private async Task<bool> KillAsync(string kind, long subject, bool isWeb)
    {
        if (!web.IsAlive)
        {
            web.Start();
        }

        if (!await RunsAsync(kind, subject))
        {
            return false;
        }

        await Task.Delay(moment.Next(20, 500));
        if (isWeb)
        {
            await web.KillAsync();
        }
        else
        {
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        if (await JobAsync(kind, subject) != JobState.Running)
        {
            return false;
        }

        // As if the lease of the dead had run out; what a worker that is alive holds of it, it has lost.
        await flow.ExecuteAsync("UPDATE job SET lease_until = now() - interval '1 second' WHERE kind = $1 AND subject_id = $2 AND state = 'Running'", kind, subject);
        return true;
    }

    private async Task<bool> RunsAsync(string kind, long subject)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(10))
        {
            switch (await JobAsync(kind, subject, isHeld: true))
            {
                case JobState.Running:
                    return true;
                case JobState.Done or JobState.Failed or JobState.Cancelled:
                    return false;
            }
        }

        throw new TimeoutException($"The job was not begun. {web.Said}");
    }

    private async Task EndedAsync(string kind, long subject)
    {
        if (!web.IsAlive)
        {
            web.Start();
        }

        for (var waited = Stopwatch.StartNew(); await JobAsync(kind, subject) is JobState.Queued or JobState.Running; await Task.Delay(100))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(120), $"The job has not ended. {web.Said}");
        }

        Assert.Equal(JobState.Done, await JobAsync(kind, subject));
    }

    /// <param name="isHeld">Running counts as waiting while its lease is that of a dead worker.</param>
    private async Task<JobState> JobAsync(string kind, long subject, bool isHeld = false)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var states = await flow.ColumnAsync(
                    "SELECT CASE WHEN $3 AND lease_until < now() THEN 'Queued' ELSE state END FROM job WHERE kind = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 1", kind, subject, isHeld);
                return Enum.Parse<JobState>(states.Single());
            }
            catch (NpgsqlException e) when (e.IsTransient && tries < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task<RosterState> StateAsync(long batch) =>
        Enum.Parse<RosterState>((await flow.ColumnAsync("SELECT state FROM roster_batch WHERE id = $1", batch)).Single());
}
