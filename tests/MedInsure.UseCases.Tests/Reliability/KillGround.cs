using System.Diagnostics;
using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Vaults;
using MedInsure.Testing;
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

    /// <summary>
    /// Jobs within which the kills must have met their work. Only one that is let go can be over before it is killed, and of five kills that is one: <see cref="Kills"/> of either kind that met theirs and as many as
    /// were too late need no more than 11 jobs, of which <see cref="KillsOfOne"/> kills meet each that was not over first.
    /// </summary>
    public const int Rounds = 11;

    private readonly OwnServer server = new();
    private readonly AllocationDesk desk;
    private readonly Random moment = new(20201122);
    private readonly JobGate jobs;
    private readonly Dictionary<string, int> lengths = [];
    private WebProcess web = null!;

    public KillGround()
    {
        desk = new AllocationDesk { Database = TestDatabase.On(server) };
        Flow = new RosterFlow(desk);
        jobs = new JobGate(desk.Database);
    }

    internal RosterFlow Flow { get; }

    internal TestDatabase Database => desk.Database;

    /// <summary>What the program said last.</summary>
    public string Said => web.Said;

    public async Task InitializeAsync()
    {
        await desk.InitializeAsync();
        await jobs.BuildAsync();
        web = new WebProcess(desk.Database.AppConnectionString, Convert.ToBase64String([.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)]));
    }

    public async Task DisposeAsync()
    {
        await web.DisposeAsync();
        await jobs.DisposeAsync();
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
        await jobs.LostAsync();
        await acting.ContinueWith(_ => { }, TaskScheduler.Default);
        await server.StartAgainAsync();
        await jobs.ShutAsync();
        Assert.True(isLetGo || !acting.IsCompletedSuccessfully);
    }

    /// <summary>Waits until the job runs, kills in its middle, and has everything up again. False when the job ended first, which only one can that was let go: then nothing was killed in its middle.</summary>
    internal async Task<bool> KillAsync(string kind, long subject, Kill kill)
    {
        if (!web.IsAlive)
        {
            web.Start();
        }

        await Patience.UntilAsync(() => RunsAsync(kind, subject), () => $"The job was not begun. {web.Said}");
        var attempts = (int)await Flow.CountAsync("SELECT attempts::bigint FROM job WHERE kind = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 1", kind, subject);
        if (kill.Moment == KillMoment.Anywhere)
        {
            await Task.Delay(moment.Next(lengths[kind]));
        }
        else
        {
            await EndsAsync(kind, subject);
        }

        if (kill.Moment == KillMoment.LetGo)
        {
            await jobs.OpenAsync();
            await Task.Delay(moment.Next(30));
        }

        if (kill.IsWeb)
        {
            await web.KillAsync();
            await jobs.OpenAsync(); // what it had sent to PostgreSQL ends there, and nobody is left to commit it
        }
        else
        {
            await server.KillAsync();
            await jobs.LostAsync();
            await server.StartAgainAsync();
        }

        var isMet = await jobs.LapseAsync(kind, subject, attempts);
        Assert.True(isMet || kill.Moment == KillMoment.LetGo, $"The job has ended, although it could not. {web.Said}");
        return isMet;
    }

    /// <summary>Lets the job go and waits for its end, which must be a success.</summary>
    public async Task EndedAsync(string kind, long subject)
    {
        if (!web.IsAlive)
        {
            web.Start();
        }

        await jobs.OpenAsync();
        await Patience.UntilAsync(async () => await JobAsync(kind, subject) is not (JobState.Queued or JobState.Running), () => $"The job has not ended. {web.Said}");
        await jobs.ShutAsync();
        Assert.Equal(JobState.Done, await JobAsync(kind, subject));
    }

    /// <summary>Whether a worker that is alive has begun it.</summary>
    private async Task<bool> RunsAsync(string kind, long subject)
    {
        var state = await JobAsync(kind, subject, isHeld: true);
        Assert.True(state is JobState.Queued or JobState.Running, $"The job has ended before it was killed: {state}. {web.Said}");
        return state == JobState.Running || await jobs.IsReachedAsync();
    }

    /// <summary>Until the job has written its end, and how long that took, for the moments of the next kills.</summary>
    private async Task EndsAsync(string kind, long subject)
    {
        var running = Stopwatch.StartNew();
        await Patience.UntilAsync(
            async () =>
            {
                Assert.True(await JobAsync(kind, subject) == JobState.Running, $"The job has ended although it was kept from it. {web.Said}");
                return await jobs.IsReachedAsync();
            },
            () => $"The job has not come to its end. {web.Said}");
        lengths[kind] = (int)running.ElapsedMilliseconds + 1;
    }

    /// <param name="isHeld">Running counts as waiting while its lease is that of a dead worker.</param>
    private async Task<JobState> JobAsync(string kind, long subject, bool isHeld = false)
    {
        var state = "";
        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    state = (await Flow.ColumnAsync(
                        "SELECT CASE WHEN $3 AND lease_until < now() THEN 'Queued' ELSE state END FROM job WHERE kind = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 1", kind, subject, isHeld)).Single();
                    return true;
                }
                catch (NpgsqlException e) when (e.IsTransient)
                {
                    return false;
                }
            },
            () => "PostgreSQL does not answer.");
        return Enum.Parse<JobState>(state);
    }
}
