using MedInsure.Rules.Allocations;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using Npgsql;

namespace MedInsure.UseCases.Allocations;

/// <summary>Writes a run's lines and the policies that it rests on: two statements, whatever the number of counties.</summary>
internal static class RunLines
{
    public static async Task WriteAsync(NpgsqlConnection connection, long runId, AllocationResult result, IReadOnlyList<StoredPolicy> chain, CancellationToken ct)
    {
        var rows = result.Lines.SelectMany(line => line.Computed is { } row
            ? row.Cells.Select(cell => (line, cell.Payers, Fen: cell.Amount?.Fen))
            : [(line, Payers.Whole, Fen: (long?)null)]).ToList();
        await using var lines = new NpgsqlCommand(
            """
            INSERT INTO allocation_line (tenant_id, run_id, ordinal, region_code, payers, fen, headcount, state)
            SELECT app.tid(), $1, row.* FROM unnest($2::int[], $3::text[], $4::int[], $5::bigint[], $6::bigint[], $7::text[]) AS row
            """,
            connection);
        lines.Parameters.AddWithValue(runId);
        lines.Parameters.AddWithValue(Enumerable.Range(1, rows.Count).ToArray());
        lines.Parameters.AddWithValue(rows.Select(row => row.line.Region.Value).ToArray());
        lines.Parameters.AddWithValue(rows.Select(row => (int)row.Payers).ToArray());
        lines.Parameters.AddWithValue(rows.Select(row => row.Fen).ToArray());
        lines.Parameters.AddWithValue(rows.Select(row => row.line.Persons).ToArray());
        lines.Parameters.AddWithValue(rows.Select(row => row.line.State.ToString()).ToArray());
        await lines.ExecuteNonQueryAsync(ct);

        await using var policies = new NpgsqlCommand(
            """
            INSERT INTO run_policy (tenant_id, run_id, issuer_tenant_id, policy_version_id, text_sha256)
            SELECT app.tid(), $1, row.* FROM unnest($2::int[], $3::bigint[], $4::text[]) AS row
            """,
            connection);
        policies.Parameters.AddWithValue(runId);
        policies.Parameters.AddWithValue(chain.Select(policy => policy.IssuerTenantId).ToArray());
        policies.Parameters.AddWithValue(chain.Select(policy => policy.VersionId).ToArray());
        policies.Parameters.AddWithValue(chain.Select(policy => policy.TextSha256).ToArray());
        await policies.ExecuteNonQueryAsync(ct);
    }
}
