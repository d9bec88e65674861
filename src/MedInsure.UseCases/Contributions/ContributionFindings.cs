using MedInsure.Rules.Contributions;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.UseCases.Contributions;

/// <summary>What a check found, written beside its rows: the faults that are kept, the counts, and whether the file is taken.</summary>
internal static class ContributionFindings
{
    /// <param name="read">Null when the file could not be read at all.</param>
    /// <param name="refusal">Why nothing is taken; null when the batch waits for its commit.</param>
    public static async Task WriteAsync(NpgsqlConnection connection, long batch, ContributionRead? read, string? refusal, CancellationToken ct)
    {
        var reading = read?.Reading;
        await using var write = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(
                    """
                    INSERT INTO contribution_fault (tenant_id, batch_id, row_number, column_title, sentence)
                    SELECT app.tid(), $1, f.row, f.title, string_agg(f.sentence, '' ORDER BY f.n) FROM unnest($2::int[], $3::text[], $4::text[]) WITH ORDINALITY AS f (row, title, sentence, n) GROUP BY f.row, f.title
                    """)
                {
                    Parameters =
                    {
                        new() { Value = batch },
                        new() { Value = reading?.Faults.Select(fault => fault.RowNumber).ToArray() ?? [] },
                        new() { Value = reading?.Faults.Select(fault => ContributionColumns.NameOf(fault.Column)).ToArray() ?? [] },
                        new() { Value = reading?.Faults.Select(fault => fault.Sentence).ToArray() ?? [] },
                    },
                },
                new("UPDATE contribution_batch SET state = $2, reason = $3, encoding = $4, rows = $5, ok = $6, failed = $7, total_fen = $8 WHERE tenant_id = app.tid() AND id = $1")
                {
                    Parameters =
                    {
                        new() { Value = batch },
                        new() { Value = refusal is null ? "Previewed" : "Refused" },
                        new() { Value = (object?)refusal ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                        new() { Value = (object?)read?.Encoding ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                        new() { Value = reading?.RowCount ?? 0 },
                        new() { Value = reading is null ? 0 : reading.RowCount - reading.WrongRows },
                        new() { Value = reading?.WrongRows ?? 0 },
                        new() { Value = reading?.Total.Fen ?? 0 },
                    },
                },
            },
        };
        await write.ExecuteNonQueryAsync(ct);
    }
}
