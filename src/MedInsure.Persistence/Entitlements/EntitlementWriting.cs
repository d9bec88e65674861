using System.Text.Json;
using System.Text.Json.Serialization;
using MedInsure.Persistence.Migrations;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Entitlements;

/// <summary>What was written of a run.</summary>
/// <param name="Digest">Of the rows as they were sent: what <see cref="EntitlementDigests.OfAsync"/> says of them ever after.</param>
/// <param name="Choices">By their numbers.</param>
public sealed record WrittenRun(long Persons, EntitlementDigest Digest, IReadOnlyList<EntitlementChoiceEntity> Choices);

/// <summary>
/// Writes a run in the caller's transaction and with the run still queued: a row for each person that is read, choices, totals, and last the run itself. The order is <see cref="WriteAsync"/>,
/// <see cref="EndAsync"/>.
/// </summary>
public static class EntitlementWriting
{
    /// <summary>Rows of one statement; while they are written the next ones are read and decided.</summary>
    private const int Batch = 16 * 1024;

    private static readonly JsonSerializerOptions RowJson = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter<ChoiceState>(), new JsonStringEnumConverter<Rules.Policies.PaymentMode>(), new RegionText() },
    };

    /// <param name="connection">Another one than that of the reading.</param>
    /// <param name="choiceOf">The choice of a combination, numbered; asked once of each.</param>
    /// <param name="report">Persons so far.</param>
    /// <exception cref="InvalidOperationException">Not every person was written; the transaction must be given up.</exception>
    public static async Task<WrittenRun> WriteAsync(
        NpgsqlConnection connection, long run, EntitlementReading reading, Func<EntitlementCombination, EntitlementChoiceEntity> choiceOf, Action<long>? report, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(choiceOf);
        var answers = new EntitlementAnswers(reading, choiceOf);
        using var hash = new RunHash();
        await WriteRowsAsync(connection, run, reading, answers, hash, report, ct);
        var choices = answers.All.Select(answer => answer.Choice).DistinctBy(choice => choice.Id).OrderBy(choice => choice.Id).ToList();
        await WriteChoicesAsync(connection, run, choices, ct);
        await WriteTotalsAsync(connection, run, answers.All, ct);
        return new WrittenRun(hash.Count, hash.Whole(), choices);
    }

    /// <summary>Ends the run with its counts, from the totals.</summary>
    public static async Task EndAsync(
        NpgsqlConnection connection, long run, int engine, string policies, string rosters, string inputHash, string outcomeHash, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE entitlement_run r SET state = 'Computed', engine = $2, policies = $3, rosters = $4, input_hash = $5, outcome_hash = $6, computed_at = $7,
              persons = t.persons, due = t.due, settled = t.settled, top_up = t.top_up, confirm = t.confirm, none = t.none, unknown = t.unknown, due_fen = t.due_fen, top_up_fen = t.top_up_fen,
              previous_id = (SELECT p.id FROM entitlement_run p WHERE p.tenant_id = r.tenant_id AND p.coverage_year = r.coverage_year AND p.state = 'Computed' ORDER BY p.number DESC LIMIT 1)
            FROM (SELECT coalesce(sum(persons), 0) AS persons, coalesce(sum(persons) FILTER (WHERE state = 0), 0) AS due, coalesce(sum(persons) FILTER (WHERE state = 1), 0) AS settled,
                         coalesce(sum(persons) FILTER (WHERE state = 2), 0) AS top_up, coalesce(sum(persons) FILTER (WHERE state = 3), 0) AS confirm, coalesce(sum(persons) FILTER (WHERE state = 4), 0) AS none,
                         coalesce(sum(persons) FILTER (WHERE state = 5), 0) AS unknown, coalesce(sum(difference_fen) FILTER (WHERE state = 0), 0) AS due_fen,
                         coalesce(sum(difference_fen) FILTER (WHERE state = 2), 0) AS top_up_fen
                  FROM entitlement_total WHERE tenant_id = app.tid() AND run_id = $1) AS t
            WHERE r.tenant_id = app.tid() AND r.id = $1
            """,
            connection);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = engine });
        command.Parameters.Add(new() { Value = policies });
        command.Parameters.Add(new() { Value = rosters });
        command.Parameters.Add(new() { Value = inputHash });
        command.Parameters.Add(new() { Value = outcomeHash });
        command.Parameters.Add(new() { Value = now.ToUniversalTime() });
        if (await command.ExecuteNonQueryAsync(ct) != 1)
        {
            throw new InvalidOperationException($"There is no run {run}.");
        }
    }

    private static Task WriteChoicesAsync(NpgsqlConnection connection, long run, IReadOnlyList<EntitlementChoiceEntity> choices, CancellationToken ct) => WriteAsync(
        connection,
        """
        INSERT INTO entitlement_choice (tenant_id, run_id, id, region_code, age_class, categories, state, contribution_fen, amount_fen, winner, mode, enrol_offset, pay_offset, gaps, problem, has_bound)
        SELECT app.tid(), $1, c.* FROM jsonb_to_recordset($2) AS c (id int, region_code text, age_class int, categories text[], state text, contribution_fen int, amount_fen int, winner text, mode text,
          enrol_offset int, pay_offset int, gaps text[], problem text, has_bound boolean)
        """,
        run,
        choices,
        ct);

    private static Task WriteTotalsAsync(NpgsqlConnection connection, long run, IReadOnlyList<EntitlementAnswer> answers, CancellationToken ct) => WriteAsync(
        connection,
        """
        INSERT INTO entitlement_total (tenant_id, run_id, region_code, choice_id, state, persons, paid_fen, difference_fen)
        SELECT app.tid(), $1, c.* FROM jsonb_to_recordset($2) AS c (region_code text, choice_id int, state smallint, persons int, paid_fen bigint, difference_fen bigint)
        """,
        run,
        answers.GroupBy(answer => (answer.Combination.Region, answer.Choice.Id, answer.Outcome.State)).Select(group => new EntitlementTotalEntity
        {
            RegionCode = group.Key.Region,
            ChoiceId = group.Key.Id,
            State = group.Key.State,
            Persons = group.Sum(answer => answer.Persons),
            PaidFen = group.Sum(answer => (long)answer.Combination.PaidFen * answer.Persons),
            DifferenceFen = group.Sum(answer => (long)(answer.Outcome.DifferenceFen ?? 0) * answer.Persons),
        }),
        ct);

    private static async Task WriteAsync<T>(NpgsqlConnection connection, string sql, long run, IEnumerable<T> rows, CancellationToken ct)
    {
#pragma warning disable CA2100 // The text is a constant of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(rows, RowJson), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Reads and decides on the caller's thread, while the rows before are written by the database.</summary>
    private static async Task WriteRowsAsync(NpgsqlConnection connection, long run, EntitlementReading reading, EntitlementAnswers answers, RunHash hash, Action<long>? report, CancellationToken ct)
    {
        // Each batch is planned by its own length: answers are looked up, nothing is sorted, and rows are written in the order of the persons, so the key is filled from left to right. With more answers than a
        // batch has persons the order within a batch is the answers'.
        await ExecuteAsync(
            connection,
            """
            CREATE TEMP TABLE entitlement_answer (number int NOT NULL, region_code text NOT NULL, choice_id int NOT NULL, state smallint NOT NULL, paid_fen int NOT NULL,
              difference_fen int, identified_month int, enrol_month int, pay_month int) ON COMMIT DROP;
            SET LOCAL jit = off; SET LOCAL plan_cache_mode = 'force_custom_plan'; SET LOCAL enable_mergejoin = off; SET LOCAL enable_nestloop = off
            """,
            ct);
        var written = Task.CompletedTask;
        try
        {
            var (persons, numbers) = (new List<long>(Batch), new List<int>(Batch));
            for (var isMore = reading.Next(); isMore;)
            {
                var answer = answers.OfPerson();
                hash.Add(reading.PersonId, answer);
                persons.Add(reading.PersonId);
                numbers.Add(answer.Number);
                isMore = reading.Next();
                if (!isMore || persons.Count == Batch)
                {
                    ct.ThrowIfCancellationRequested();
                    await written;
                    written = WriteBatchAsync(connection, run, answers.TakeNew(), persons, numbers, ct);
                    (persons, numbers) = (new List<long>(Batch), new List<int>(Batch));
                    report?.Invoke(hash.Count);
                }
            }

            await written;
        }
        catch
        {
            // The connection is free again only when its statement has ended.
            await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static async Task WriteBatchAsync(NpgsqlConnection connection, long run, IReadOnlyList<EntitlementAnswer> fresh, List<long> persons, List<int> numbers, CancellationToken ct)
    {
        if (fresh.Count > 0)
        {
            await CopyAsync(connection, fresh, ct);
        }

#pragma warning disable CA2100 // The text is a file of this assembly.
        await using var command = new NpgsqlCommand(SqlScript.Read("entitlement_write.sql"), connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = persons });
        command.Parameters.Add(new() { Value = numbers });
        if (await command.ExecuteNonQueryAsync(ct) is var rows && rows != persons.Count)
        {
            throw new InvalidOperationException($"Of {persons.Count} persons of run {run}, {rows} were written.");
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<EntitlementAnswer> answers, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("COPY pg_temp.entitlement_answer FROM STDIN (FORMAT BINARY)", ct);
        foreach (var answer in answers)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(answer.Number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(answer.Combination.Region.Value, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(answer.Choice.Id, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync((short)answer.Outcome.State, NpgsqlDbType.Smallint, ct);
            foreach (var number in new[] { answer.Combination.PaidFen, answer.Outcome.DifferenceFen, answer.Identified, answer.EnrolMonth, answer.PayMonth })
            {
                await copy.WriteOrNullAsync(number, ct);
            }
        }

        await copy.CompleteAsync(ct);
    }

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // The text is a constant of this assembly.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed class RegionText : JsonConverter<RegionCode>
    {
        public override RegionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
