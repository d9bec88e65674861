using System.Data;
using System.Globalization;
using MedInsure.Persistence.Migrations;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using Npgsql;

namespace MedInsure.Persistence.People;

/// <summary>
/// Reads a ledger from one snapshot of the database, as the bytes of a binary COPY and place by place: what stands in memory are the rows of one place, say a town, however long the ledger is. The bytes are
/// waited for by the caller's thread. See docs/adr/0015.
/// </summary>
public sealed class LedgerReading : IAsyncDisposable
{
    private const int Room = 64 * 1024;

    /// <summary>Signature, flags and length of an extension, which there is none of, before the first tuple.</summary>
    private const int HeaderLength = 19;

    private readonly NpgsqlTransaction transaction;
    private readonly NpgsqlRawCopyStream copy;
    private readonly CancellationTokenRegistration cancelling;
    private readonly CancellationToken ct;
    private readonly bool hasContributions;
    private byte[] bytes = new byte[4 * Room];
    private (int At, int Length)[] rows = new (int, int)[1024];
    private int filled;
    private int next = HeaderLength;
    private bool isRead;

    private LedgerReading(NpgsqlTransaction transaction, NpgsqlRawCopyStream copy, bool hasContributions, IReadOnlyDictionary<int, LedgerChoice>? choices, CancellationToken ct)
    {
        (this.transaction, this.copy, this.hasContributions, Choices, this.ct) = (transaction, copy, hasContributions, choices, ct);
        cancelling = ct.Register(copy.Cancel);
    }

    /// <summary>By their numbers; null without a computed 资助认定 of the coverage year.</summary>
    public IReadOnlyDictionary<int, LedgerChoice>? Choices { get; }

    /// <summary>Rows of the place that was read last.</summary>
    public int Count { get; private set; }

    public LedgerEntry this[int index] => new(Tuple(index < Count ? rows[index] : throw new ArgumentOutOfRangeException(nameof(index))), hasContributions, Choices is not null);

    /// <param name="connection">Not in a transaction.</param>
    public static async Task<LedgerReading> BeginAsync(NpgsqlConnection connection, LedgerScope scope, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(scope);
        var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        try
        {
            await PlanAsync(connection, scope, ct);
            var arePaid = await ScalarAsync(connection, "SELECT EXISTS (SELECT FROM contribution WHERE tenant_id = app.tid() AND coverage_year = $1 AND cancelled_by IS NULL)", scope.CoverageYear, ct) is true;
            var run = await ScalarAsync(connection, "SELECT id FROM entitlement_run WHERE tenant_id = app.tid() AND coverage_year = $1 AND state = 'Computed' ORDER BY number DESC LIMIT 1", scope.CoverageYear, ct) as long?;
            var choices = run is { } known ? await ChoicesAsync(connection, known, ct) : null;
            var stream = await connection.BeginRawBinaryCopyAsync(Statement(scope, arePaid, run), ct);
            stream.ReadTimeout = Timeout.Infinite;
            return new LedgerReading(snapshot, stream, arePaid, choices, ct);
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the rows of the next place and puts them in order.</summary>
    /// <returns>False behind the last one.</returns>
    public bool Next()
    {
        Count = 0;
        bytes.AsSpan(next, Math.Max(0, filled - next)).CopyTo(bytes);
        (filled, next) = filled < next ? (filled, next) : (filled - next, 0);
        var place = 0L;
        while (!isRead)
        {
            var length = filled < next ? 0 : LedgerEntry.LengthOf(bytes.AsSpan(next, filled - next));
            if (length == 0)
            {
                Fill();
                continue;
            }

            if (length < 0)
            {
                End();
                break;
            }

            var at = LedgerEntry.PlaceOf(bytes.AsSpan(next, length));
            if (Count > 0 && at != place)
            {
                break;
            }

            if (Count == rows.Length)
            {
                Array.Resize(ref rows, rows.Length * 2);
            }

            place = at;
            rows[Count++] = (next, length);
            next += length;
        }

        rows.AsSpan(0, Count).Sort((one, other) => LedgerEntry.Compare(Tuple(one), Tuple(other)));
        return Count > 0;
    }

    public async ValueTask DisposeAsync()
    {
        await cancelling.DisposeAsync();
        try
        {
            if (!isRead)
            {
                // Nobody wants the rest: without a word the server would send it all.
                await copy.CancelAsync();
            }

            await copy.DisposeAsync();
        }
        catch (PostgresException cancelled) when (!isRead && cancelled.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            // As asked.
        }

        await transaction.DisposeAsync();
    }

    private ReadOnlySpan<byte> Tuple((int At, int Length) row) => bytes.AsSpan(row.At, row.Length);

    private void Fill()
    {
        if (bytes.Length - filled < Room)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
        }

        var read = Read();
        filled += read > 0 ? read : throw new EndOfStreamException("The ledger ended before its end.");
    }

    /// <summary>Behind the last tuple the server says that the copy is done, or what went wrong.</summary>
    private void End()
    {
        while (Read() > 0)
        {
        }

        isRead = true;
    }

    private int Read()
    {
        try
        {
            return copy.Read(bytes, filled, bytes.Length - filled);
        }
        catch (Exception failure)
        {
            isRead = true;
            ct.ThrowIfCancellationRequested();
            throw failure is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } ? new OperationCanceledException("The reading of a ledger was cancelled.", failure) : failure;
        }
    }

