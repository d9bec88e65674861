using System.Globalization;
using MedInsure.Rules.Allocations;
using MedInsure.UseCases.Policies;
using Npgsql;

namespace MedInsure.UseCases.Allocations;

/// <summary>Writes a run's lines and the policies that it rests on: two statements in one message, whatever the number of counties.</summary>
internal static class RunLines
{
    public static async Task WriteAsync(NpgsqlConnection connection, long runId, AllocationResult result, IReadOnlyList<StoredPolicy> chain, CancellationToken ct)
    {
        // An array of arrays has to be rectangular, so the payers of a line travel as the text of an array.
        var lines = new NpgsqlBatchCommand(
            """
            INSERT INTO allocation_line (tenant_id, run_id, ordinal, region_code, fen, headcount, state, payers, payer_fen)
            SELECT app.tid(), $1, row.ordinal, row.region_code, row.fen, row.headcount, row.state, row.payers::int[], row.payer_fen::bigint[]
            FROM unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[]) AS row (ordinal, region_code, fen, headcount, state, payers, payer_fen)
            """);
        Add(lines, runId);
        Add(lines, result.Lines.Select(line => line.Ordinal).ToArray());
        Add(lines, result.Lines.Select(line => line.Region.Value).ToArray());
        Add(lines, result.Lines.Select(line => line.Computed?.Total?.Fen).ToArray());
        Add(lines, result.Lines.Select(line => line.Persons).ToArray());
        Add(lines, result.Lines.Select(line => line.State.ToString()).ToArray());
        Add(lines, result.Lines.Select(line => ArrayText(line.Computed, cell => (int)cell.Payers)).ToArray());
        Add(lines, result.Lines.Select(line => ArrayText(line.Computed, cell => cell.Amount!.Value.Fen)).ToArray());

        var policies = new NpgsqlBatchCommand(
            """
            INSERT INTO run_policy (tenant_id, run_id, issuer_tenant_id, policy_version_id, text_sha256)
            SELECT app.tid(), $1, row.* FROM unnest($2::int[], $3::bigint[], $4::text[]) AS row
            """);
        Add(policies, runId);
        Add(policies, chain.Select(policy => policy.IssuerTenantId).ToArray());
        Add(policies, chain.Select(policy => policy.VersionId).ToArray());
        Add(policies, chain.Select(policy => policy.TextSha256).ToArray());
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { lines, policies } };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static void Add(NpgsqlBatchCommand command, object value) => command.Parameters.Add(new NpgsqlParameter { Value = value });

    private static string ArrayText(AllocationRow? row, Func<AllocationCell, long> number) =>
        row is null ? "{}" : string.Create(CultureInfo.InvariantCulture, $"{{{string.Join(',', row.Cells.Select(number))}}}");
}
