using MedInsure.Persistence.Migrations;
using MedInsure.Persistence.Payments;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Regions;
using Npgsql;
using NpgsqlTypes;

namespace MedInsure.Persistence.Matches;

/// <summary>Finds the cases of a coverage year as a set and keeps them, in the caller's transaction; the bureau's matches run one after the other.</summary>
public static class MatchWork
{
    /// <param name="counties">Null for all.</param>
    public static async Task<MatchFigures> RunAsync(NpgsqlConnection connection, int coverageYear, IReadOnlyList<RegionCode>? counties, Month thisMonth, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using (var begin = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT pg_advisory_xact_lock(hashtext('match'), app.tid())"),
                new("SET LOCAL work_mem = '256MB'"),
                new("SET LOCAL enable_nestloop = off"), // A roster or run of a moment ago has no statistics; its rows are not looked up one by one.
                new("CREATE TEMP TABLE match_found (kind text, person_id bigint, id_number bytea, name text COLLATE \"C\", region_code text, subsidy_fen int, contribution_fen int, expected_fen int, since date) ON COMMIT DROP"),
            },
        })
        {
            await begin.ExecuteNonQueryAsync(ct);
        }

        var run = await PaymentPlan.NewestRunAsync(connection, coverageYear, ct);
        var known = await CountAsync(connection, coverageYear, ct);
        NpgsqlParameter within() => new() { Value = (object?)counties?.Select(county => county.Value).ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
        int found;
        await using (var find = SqlScript.Command("match_find.sql", connection))
        {
            find.CommandTimeout = 0;
            find.Parameters.Add(new() { Value = coverageYear });
            find.Parameters.Add(within());
            find.Parameters.Add(new() { Value = (object?)run?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            find.Parameters.Add(new() { Value = thisMonth.Index });
            found = await find.ExecuteNonQueryAsync(ct);
        }

        await using (var analyze = new NpgsqlCommand("SET LOCAL enable_nestloop = on; ANALYZE pg_temp.match_found", connection))
        {
            await analyze.ExecuteNonQueryAsync(ct);
        }

        var statements = SqlScript.Read("match_keep.sql").Split(";\n\n");
#pragma warning disable CA2100 // The text is a file of this assembly.
        await using var keep = new NpgsqlBatch(connection)
        {
            Timeout = 0,
            BatchCommands =
            {
                new(statements[0]) { Parameters = { new() { Value = coverageYear } } },
                new(statements[1]) { Parameters = { new() { Value = coverageYear }, within() } },
                new("SELECT count(*)::int FROM match_case m JOIN pg_temp.match_found f ON f.kind = m.kind AND f.id_number = m.id_number WHERE m.tenant_id = app.tid() AND m.coverage_year = $1 AND m.state = 'Resolved'") { Parameters = { new() { Value = coverageYear } } },
            },
        };
#pragma warning restore CA2100
        var resolved = (int)(await keep.ExecuteScalarAsync(ct))!;
        return new MatchFigures(found, await CountAsync(connection, coverageYear, ct) - known, resolved, (int)keep.BatchCommands[1].Rows);
    }

    private static async Task<int> CountAsync(NpgsqlConnection connection, int coverageYear, CancellationToken ct)
    {
        await using var count = new NpgsqlCommand("SELECT count(*)::int FROM match_case WHERE tenant_id = app.tid() AND coverage_year = $1", connection);
        count.Parameters.AddWithValue(coverageYear);
        return (int)(await count.ExecuteScalarAsync(ct))!;
    }
}