    /// <summary>
    /// For the transaction of this reading: both keys are walked side by side, by two processes, and the sort stays in memory as long as it can. Nothing is left to statistics: a roster that was just committed
    /// has none yet.
    /// </summary>
    private static async Task PlanAsync(NpgsqlConnection connection, LedgerScope scope, CancellationToken ct)
    {
        await using var plan = new NpgsqlCommand(
            """
            SELECT set_config('app.ledger_category', $1, true), set_config('work_mem', '256MB', true), set_config('jit', 'off', true),
              set_config('enable_nestloop', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
              set_config('max_parallel_workers_per_gather', '1', true), set_config('parallel_setup_cost', '0', true), set_config('parallel_tuple_cost', '0', true),
              set_config('min_parallel_index_scan_size', '0', true), set_config('min_parallel_table_scan_size', '0', true)
            """,
            connection);
        plan.Parameters.Add(new() { Value = scope.Category ?? "" });
        await plan.ExecuteNonQueryAsync(ct);
    }

    private static string Statement(LedgerScope scope, bool hasContributions, long? run)
    {
        var (columns, joins) = ("", "");
        if (hasContributions)
        {
            columns += ", c.amount_fen, c.paid_on";
            joins += Text($" LEFT JOIN contribution c ON c.tenant_id = app.tid() AND c.id_number = p.id_number AND c.coverage_year = {scope.CoverageYear} AND c.cancelled_by IS NULL");
        }

        if (run is { } id)
        {
            columns += ", e.state, e.choice_id";
            joins += Text($" LEFT JOIN entitlement e ON e.tenant_id = app.tid() AND e.run_id = {id} AND e.person_id = p.id");
        }

        // A code of a region holds digits and letters alone; what a category is called goes by a setting, for nobody can vouch for it.
        var regions = scope.Regions is null ? "" : $" AND p.region_code = ANY ('{{{string.Join(',', scope.Regions.Select(region => region.Value))}}}'::text[])";
        var category = scope.Category is null ? "" : " AND m.category = (SELECT current_setting('app.ledger_category'))";
        var query = SqlScript.Read("ledger.sql")
            .Replace("/*columns*/", columns, StringComparison.Ordinal)
            .Replace("/*joins*/", joins, StringComparison.Ordinal)
            .Replace("/*month*/", Text($"{scope.Month.Index}"), StringComparison.Ordinal)
            .Replace("/*since*/", Text($"{new Month(scope.Month.Year, 1).Plus(-1).Index}"), StringComparison.Ordinal)
            .Replace("/*scope*/", regions + category, StringComparison.Ordinal);
        return $"COPY (\n{query}) TO STDOUT (FORMAT BINARY)";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, int year, CancellationToken ct)
    {
#pragma warning disable CA2100 // The text is a constant of this class.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = year });
        return await command.ExecuteScalarAsync(ct);
    }

    private static async Task<IReadOnlyDictionary<int, LedgerChoice>> ChoicesAsync(NpgsqlConnection connection, long run, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT id, winner, mode, amount_fen, problem FROM entitlement_choice WHERE tenant_id = app.tid() AND run_id = $1", connection);
        command.Parameters.Add(new() { Value = run });
        await using var row = await command.ExecuteReaderAsync(ct);
        var choices = new Dictionary<int, LedgerChoice>();
        while (await row.ReadAsync(ct))
        {
            choices.Add(row.GetInt32(0), new LedgerChoice(
                row.IsDBNull(1) ? null : row.GetString(1),
                row.IsDBNull(2) ? null : Enum.Parse<PaymentMode>(row.GetString(2)),
                row.IsDBNull(3) ? null : row.GetInt32(3),
                row.IsDBNull(4) ? null : row.GetString(4)));
        }

        return choices;
    }
}
