using BenchmarkDotNet.Attributes;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;
using Npgsql;

namespace MedInsure.Benchmarks;

/// <summary>
/// An allocation of 3,000 counties as the page asks for it: read policies, regions and headcounts, compute, write the run, 3,000 lines with four payers each and the audit
/// row. The peer, in the same run and database, only reads the same rows and writes the same lines with one statement each.
/// </summary>
[Config(typeof(OneActAtATime))]
public class AllocationOf3000Counties
{
    private InventedProvince province = null!;
    private ComputeRunHandler compute = null!;

    [GlobalSetup]
    public void Setup()
    {
        // The runner raises this process above all others; the database is another process and shall not wait for it.
        System.Diagnostics.Process.GetCurrentProcess().PriorityClass = System.Diagnostics.ProcessPriorityClass.Normal;
        Thread.CurrentThread.Priority = ThreadPriority.Normal;
        province = InventedProvince.CreateAsync().GetAwaiter().GetResult();
        compute = new ComputeRunHandler(province.Database.TenantDb, TimeProvider.System);
    }

    [GlobalCleanup]
    public void Cleanup() => province.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Baseline = true, Description = "read the rows, write the lines (plain SQL)")]
    public int PlainReadAndWrite() => PlainReadAndWriteAsync().GetAwaiter().GetResult();

    [Benchmark(Description = "ComputeRun")]
    public int ComputeRun() => ComputeRunAsync().GetAwaiter().GetResult();

    private async Task<int> PlainReadAndWriteAsync()
    {
        await using var connection = await province.Database.OpenAppAsync(Bureau.Henan.TenantId(), Some.FinanceOfficer(Bureau.Henan).UserId);
        await using var transaction = await connection.BeginTransactionAsync();
        await using var plain = new NpgsqlCommand(
            """
            WITH run AS (
              INSERT INTO allocation_run (tenant_id, funding_year, scheme, kind, title, state, headcount_basis, assumption_count, blocked_count, created_by, created_at)
              VALUES (app.tid(), $1, 'FiscalSubsidy', 'Trial', 'benchmark', 'Draft', 'Reported', 0, 0, app.uid(), now()) RETURNING id),
            persons AS (
              SELECT region_code, sum(persons)::bigint AS persons FROM headcount WHERE funding_year = $1 AND basis = 'Reported' GROUP BY region_code)
            INSERT INTO allocation_line (tenant_id, run_id, ordinal, region_code, fen, headcount, state, payers, payer_fen)
            SELECT app.tid(), run.id, row_number() OVER (), region_code, persons * 67036, persons, 'Computed', ARRAY[1, 2, 4, 8], array_fill(persons * 67036 / 4, ARRAY[4])
            FROM run, persons
            """,
            connection,
            transaction);
        plain.Parameters.AddWithValue(InventedProvince.Year);
        var rows = await plain.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return rows;
    }

    private async Task<int> ComputeRunAsync()
    {
        var outcome = await compute.HandleAsync(
            Some.FinanceOfficer(Bureau.Henan), new ComputeRun(InventedProvince.Year, Scheme.FiscalSubsidy, RunKind.Trial, "benchmark", HeadcountBasis.Reported, []), CancellationToken.None);
        return outcome.Value is { Lines: InventedProvince.Prefectures * InventedProvince.CountiesEach, Blocked: 0 } run
            ? run.Lines
            : throw new InvalidOperationException($"{outcome.Value.Lines} lines, {outcome.Value.Blocked} blocked.");
    }
}
