using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using Npgsql;

namespace MedInsure.Persistence.Rosters;

/// <summary>What a check came to, beside the changes that <see cref="RosterStaging"/> writes.</summary>
/// <param name="State">Previewed, AwaitingSecond or Refused.</param>
/// <param name="Reason">Needed for the latter two.</param>
public sealed record RosterFindings(RosterState State, string? Reason)
{
    public string? Encoding { get; init; }

    public int Rows { get; init; }

    public int Ok { get; init; }

    public int Failed { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<RosterFault> Faults { get; init; } = [];

    public IReadOnlyList<RosterFigure> Figures { get; init; } = [];

    /// <summary>The rate that the comparison was judged by; null for the default, and for what was not compared.</summary>
    public long? SecondLookRateId { get; init; }

    /// <summary>Replaces what an earlier check has left and ends this one. In the caller's transaction, with the batch in state Checking.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, long batch, CancellationToken ct)
    {
        var kept = Faults.GroupBy(fault => (fault.RowNumber, Column: RosterColumns.NameOf(fault.Column))).Take(RosterFaultEntity.MaxKept).ToList();
        await using var write = new NpgsqlBatch(connection) { Timeout = 0 };
        Add(write, "DELETE FROM roster_fault WHERE tenant_id = app.tid() AND batch_id = $1", batch);
        Add(write, "DELETE FROM roster_count WHERE tenant_id = app.tid() AND batch_id = $1", batch);
        if (State == RosterState.Refused)
        {
            // Compared before, refused now: what it would have changed no longer holds.
            Add(write, "DELETE FROM roster_change WHERE tenant_id = app.tid() AND batch_id = $1", batch);
        }

        Add(write, "INSERT INTO roster_fault (tenant_id, batch_id, row_number, column_title, sentence) SELECT app.tid(), $1, * FROM unnest($2::int[], $3::text[], $4::text[])",
            batch, kept.Select(fault => fault.Key.RowNumber).ToArray(), kept.Select(fault => fault.Key.Column).ToArray(), kept.Select(fault => string.Join("", fault.Select(one => one.Sentence))).ToArray());
        Add(write, """
            INSERT INTO roster_count (tenant_id, batch_id, region_code, category, held_before, held_after, added, changed, cancelled, restored)
            SELECT app.tid(), $1, * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
            """,
            batch, Each(figure => figure.Region.Value), Each(figure => figure.Category), Each(figure => figure.Before), Each(figure => figure.After),
            Each(figure => figure.Added), Each(figure => figure.Changed), Each(figure => figure.Cancelled), Each(figure => figure.Restored));
        Add(write, "UPDATE roster_batch SET state = $2, reason = $3, encoding = $4, rows = $5, ok = $6, failed = $7, notes = $8, second_look_rate_id = $9 WHERE tenant_id = app.tid() AND id = $1",
            batch, State.ToString(), (object?)Reason ?? DBNull.Value, (object?)Encoding ?? DBNull.Value, Rows, Ok, Failed, Notes.ToArray(), (object?)SecondLookRateId ?? DBNull.Value);
        await write.ExecuteNonQueryAsync(ct);

        T[] Each<T>(Func<RosterFigure, T> value) => [.. Figures.Select(value)];
    }

    /// <summary>Changes of a batch that speaks for some counties, to people who so far stand in others.</summary>
    public static async Task<long> FromElsewhereAsync(NpgsqlConnection connection, long batch, IReadOnlyList<RegionCode> regions, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(regions);
        await using var count = new NpgsqlCommand(
            "SELECT count(*) FROM roster_change WHERE tenant_id = app.tid() AND batch_id = $1 AND cardinality($2::text[]) > 0 AND region_before <> ALL ($2::text[])", connection)
        { CommandTimeout = 0 };
        count.Parameters.AddWithValue(batch);
        count.Parameters.AddWithValue(regions.Select(region => region.Value).ToArray());
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }

    private static void Add(NpgsqlBatch batch, string statement, params object[] values)
    {
#pragma warning disable CA2100 // The text is one of those above.
        var command = new NpgsqlBatchCommand(statement);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
