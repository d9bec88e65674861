using MedInsure.Persistence.Migrations;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Payments;

/// <param name="LeftOut">Null for those who would be paid.</param>
public sealed record PaymentFigure(RegionCode Region, PaymentLeftOut? LeftOut, int Persons, long TotalFen);

/// <summary>The newest computed run of a coverage year.</summary>
public sealed record PayableRun(long Id, int Number, Month Month, DateTimeOffset ComputedAt);

/// <summary>
/// Who is to be paid, worked out as a set in a temporary table of the connection; the bureau's plans are made one after the other. Order: <see cref="BeginAsync"/>, <see cref="InsertAsync"/>, in one transaction.
/// </summary>
public sealed class PaymentPlan
{
    private readonly NpgsqlConnection connection;

    private PaymentPlan(NpgsqlConnection connection, PayableRun run, IReadOnlyList<PaymentFigure> figures) => (this.connection, Run, Figures) = (connection, run, figures);

    public PayableRun Run { get; }

    /// <summary>By county.</summary>
    public IReadOnlyList<PaymentFigure> Figures { get; }

    /// <param name="connection">In a transaction, with the bureau set.</param>
    /// <param name="counties">Null for all.</param>
    /// <returns>Null when no run of the coverage year is computed.</returns>
    public static async Task<PaymentPlan?> BeginAsync(NpgsqlConnection connection, int coverageYear, Month month, PaymentMode mode, IReadOnlyList<RegionCode>? counties, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using (var begin = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT pg_advisory_xact_lock(hashtext('payment'), app.tid())"),
                new("SET LOCAL work_mem = '256MB'"),
                new("SET LOCAL enable_nestloop = off"), // A roster or run of a moment ago has no statistics; its rows are not looked up one by one.
                new("CREATE TEMP TABLE payment_candidate (person_id bigint, region_code text, amount_fen int, contribution_fen int, decision_id bigint, left_out text) ON COMMIT DROP"),
            },
        })
        {
            await begin.ExecuteNonQueryAsync(ct);
        }

        if (await NewestRunAsync(connection, coverageYear, ct) is not { } run)
        {
            return null;
        }

        await using (var find = SqlScript.Command("payment_candidates.sql", connection))
        {
            find.CommandTimeout = 0;
            find.Parameters.Add(new() { Value = coverageYear });
            find.Parameters.Add(new() { Value = run.Id });
            find.Parameters.Add(new() { Value = mode.ToString() });
            find.Parameters.Add(new() { Value = month.Index });
            find.Parameters.Add(new() { Value = (object?)counties?.Select(county => county.Value).ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            await find.ExecuteNonQueryAsync(ct);
        }

        await using (var analyze = new NpgsqlCommand("SET LOCAL enable_nestloop = on; ANALYZE pg_temp.payment_candidate", connection))
        {
            await analyze.ExecuteNonQueryAsync(ct);
        }

        return new PaymentPlan(connection, run, await FiguresAsync(connection, ct));
    }

    public static async Task<PayableRun?> NewestRunAsync(NpgsqlConnection connection, int coverageYear, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(
            "SELECT r.id, r.number, r.month, r.computed_at FROM entitlement_run r WHERE r.tenant_id = app.tid() AND r.coverage_year = $1 AND r.state = 'Computed' ORDER BY r.number DESC LIMIT 1", connection);
        find.Parameters.AddWithValue(coverageYear);
        await using var row = await find.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new PayableRun(row.GetInt64(0), row.GetInt32(1), Month.AtIndex(row.GetInt32(2)), row.GetFieldValue<DateTimeOffset>(3)) : null;
    }

    /// <summary>Writes the items of all batches in one statement, numbered within each.</summary>
    /// <param name="batches">The batch of each county that has somebody to pay.</param>
    public async Task InsertAsync(IReadOnlyDictionary<RegionCode, long> batches, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batches);
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, decision_id, state, changed_by, changed_at)
            SELECT b.tenant_id, b.id, row_number() OVER (PARTITION BY b.id ORDER BY p.town, p.village, p.name, p.id), c.person_id, b.coverage_year, b.mode, c.amount_fen, c.contribution_fen, b.region_code, b.run_id, c.decision_id,
                   'Planned', app.uid(), clock_timestamp()
            FROM pg_temp.payment_candidate c JOIN payment_batch b ON b.tenant_id = app.tid() AND b.id = ANY ($1) AND b.region_code = c.region_code
            JOIN person p ON p.tenant_id = b.tenant_id AND p.id = c.person_id WHERE c.left_out IS NULL
            """,
            connection)
        { CommandTimeout = 0 };
        insert.Parameters.AddWithValue(batches.Values.ToArray());
        await insert.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IReadOnlyList<PaymentFigure>> FiguresAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var count = new NpgsqlCommand("SELECT region_code, left_out, count(*)::int, sum(amount_fen)::bigint FROM pg_temp.payment_candidate GROUP BY 1, 2 ORDER BY 1, 2 NULLS FIRST", connection);
        await using var rows = await count.ExecuteReaderAsync(ct);
        var figures = new List<PaymentFigure>();
        while (await rows.ReadAsync(ct))
        {
            figures.Add(new PaymentFigure(new RegionCode(rows.GetString(0)), await rows.IsDBNullAsync(1, ct) ? null : Enum.Parse<PaymentLeftOut>(rows.GetString(1)), rows.GetInt32(2), rows.GetInt64(3)));
        }

        return figures;
    }
}
