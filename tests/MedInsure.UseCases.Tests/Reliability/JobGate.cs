using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>
/// A gate before the end of every job: a trigger that lets whoever writes the end wait, in his transaction, for a lock which the test holds. All of the work is written then and none of it stands, and a kill meets
/// the job on a machine of whatever speed. A killed server has forgotten the lock, so it is shut anew.
/// </summary>
internal sealed class JobGate(TestDatabase database) : IAsyncDisposable
{
    private const string Lock = "20201123";
    private NpgsqlConnection? holder;

    private bool IsShut { get; set; }

    public async Task BuildAsync()
    {
        await using var superuser = await database.OpenSuperuserAsync();
        await superuser.ExecuteAsync($"CREATE FUNCTION public.wait_at_job_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Lock}); RETURN NULL; END $$");
        await superuser.ExecuteAsync("CREATE TRIGGER zz_job_gate AFTER UPDATE ON public.job FOR EACH ROW WHEN (NEW.state = 'Done') EXECUTE FUNCTION public.wait_at_job_gate()");
        await ShutAsync();
    }

    /// <summary>Returns when nobody is within it.</summary>
    public async Task ShutAsync()
    {
        if (!IsShut)
        {
            await (await HolderAsync()).ExecuteAsync($"SELECT pg_advisory_lock({Lock})");
            IsShut = true;
        }
    }

    public async Task OpenAsync()
    {
        if (IsShut)
        {
            await holder!.ExecuteAsync($"SELECT pg_advisory_unlock({Lock})");
            IsShut = false;
        }
    }

    /// <summary>The server was killed, and the lock with it.</summary>
    public async Task LostAsync()
    {
        IsShut = false;
        await DisposeAsync();
    }

    public async Task<bool> IsReachedAsync() =>
        await (await HolderAsync()).ScalarAsync<long>($"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {Lock} AND NOT granted") > 0;

    /// <summary>
    /// As if the lease of the killed worker had run out: the job is open to others at the moment when the gate is shut. What a worker that is alive holds of it, it has lost, but whoever took it since keeps it.
    /// </summary>
    /// <param name="attempts">Of the attempt that was killed.</param>
    /// <returns>False when the job had ended before. An end that is under way when its worker dies is waited for.</returns>
    public async Task<bool> LapseAsync(string kind, long subject, int attempts)
    {
        var connection = await HolderAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var isOpen = await connection.ExecuteAsync(
            """
            UPDATE job SET lease_until = CASE WHEN attempts = $3 THEN now() - interval '1 second' ELSE lease_until END, worker = CASE WHEN attempts = $3 THEN gen_random_uuid() ELSE worker END
            WHERE tenant_id = $4 AND kind = $1 AND subject_id = $2 AND state = 'Running'
            """,
            kind,
            subject,
            attempts,
            (int)Bureau.Lanzhou) > 0;
        await ShutAsync();
        await transaction.CommitAsync();
        return isOpen;
    }

    public async ValueTask DisposeAsync()
    {
        if (holder is { } held)
        {
            holder = null;
            await held.DisposeAsync();
        }
    }

    private async Task<NpgsqlConnection> HolderAsync() => holder ??= await database.OpenSuperuserAsync();
}
