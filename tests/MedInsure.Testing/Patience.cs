using System.Diagnostics;
using MedInsure.Testing.Databases;

namespace MedInsure.Testing;

/// <summary>Waits for what must come, on a machine of whatever speed. It gives up only so late that the alternative is a test that hangs.</summary>
public static class Patience
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <param name="missing">The sentence when it has not come.</param>
    public static async Task UntilAsync(Func<Task<bool>> hasCome, Func<string> missing)
    {
        ArgumentNullException.ThrowIfNull(hasCome);
        ArgumentNullException.ThrowIfNull(missing);
        for (var waited = Stopwatch.StartNew(); !await hasCome(); await Task.Delay(Pause))
        {
            if (waited.Elapsed > Longest)
            {
                throw new TimeoutException(missing());
            }
        }
    }

    /// <summary>Until the database says that the act waits for a lock. One that ends without waiting is an error.</summary>
    /// <param name="who">Of pg_stat_activity, when not everybody in the database is meant.</param>
    public static async Task WaitsAsync(this TestDatabase database, Task act, string who = "true")
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(act);
        await using var superuser = await database.OpenSuperuserAsync();
        await UntilAsync(
            async () =>
            {
                var waits = await superuser.ScalarAsync<long>(
                    $"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND wait_event_type = 'Lock' AND {who}") > 0;
                if (!waits && act.IsCompleted)
                {
                    await act;
                    throw new InvalidOperationException("The act has ended without waiting for the other.");
                }

                return waits;
            },
            () => "The act has neither waited for the other nor ended.");
    }
}
