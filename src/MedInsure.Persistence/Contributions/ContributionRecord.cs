using Npgsql;

namespace MedInsure.Persistence.Contributions;

/// <summary>
/// Records a compared batch, or takes it back, in the caller's transaction and in the name of the person of the connection. To be called alongside the session's save, which turns the database's refusals into sentences.
/// </summary>
public static class ContributionRecord
{
    /// <summary>All or nothing. Refused when other files were recorded since the comparison.</summary>
    public static Task CommitAsync(NpgsqlConnection connection, long batch, CancellationToken ct) => RunAsync(
        connection,
        batch,
        ct,
        $"""
        SELECT app.refuse('MI005', '校验之后，缴费记录又有变化，请重新校验后再入库。') WHERE EXISTS (
          SELECT FROM contribution_row r LEFT JOIN contribution c ON c.tenant_id = r.tenant_id AND c.id_number = r.id_number AND c.coverage_year = r.coverage_year AND c.cancelled_by IS NULL
          WHERE r.tenant_id = app.tid() AND r.batch_id = $1 AND (r.standing, r.before_fen) IS DISTINCT FROM ({ContributionStaging.Standing}, c.amount_fen))
        """,
        "UPDATE contribution_batch SET state = 'Committed', committed_by = app.uid(), committed_at = clock_timestamp() WHERE tenant_id = app.tid() AND id = $1",
        """
        UPDATE contribution c SET cancelled_by = r.batch_id FROM contribution_row r
        WHERE r.tenant_id = app.tid() AND r.batch_id = $1 AND r.standing = 'Replaces' AND c.tenant_id = r.tenant_id AND c.id_number = r.id_number AND c.coverage_year = r.coverage_year AND c.cancelled_by IS NULL
        """,
        """
        INSERT INTO contribution (tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on, region_code)
        SELECT r.tenant_id, r.batch_id, r.id_number, r.name, r.coverage_year, r.amount_fen, r.paid_on, r.region_code FROM contribution_row r
        WHERE r.tenant_id = app.tid() AND r.batch_id = $1 AND r.standing <> 'Same' ORDER BY r.row_number
        """);

    /// <summary>Records are as before the batch. Refused by the database while a later batch or a payment rests on it; the turn of whoever plans payments is waited for, since a plan that is being made rests on it too.</summary>
    public static Task UndoAsync(NpgsqlConnection connection, long batch, CancellationToken ct) => RunAsync(
        connection,
        batch,
        ct,
        "SELECT pg_advisory_xact_lock(hashtext('payment'), app.tid())",
        "UPDATE contribution_batch SET state = 'Undone', undone_by = app.uid(), undone_at = clock_timestamp() WHERE tenant_id = app.tid() AND id = $1",
        "DELETE FROM contribution WHERE tenant_id = app.tid() AND batch_id = $1",
        "UPDATE contribution SET cancelled_by = NULL WHERE tenant_id = app.tid() AND cancelled_by = $1");

    /// <summary>One after the other in one round trip, each with the batch as $1, none beside the commit or undo of another.</summary>
    internal static async Task RunAsync(NpgsqlConnection connection, long batch, CancellationToken ct, params string[] statements)
    {
        await using var run = new NpgsqlBatch(connection) { Timeout = 0, BatchCommands = { new("SELECT pg_advisory_xact_lock(hashtext('contribution'), app.tid())"), new("SET LOCAL plan_cache_mode = 'force_custom_plan'") } };
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement);
            if (statement.Contains("$1", StringComparison.Ordinal))
            {
                command.Parameters.Add(new() { Value = batch });
            }

            run.BatchCommands.Add(command);
        }

        await run.ExecuteNonQueryAsync(ct);
    }
}
