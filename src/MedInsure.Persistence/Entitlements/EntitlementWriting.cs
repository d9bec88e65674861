using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedInsure.Persistence.Migrations;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Entitlements;

/// <summary>
/// Writes a run as sets, in the caller's transaction and with the run still queued: choices, totals, a row for each staged person, and last the run itself. The order is <see cref="EntitlementStage"/>,
/// <see cref="WriteAsync"/>, <see cref="EntitlementDigests.OfAsync"/>, <see cref="EndAsync"/>.
/// </summary>
public static class EntitlementWriting
{
    private static readonly JsonSerializerOptions RowJson = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter<ChoiceState>(), new JsonStringEnumConverter<Rules.Policies.PaymentMode>(), new RegionText() },
    };

    /// <param name="choices">Of the run, numbered.</param>
    /// <param name="choiceOf">The number of a combination's choice.</param>
    /// <exception cref="InvalidOperationException">Not every staged person was written; the transaction must be given up.</exception>
    public static async Task WriteAsync(
        NpgsqlConnection connection, long run, EntitlementStage stage, IReadOnlyList<EntitlementChoiceEntity> choices, Func<EntitlementCombination, int> choiceOf, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(choiceOf);
        var numbered = choices.ToDictionary(choice => choice.Id);
        var answers = stage.Combinations.ToDictionary(combination => combination, combination => EntitlementAnswer.Of(numbered[choiceOf(combination)], combination.PaidFen));
        await WriteChoicesAsync(connection, run, choices, ct);
        await WriteTotalsAsync(connection, run, answers, ct);
        await CopyAsync(connection, stage, answers, ct);
        var identified = stage.Timed.Count == 0
            ? "NULL::int"
            : $"CASE{string.Concat(stage.Timed.Select((_, place) => string.Create(CultureInfo.InvariantCulture, $" WHEN c.since_place = {place} AND s.{EntitlementStage.Since(place)} % 2 = 1 THEN s.{EntitlementStage.Since(place)} / 2")))} END";
#pragma warning disable CA2100 // The text is a file of this assembly; what is filled in are numbers of columns.
        await using var write = new NpgsqlCommand(SqlScript.Read("entitlement_write.sql").Replace("/*identified*/", identified, StringComparison.Ordinal), connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        write.Parameters.Add(new() { Value = run });
        var written = await write.ExecuteNonQueryAsync(ct);
        if (written != stage.Persons)
        {
            throw new InvalidOperationException($"Run {run} has {stage.Persons} persons, {written} were written.");
        }
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

    private static Task WriteTotalsAsync(NpgsqlConnection connection, long run, IReadOnlyDictionary<EntitlementCombination, EntitlementAnswer> answers, CancellationToken ct) => WriteAsync(
        connection,
        """
        INSERT INTO entitlement_total (tenant_id, run_id, region_code, choice_id, state, persons, paid_fen, difference_fen)
        SELECT app.tid(), $1, c.* FROM jsonb_to_recordset($2) AS c (region_code text, choice_id int, state smallint, persons int, paid_fen bigint, difference_fen bigint)
        """,
        run,
        answers.GroupBy(entry => (entry.Key.Region, entry.Value.Choice.Id, entry.Value.State)).Select(group => new EntitlementTotalEntity
        {
            RegionCode = group.Key.Region,
            ChoiceId = group.Key.Id,
            State = group.Key.State,
            Persons = group.Sum(entry => entry.Key.Persons),
            PaidFen = group.Sum(entry => (long)entry.Key.PaidFen * entry.Key.Persons),
            DifferenceFen = group.Sum(entry => (long)(entry.Value.DifferenceFen ?? 0) * entry.Key.Persons),
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

    /// <summary>The combinations with their answers, for the join.</summary>
    private static async Task CopyAsync(NpgsqlConnection connection, EntitlementStage stage, IReadOnlyDictionary<EntitlementCombination, EntitlementAnswer> answers, CancellationToken ct)
    {
        await EntitlementStage.ExecuteAsync(
            connection,
            """
            CREATE TEMP TABLE entitlement_combination (region_code text, held bigint, age_class int, paid_fen int, choice_id int, state smallint, difference_fen int, since_place int, enrol_offset int, pay_offset int)
            ON COMMIT DROP
            """,
            ct);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY pg_temp.entitlement_combination FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var (combination, answer) in answers)
            {
                var place = answer.Choice.EnrolOffset is null ? -1 : stage.Timed.ToList().IndexOf(answer.Choice.Winner!);
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(combination.Region.Value, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(combination.Held, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(combination.AgeClass, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(combination.PaidFen, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(answer.Choice.Id, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync((short)answer.State, NpgsqlDbType.Smallint, ct);
                foreach (var number in new[] { answer.DifferenceFen, place < 0 ? null : place, answer.EnrolOffset, answer.PayOffset })
                {
                    await copy.WriteOrNullAsync(number, ct);
                }
            }

            await copy.CompleteAsync(ct);
        }

        await EntitlementStage.ExecuteAsync(connection, "ANALYZE pg_temp.entitlement_combination", ct);
    }

    private sealed class RegionText : JsonConverter<RegionCode>
    {
        public override RegionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}

/// <summary>What a choice comes to beside a sum that was paid.</summary>
/// <param name="EnrolOffset">Months after that of identification; null where nothing is to be paid or no rule of months applies.</param>
internal sealed record EntitlementAnswer(EntitlementChoiceEntity Choice, EntitlementState State, int? DifferenceFen, int? EnrolOffset, int? PayOffset)
{
    public static EntitlementAnswer Of(EntitlementChoiceEntity choice, int paidFen)
    {
        var state = SubsidyEntitlement.StateOf(choice.State, choice.AmountFen is { } amount ? new Money(amount) : null, new Money(paidFen));
        var pays = state is EntitlementState.Due or EntitlementState.TopUp;
        return new EntitlementAnswer(choice, state, state == EntitlementState.Unknown ? null : (choice.AmountFen ?? 0) - paidFen, pays ? choice.EnrolOffset : null, pays ? choice.PayOffset : null);
    }
}
