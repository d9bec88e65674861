using MedInsure.Persistence.Migrations;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Entitlements;

/// <summary>What the rows of a run come to: hashes in lower-case hexadecimal, over all rows in the order of the persons.</summary>
/// <param name="WentIn">Of each person region, choice, month of identification, what was paid.</param>
/// <param name="CameOut">Of each person state, difference, months.</param>
public sealed record EntitlementDigest(string WentIn, string CameOut);

/// <summary>Hashes of a run's rows, made by the database in one pass.</summary>
public static class EntitlementDigests
{
    /// <summary>Of the rows as they are kept.</summary>
    public static Task<EntitlementDigest> OfAsync(NpgsqlConnection connection, long run, CancellationToken ct) =>
        DigestAsync(connection, run, "SELECT * FROM entitlement x WHERE x.tenant_id = app.tid() AND x.run_id = $1", ct);

    /// <summary>Of the rows as they are computed again from what is kept of their inputs.</summary>
    /// <param name="choices">Decided anew, with the numbers of the kept ones.</param>
    /// <param name="connection">In a transaction, which is given up afterwards.</param>
    public static async Task<EntitlementDigest> AgainAsync(NpgsqlConnection connection, long run, IReadOnlyList<EntitlementChoiceEntity> choices, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var numbered = choices.ToDictionary(choice => choice.Id);
        var asked = await AskedAsync(connection, run, ct);
        await EntitlementWriting.ExecuteAsync(
            connection,
            "CREATE TEMP TABLE entitlement_answer (choice_id int NOT NULL, paid_fen int NOT NULL, state smallint NOT NULL, difference_fen int, enrol_offset int, pay_offset int) ON COMMIT DROP",
            ct);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY pg_temp.entitlement_answer FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var (choice, paid) in asked)
            {
                var answer = EntitlementOutcome.Of(numbered[choice], paid);
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(choice, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(paid, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync((short)answer.State, NpgsqlDbType.Smallint, ct);
                foreach (var number in new[] { answer.DifferenceFen, answer.EnrolOffset, answer.PayOffset })
                {
                    await copy.WriteOrNullAsync(number, ct);
                }
            }

            await copy.CompleteAsync(ct);
        }

        await EntitlementWriting.ExecuteAsync(connection, "ANALYZE pg_temp.entitlement_answer", ct);
        return await DigestAsync(connection, run, SqlScript.Read("entitlement_again.sql"), ct);
    }

    internal static async Task WriteOrNullAsync(this NpgsqlBinaryImporter copy, int? number, CancellationToken ct)
    {
        if (number is { } value)
        {
            await copy.WriteAsync(value, NpgsqlDbType.Integer, ct);
        }
        else
        {
            await copy.WriteNullAsync(ct);
        }
    }

    private static async Task<IReadOnlyList<(int Choice, int Paid)>> AskedAsync(NpgsqlConnection connection, long run, CancellationToken ct)
    {
        await EntitlementWriting.ExecuteAsync(connection, "SET LOCAL work_mem = '256MB'; SET LOCAL jit = off", ct);
        await using var command = new NpgsqlCommand("SELECT DISTINCT choice_id, paid_fen FROM entitlement WHERE tenant_id = app.tid() AND run_id = $1", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = run });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var asked = new List<(int, int)>();
        while (await rows.ReadAsync(ct))
        {
            asked.Add((rows.GetInt32(0), rows.GetInt32(1)));
        }

        return asked;
    }

    private static async Task<EntitlementDigest> DigestAsync(NpgsqlConnection connection, long run, string rows, CancellationToken ct)
    {
        // Rows that were just written have no statistics; the key is the way to them.
        await EntitlementWriting.ExecuteAsync(connection, "SET LOCAL jit = off; SET LOCAL enable_nestloop = on; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_mergejoin = off", ct);
#pragma warning disable CA2100 // The text is a file of this assembly.
        await using var command = new NpgsqlCommand(SqlScript.Read("entitlement_digest.sql").Replace("/*rows*/", $"({rows})", StringComparison.Ordinal), connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = run });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new EntitlementDigest(reader.GetString(0), reader.GetString(1));
    }
}
