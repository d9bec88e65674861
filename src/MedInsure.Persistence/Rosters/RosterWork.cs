using Npgsql;

namespace MedInsure.Persistence.Rosters;

/// <summary>How rosters are worked on in a transaction: within a bureau they are compared, committed and undone one after the other, and in sets.</summary>
internal static class RosterWork
{
    /// <summary>Beyond this, a join that looks rows up one by one is the wrong one.</summary>
    private const long Few = 1000;

    /// <summary>
    /// Takes the bureau's turn, held to the end of the transaction. What is written within the transaction has no statistics yet, so the planner believes that it is next to nothing and would look
    /// a million rows up one by one; it is told otherwise, for this transaction.
    /// </summary>
    public static async Task BeginAsync(NpgsqlConnection connection, long rows, CancellationToken ct)
    {
        await using var begin = new NpgsqlBatch(connection)
        {
            Timeout = 0,
            BatchCommands =
            {
                new("SELECT pg_advisory_xact_lock(hashtext('roster'), app.tid())"),
                new("SET LOCAL work_mem = '256MB'"),
                new("SET LOCAL jit = off"),
                new("SET LOCAL plan_cache_mode = 'force_custom_plan'"),
                new(rows > Few ? "SET LOCAL enable_nestloop = off" : "SET LOCAL enable_nestloop = on"),
                // Changes lie in the order of their key: read by it, they need no sort.
                new(rows > Few ? "SET LOCAL enable_bitmapscan = off" : "SET LOCAL enable_bitmapscan = on"),
            },
        };
        await begin.ExecuteNonQueryAsync(ct);
    }
}
