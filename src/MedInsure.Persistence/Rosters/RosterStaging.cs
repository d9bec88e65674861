using MedInsure.Persistence.Migrations;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Rosters;

/// <summary>A row that was found sound, its number sealed.</summary>
/// <param name="CancelledMonth">For a row that cancels: since when; null for the month of the roster.</param>
public readonly record struct StagedRow(
    int RowNumber, ReadOnlyMemory<byte> SealedNumber, DateOnly Born, string Name, RegionCode Region, string Town, string Village, string Category, DateOnly Identified, bool Cancels, Month? CancelledMonth)
{
    public static StagedRow Of(RosterRow row, ReadOnlyMemory<byte> sealedNumber)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.RowNumber, sealedNumber, row.Number.Born, row.Name, row.Region, row.Town, row.Village, row.Category, row.Identified, row.Change == RosterChange.Cancelled, row.Cancelled);
    }
}

/// <summary>
/// Checked rows on their way to <c>roster_change</c>: copied into a temporary table of the connection, compared there as sets. Everything happens in the caller's transaction, with the batch in
/// state Checking; a job that is killed leaves nothing and begins again from the stored file. Order: <see cref="BeginAsync"/>, <see cref="AddAsync"/> for each row, <see cref="CompleteAsync"/>, <see cref="CompareAsync"/>.
/// </summary>
public sealed class RosterStaging : IAsyncDisposable
{
    private const string Columns = "row_number, id_number, name, region_code, town, village, born, category, identified, cancels, cancelled_month";

    private readonly NpgsqlConnection connection;
    private readonly long batch;
    private NpgsqlBinaryImporter? copy;
    private bool isCopied;

    private RosterStaging(NpgsqlConnection connection, long batch) => (this.connection, this.batch) = (connection, batch);

    /// <param name="connection">In a transaction, with the bureau set.</param>
    public static async Task<RosterStaging> BeginAsync(NpgsqlConnection connection, long batch, CancellationToken ct)
    {
        var staging = new RosterStaging(connection, batch);
        await using (var create = SqlScript.Command("roster_staging.sql", connection))
        {
            await create.ExecuteNonQueryAsync(ct);
        }

        staging.copy = await connection.BeginBinaryImportAsync($"COPY pg_temp.roster_row ({Columns}) FROM STDIN (FORMAT BINARY)", ct);
        return staging;
    }

    public async ValueTask AddAsync(StagedRow row, CancellationToken ct)
    {
        var to = copy ?? throw new InvalidOperationException("The rows were completed already.");
        await to.StartRowAsync(ct);
        await to.WriteAsync(row.RowNumber, NpgsqlDbType.Integer, ct);
        await to.WriteAsync(row.SealedNumber, NpgsqlDbType.Bytea, ct);
        await to.WriteAsync(row.Name, NpgsqlDbType.Text, ct);
        await to.WriteAsync(row.Region.Value, NpgsqlDbType.Text, ct);
        await to.WriteAsync(row.Town, NpgsqlDbType.Text, ct);
        await to.WriteAsync(row.Village, NpgsqlDbType.Text, ct);
        await to.WriteAsync(row.Born, NpgsqlDbType.Date, ct);
        await to.WriteAsync(row.Category, NpgsqlDbType.Text, ct);
        await to.WriteAsync(row.Identified, NpgsqlDbType.Date, ct);
        await to.WriteAsync(row.Cancels, NpgsqlDbType.Boolean, ct);
        if (row.CancelledMonth is { } month)
        {
            await to.WriteAsync(month.Index, NpgsqlDbType.Integer, ct);
        }
        else
        {
            await to.WriteNullAsync(ct);
        }
    }

