using System.Data;
using System.Runtime.CompilerServices;
using MedInsure.Persistence.Migrations;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.People;

/// <summary>What of the roster a ledger holds.</summary>
/// <param name="Regions">Null for the whole bureau.</param>
/// <param name="Category">Null for all.</param>
public sealed record LedgerScope(Month Month, int CoverageYear, IReadOnlyList<RegionCode>? Regions, string? Category);

/// <summary>An identity of a person with what belongs to it; the number sealed.</summary>
/// <param name="Until">Null while it holds.</param>
/// <param name="ContributionFen">What was paid for the coverage year; null where nothing is recorded.</param>
public readonly record struct LedgerLine(
    DateOnly Identified, Month? Until, bool IsNew, string Town, string Village, string Name, ReadOnlyMemory<byte> IdNumber, string Category, int? ContributionFen, DateOnly? PaidOn, LedgerSubsidy? Subsidy);

/// <summary>What the newest 资助认定 of the coverage year says of the person.</summary>
/// <param name="Winner">The category whose amount applies; null without an amount.</param>
/// <param name="Problem">Why there is no amount; null where there is one.</param>
public sealed record LedgerSubsidy(EntitlementState State, string? Winner, PaymentMode? Mode, int? AmountFen, string? Problem);

/// <summary>Reads a ledger row by row from the server; however long it is, one row stands in memory.</summary>
public static class LedgerReading
{
    public static async IAsyncEnumerable<LedgerLine> RowsAsync(NpgsqlConnection connection, LedgerScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        // The sort of a million rows stays in memory, for the transaction of this reading. A roster that was just committed has no statistics yet, and after a crash of PostgreSQL nothing
        // brings them soon: rows are never looked up one by one.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using (var memory = new NpgsqlCommand("SET LOCAL work_mem = '256MB'; SET LOCAL enable_nestloop = off", connection))
        {
            await memory.ExecuteNonQueryAsync(ct);
        }

        await using var read = SqlScript.Command("ledger.sql", connection);
        read.CommandTimeout = 0;
        read.Parameters.Add(new() { Value = scope.Month.Index });
        read.Parameters.Add(new() { Value = new Month(scope.Month.Year, 1).Plus(-1).Index });
        read.Parameters.Add(new() { Value = scope.CoverageYear });
        read.Parameters.Add(new() { Value = (object?)scope.Regions?.Select(region => region.Value).ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        read.Parameters.Add(new() { Value = (object?)scope.Category ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            yield return new LedgerLine(
                rows.GetFieldValue<DateOnly>(0),
                rows.IsDBNull(1) ? null : Month.AtIndex(rows.GetInt32(1)),
                rows.GetBoolean(2),
                rows.GetString(3),
                rows.GetString(4),
                rows.GetString(5),
                rows.GetFieldValue<byte[]>(6),
                rows.GetString(7),
                rows.IsDBNull(8) ? null : rows.GetInt32(8),
                rows.IsDBNull(9) ? null : rows.GetFieldValue<DateOnly>(9),
                rows.IsDBNull(10) ? null : SubsidyOf(rows));
        }
    }

    private static LedgerSubsidy SubsidyOf(NpgsqlDataReader row) => new(
        (EntitlementState)row.GetInt16(10),
        row.IsDBNull(11) ? null : row.GetString(11),
        row.IsDBNull(12) ? null : Enum.Parse<PaymentMode>(row.GetString(12)),
        row.IsDBNull(13) ? null : row.GetInt32(13),
        row.IsDBNull(14) ? null : row.GetString(14));
}
