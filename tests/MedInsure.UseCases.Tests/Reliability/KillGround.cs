using System.Diagnostics;
using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Vaults;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Rosters;
using Npgsql;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>A PostgreSQL server and the web program, both to be killed (-9) under a job, and 兰州's acts on them.</summary>
public sealed class KillGround : IAsyncLifetime
{
    /// <summary>Of the web program as of PostgreSQL.</summary>
    public const int Kills = 10;

    /// <summary>Fewer than a job survives, so that each is done in the end.</summary>
    public const int KillsOfOne = JobRunner.MostAttempts - 2;

    /// <summary>Jobs within which the kills must have met their work; many are over before they are killed on a fast machine.</summary>
    public const int Rounds = 40;

    /// <summary>Milliseconds within which a running job is killed: fewer after each that was over first, so that kills meet jobs on a machine of whatever speed.</summary>
    private const int LongestReach = 500;
    private const int ShortestReach = 30;

    private readonly OwnServer server = new();
    private readonly AllocationDesk desk;
    private readonly Random moment = new(20201122);
    private int reach = LongestReach;
    private WebProcess web = null!;

    public KillGround()
    {
        desk = new AllocationDesk { Database = TestDatabase.On(server) };
        Flow = new RosterFlow(desk);
    }

    internal RosterFlow Flow { get; }

    internal TestDatabase Database => desk.Database;

    /// <summary>What the program said last.</summary>
    public string Said => web.Said;

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

    /// <summary>Kills PostgreSQL in the middle of an act and has it up again.</summary>
    /// <param name="table">The act has written there and waits at a <see cref="KillGate"/> when the server goes, on a machine of whatever speed.</param>
    /// <param name="isLetGo">It is let go an instant before, so that it may come to its end, and only the answer does not come.</param>
    public async Task KillUnderAsync(string table, Func<Task> act, bool isLetGo = false)
    {
        await using var gate = await KillGate.ShutAsync(Database, table);
        var acting = Task.Run(act);
        await gate.ReachedAsync(acting);
        if (isLetGo)
        {
            await gate.OpenAsync();
            await Task.Delay(moment.Next(30));
        }

        await server.KillAsync();
        await acting.ContinueWith(_ => { }, TaskScheduler.Default);
        await server.StartAgainAsync();
        Assert.True(isLetGo || !acting.IsCompletedSuccessfully);
    }

    /// <summary>Waits until the job runs, kills in its middle, and has everything up again. False when the job ended first: then nothing was killed in its middle.</summary>
    public async Task<bool> KillAsync(string kind, long subject, bool isWeb)
    {
        if (!web.IsAlive)
        {
            web.Start();
        }

        if (!await RunsAsync(kind, subject))
        {
            return false;
        }

        await Task.Delay(moment.Next(20, reach));
        if (isWeb)
        {
            await web.KillAsync();
        }
        else
        {
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        var isMet = await JobAsync(kind, subject) == JobState.Running;
        reach = isMet ? Math.Min(reach + (reach / 4), LongestReach) : Math.Max(reach / 2, ShortestReach);
        if (!isMet)
        {
            return false;
        }

        // As if the lease of the dead had run out; what a worker that is alive holds of it, it has lost.
        await Flow.ExecuteAsync("UPDATE job SET lease_until = now() - interval '1 second' WHERE kind = $1 AND subject_id = $2 AND state = 'Running'", kind, subject);
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

    /// <summary>Waits for the end of the job, which must be a success.</summary>
    public async Task EndedAsync(string kind, long subject)
    {
        if (!web.IsAlive)
        {
            web.Start();
        }

        for (var waited = Stopwatch.StartNew(); await JobAsync(kind, subject) is JobState.Queued or JobState.Running; await Task.Delay(100))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(4), $"The job has not ended. {web.Said}");
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
                var states = await Flow.ColumnAsync(
                    "SELECT CASE WHEN $3 AND lease_until < now() THEN 'Queued' ELSE state END FROM job WHERE kind = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 1", kind, subject, isHeld);
                return Enum.Parse<JobState>(states.Single());
            }
            catch (NpgsqlException e) when (e.IsTransient && tries < 50)
            {
                await Task.Delay(100);
            }
        }
    }
}