    /// <summary>All rows were added; the connection is free for other statements again.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        var to = copy ?? throw new InvalidOperationException("The rows were completed already.");
        await to.CompleteAsync(ct);
        await to.DisposeAsync();
        (copy, isCopied) = (null, true);
    }

    /// <summary>The same for rosters of millions: whoever reads the file writes the rows as bytes, all of them in one go.</summary>
    /// <param name="write">Gets the stream of the copy; see <see cref="RosterCopy"/>. False when the file cannot be read that way after all: then nothing of it is left.</param>
    /// <returns>Null when <paramref name="write"/> gave up.</returns>
    public static async Task<RosterStaging?> BulkAsync(NpgsqlConnection connection, long batch, Func<Stream, bool> write, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        var staging = new RosterStaging(connection, batch) { isCopied = true };
        // A copy that is broken off takes its transaction along, but for what was done before this point.
        await using (var begin = new NpgsqlBatch(connection) { BatchCommands = { new("SAVEPOINT bulk"), new(SqlScript.Read("roster_staging.sql")) } })
        {
            await begin.ExecuteNonQueryAsync(ct);
        }

        await using (var raw = await connection.BeginRawBinaryCopyAsync($"COPY pg_temp.roster_row ({Columns}) FROM STDIN (FORMAT BINARY)", ct))
        {
            try
            {
                if (await Task.Run(() => write(raw), ct))
                {
                    return staging;
                }
            }
            catch
            {
                await raw.CancelAsync();
                throw;
            }

            await raw.CancelAsync();
        }

        await using var back = new NpgsqlCommand("ROLLBACK TO SAVEPOINT bulk", connection);
        await back.ExecuteNonQueryAsync(ct);
        return null;
    }

    /// <summary>Takes rows out again that turned out wrong when the whole file was known.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<int> rowNumbers, CancellationToken ct)
    {
        await using var remove = new NpgsqlCommand("DELETE FROM pg_temp.roster_row WHERE row_number = ANY ($1)", connection) { CommandTimeout = 0 };
        remove.Parameters.AddWithValue(rowNumbers.ToArray());
        await remove.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Writes what the file changes into <c>roster_change</c>, anew if it was compared before, names the batch underneath, and counts. The batch stays in state Checking: what comes of it is the caller's
    /// decision.
    /// </summary>
    public Task<RosterFigures> CompareAsync(RosterTerms terms, CancellationToken ct) => CompareAsync(terms, mayRepeat: true, ct);

    /// <inheritdoc cref="CompareAsync(RosterTerms, CancellationToken)"/>
    /// <param name="mayRepeat">False for the rows of <see cref="RosterFile"/>, for which a row that repeats a person and category is wrong: then nobody looks for such rows, and one would be refused by the key.</param>
    public async Task<RosterFigures> CompareAsync(RosterTerms terms, bool mayRepeat, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (!isCopied)
        {
            throw new InvalidOperationException("The rows are not all there, or were compared already.");
        }

        isCopied = false;

        // Nobody commits or undoes between the naming of the batch underneath and the look at the state.
        // A comparison reads the whole roster of the authority, however short the file is.
        await RosterWork.BeginAsync(connection, long.MaxValue, ct);
        await using (var before = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("ANALYZE pg_temp.roster_row (id_number, category)"),
                new("DELETE FROM roster_change WHERE tenant_id = app.tid() AND batch_id = $1") { Parameters = { new() { Value = batch } } },
                new("""
                    UPDATE roster_batch b SET based_on = (SELECT top.id FROM roster_batch top WHERE top.tenant_id = b.tenant_id AND top.authority = b.authority AND top.state = 'Committed'
                      AND NOT EXISTS (SELECT FROM roster_batch above WHERE above.tenant_id = top.tenant_id AND above.authority = top.authority AND above.state = 'Committed' AND above.based_on = top.id))
                    WHERE b.tenant_id = app.tid() AND b.id = $1
                    """) { Parameters = { new() { Value = batch } } },
            },
        })
        {
            await before.ExecuteNonQueryAsync(ct);
        }

        await using (var compare = SqlScript.Command("roster_compare.sql", connection))
        {
            compare.CommandTimeout = 0;
            compare.Parameters.Add(new() { Value = batch });
            compare.Parameters.Add(new() { Value = terms.Authority });
            compare.Parameters.Add(new() { Value = terms.Month.Index });
            compare.Parameters.Add(new() { Value = terms.AbsentAreCancelled });
            compare.Parameters.Add(new() { Value = (object?)terms.NewFrom?.Index ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
            compare.Parameters.Add(new() { Value = terms.Regions.Select(region => region.Value).ToArray() });
            compare.Parameters.Add(new() { Value = mayRepeat });
            await compare.ExecuteNonQueryAsync(ct);
        }

        return new RosterFigures(await CountAsync(terms.Authority, ct), mayRepeat ? await RepeatedAsync(ct) : []);
    }

    /// <summary>Rows that would end an identity which nobody holds: a wrong number, another category, or it ended before. Asked after <see cref="CompareAsync(RosterTerms, CancellationToken)"/>.</summary>
    /// <returns>How many, and the first of them by their numbers in the file.</returns>
    public async Task<(long Count, IReadOnlyList<int> First)> EndingNothingAsync(int first, CancellationToken ct)
    {
        await using var count = new NpgsqlCommand(
            """
            SELECT count(*), coalesce((array_agg(r.row_number ORDER BY r.row_number))[:$2], '{}') FROM pg_temp.roster_row r
            WHERE r.cancels AND NOT EXISTS (SELECT FROM roster_change c WHERE c.tenant_id = app.tid() AND c.batch_id = $1 AND c.id_number = r.id_number AND c.category = r.category)
            """,
            connection)
        { CommandTimeout = 0, Parameters = { new() { Value = batch }, new() { Value = first } } };
        await using var found = await count.ExecuteReaderAsync(ct);
        await found.ReadAsync(ct);
        return (found.GetInt64(0), found.GetFieldValue<int[]>(1));
    }

    public ValueTask DisposeAsync() => copy?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<IReadOnlyList<RosterFigure>> CountAsync(string authority, CancellationToken ct)
    {
        await using var count = SqlScript.Command("roster_counts.sql", connection);
        count.CommandTimeout = 0;
        count.Parameters.Add(new() { Value = batch });
        count.Parameters.Add(new() { Value = authority });
        await using var rows = await count.ExecuteReaderAsync(ct);
        var figures = new List<RosterFigure>();
        while (await rows.ReadAsync(ct))
        {
            figures.Add(new RosterFigure(new RegionCode(rows.GetString(0)), rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetInt64(6), rows.GetInt64(7)));
        }

        return figures;
    }

    /// <summary>Rows that repeat an earlier one of the same person and category, with the row that they repeat.</summary>
    private async Task<IReadOnlyList<RepeatedRow>> RepeatedAsync(CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(
            """
            SELECT r.row_number, twice.first FROM pg_temp.roster_row r
            JOIN (SELECT id_number, category, min(row_number) AS first FROM pg_temp.roster_row GROUP BY id_number, category HAVING count(*) > 1) AS twice
              ON twice.id_number = r.id_number AND twice.category = r.category AND twice.first < r.row_number
            ORDER BY r.row_number LIMIT $1
            """,
            connection);
        find.CommandTimeout = 0;
        find.Parameters.Add(new() { Value = RosterFaultEntity.MaxKept });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var repeated = new List<RepeatedRow>();
        while (await rows.ReadAsync(ct))
        {
            repeated.Add(new RepeatedRow(rows.GetInt32(0), rows.GetInt32(1)));
        }

        return repeated;
    }
}
