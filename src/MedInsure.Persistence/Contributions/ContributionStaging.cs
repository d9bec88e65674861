using MedInsure.Rules.Contributions;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Contributions;

/// <summary>
/// Checked rows on their way to <c>contribution_row</c>: copied into a temporary table of the connection and compared there, as sets, with what is recorded. Everything happens in the caller's transaction, with
/// the batch in state Checking.
/// </summary>
public sealed class ContributionStaging : IAsyncDisposable
{
    /// <summary>What a row would do; the same words decide at the check and again at the commit.</summary>
    internal const string Standing = "CASE WHEN c.id IS NULL THEN 'New' WHEN (c.amount_fen, c.paid_on) = (r.amount_fen, r.paid_on) THEN 'Same' ELSE 'Replaces' END";

    private readonly NpgsqlConnection connection;
    private readonly long batch;
    private NpgsqlBinaryImporter? copy;

    private ContributionStaging(NpgsqlConnection connection, long batch) => (this.connection, this.batch) = (connection, batch);

    /// <param name="connection">In a transaction, with the bureau set.</param>
    public static async Task<ContributionStaging> BeginAsync(NpgsqlConnection connection, long batch, CancellationToken ct)
    {
        var staging = new ContributionStaging(connection, batch);
        await using (var create = new NpgsqlCommand(
            "CREATE TEMP TABLE contribution_read (row_number int, id_number bytea, name text COLLATE \"C\", coverage_year int, amount_fen int, paid_on date, region_code text) ON COMMIT DROP", connection))
        {
            await create.ExecuteNonQueryAsync(ct);
        }

        staging.copy = await connection.BeginBinaryImportAsync("COPY pg_temp.contribution_read FROM STDIN (FORMAT BINARY)", ct);
        return staging;
    }

    public async ValueTask AddAsync(ContributionRow row, ReadOnlyMemory<byte> sealedNumber, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(row);
        var to = copy ?? throw new InvalidOperationException("The rows were compared already.");
        await to.StartRowAsync(ct);
        await to.WriteAsync(row.RowNumber, NpgsqlDbType.Integer, ct);
        await to.WriteAsync(sealedNumber, NpgsqlDbType.Bytea, ct);
        await to.WriteAsync(row.Name, NpgsqlDbType.Text, ct);
        await to.WriteAsync(row.CoverageYear, NpgsqlDbType.Integer, ct);
        await to.WriteAsync(checked((int)row.Amount.Fen), NpgsqlDbType.Integer, ct);
        await to.WriteAsync(row.PaidOn, NpgsqlDbType.Date, ct);
        if (row.Region is { } region)
        {
            await to.WriteAsync(region.Value, NpgsqlDbType.Text, ct);
        }
        else
        {
            await to.WriteNullAsync(ct);
        }
    }

    /// <summary>Writes what the file would record, anew if it was compared before.</summary>
    public async Task CompareAsync(CancellationToken ct)
    {
        var to = copy ?? throw new InvalidOperationException("The rows were compared already.");
        await to.CompleteAsync(ct);
        await to.DisposeAsync();
        copy = null;
        await ContributionRecord.RunAsync(
            connection,
            batch,
            ct,
            "ANALYZE pg_temp.contribution_read",
            "DELETE FROM contribution_fault WHERE tenant_id = app.tid() AND batch_id = $1",
            "DELETE FROM contribution_row WHERE tenant_id = app.tid() AND batch_id = $1",
            $"""
            INSERT INTO contribution_row (tenant_id, batch_id, row_number, id_number, name, coverage_year, amount_fen, paid_on, region_code, standing, before_fen)
            SELECT app.tid(), $1, r.row_number, r.id_number, r.name, r.coverage_year, r.amount_fen, r.paid_on, r.region_code, {Standing}, c.amount_fen
            FROM pg_temp.contribution_read r LEFT JOIN contribution c ON c.tenant_id = app.tid() AND c.id_number = r.id_number AND c.coverage_year = r.coverage_year AND c.cancelled_by IS NULL
            """);
    }

    public ValueTask DisposeAsync() => copy?.DisposeAsync() ?? ValueTask.CompletedTask;
}
