using MedInsure.Testing;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.UseCases.Tests.Reliability;

/// <summary>A gate at which whoever has written to a table waits within his transaction: a trigger that asks for a lock which the test holds. It goes with <see cref="DisposeAsync"/>, also after the server was killed.</summary>
internal sealed class KillGate : IAsyncDisposable
{
    private const string Lock = "20201122";

    private readonly TestDatabase database;
    private readonly NpgsqlConnection holder;
    private readonly string table;

    private KillGate(TestDatabase database, NpgsqlConnection holder, string table) => (this.database, this.holder, this.table) = (database, holder, table);

    public static async Task<KillGate> ShutAsync(TestDatabase database, string table)
    {
        var opened = await database.OpenSuperuserAsync();
        await opened.ExecuteAsync($"SELECT pg_advisory_lock({Lock})");
        await opened.ExecuteAsync($"CREATE OR REPLACE FUNCTION public.wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Lock}); RETURN NULL; END $$");
        await opened.ExecuteAsync($"CREATE OR REPLACE TRIGGER zz_gate AFTER INSERT OR UPDATE ON public.{table} FOR EACH STATEMENT EXECUTE FUNCTION public.wait_at_gate()");
        return new KillGate(database, opened, table);
    }

    /// <summary>Until the act waits at the gate. One that ends before has not written there, and that is an error of the test.</summary>
    public async Task ReachedAsync(Task act)
    {
        await Patience.UntilAsync(
            async () =>
            {
                var isReached = await holder.ScalarAsync<long>($"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {Lock} AND NOT granted") > 0;
                if (!isReached && act.IsCompleted)
                {
                    await act;
                    throw new InvalidOperationException($"The act has ended without writing to {table}.");
                }

                return isReached;
            },
            () => $"The act has neither written to {table} nor ended.");
    }

    public Task OpenAsync() => holder.ExecuteAsync($"SELECT pg_advisory_unlock({Lock})");

    public async ValueTask DisposeAsync()
    {
        await holder.DisposeAsync();
        await using var superuser = await database.OpenSuperuserAsync();
        await superuser.ExecuteAsync($"DROP TRIGGER zz_gate ON public.{table}");
    }
}
