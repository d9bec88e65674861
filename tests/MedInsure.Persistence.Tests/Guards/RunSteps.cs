using MedInsure.Rules.Access;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Guards;

/// <summary>The steps of a run in Lanzhou as plain SQL of the app role, each by the person who may take it.</summary>
internal sealed class RunSteps(TestDatabase database)
{
    public static readonly Actor Maker = Some.FinanceOfficer(Bureau.Lanzhou);
    public static readonly Actor Checker = Some.Reviewer(Bureau.Lanzhou);
    public static readonly Actor Releaser = Some.SecondReviewer(Bureau.Lanzhou);

    public async Task<long> CreateAsync()
    {
        await using var maker = await OpenAsync(Maker);
        return await maker.ScalarAsync<long>(
            """
            INSERT INTO allocation_run (tenant_id, number, funding_year, scheme, kind, title, state, headcount_basis, assumption_count, blocked_count, created_by, created_at)
            VALUES (5, 0, 2020, 'FiscalSubsidy', 'Trial', '试算', 'Draft', 'Reported', 0, 0, $1, now()) RETURNING id
            """,
            Maker.UserId);
    }

    /// <summary>A computed run with one computed line for 榆中县 and, when asked, a blocked one for 永登县.</summary>
    public async Task<long> ComputedAsync(bool blocked = false, int assumptions = 0)
    {
        var run = await CreateAsync();
        await using var maker = await OpenAsync(Maker);
        await AddLineAsync(maker, run, 1, "620123", 816);
        if (blocked)
        {
            await AddLineAsync(maker, run, 2, "620121", null);
        }

        await maker.ExecuteAsync(
            """
            UPDATE allocation_run SET state = 'Computed', snapshot = '{}', outcome = '{}', input_hash = 'i', output_hash = 'o', engine_version = '1',
                   assumption_count = $2, blocked_count = $3, computed_by = app.uid(), computed_at = now() WHERE id = $1
            """,
            run,
            assumptions,
            blocked ? 1 : 0);
        return run;
    }

    public async Task<long> InReviewAsync(bool blocked = false, int assumptions = 0)
    {
        var run = await ComputedAsync(blocked, assumptions);
        await StepAsync(Maker, run, Submit);
        return run;
    }

    public async Task<long> ApprovedAsync(bool blocked = false)
    {
        var run = await InReviewAsync(blocked);
        await StepAsync(Checker, run, Approve);
        return run;
    }

    public async Task<long> ReleasedAsync()
    {
        var run = await ApprovedAsync();
        await StepAsync(Releaser, run, Release);
        return run;
    }

    public const string Submit = "state = 'InReview', submitted_by = app.uid(), submitted_at = now()";
    public const string Approve = "state = 'Approved', approved_by = app.uid(), approved_at = now()";
    public const string Release = "state = 'Released', released_by = app.uid(), released_at = now()";
    public const string Return = "state = 'Computed', submitted_by = NULL, submitted_at = NULL, approved_by = NULL, approved_at = NULL";

    /// <summary>Writes the columns as this person.</summary>
    public async Task StepAsync(Actor person, long run, string columns)
    {
        await using var connection = await OpenAsync(person);
        Assert.Equal(1, await connection.ExecuteAsync($"UPDATE allocation_run SET {columns} WHERE tenant_id = 5 AND id = $1", run));
    }

    public async Task<string> StateAsync(long run)
    {
        await using var connection = await OpenAsync(Maker);
        return await connection.ScalarAsync<string>("SELECT state FROM allocation_run WHERE id = $1", run);
    }

    public static Task<int> AddLineAsync(NpgsqlConnection connection, long run, int ordinal, string region, long? fen) =>
        connection.ExecuteAsync(
            """
            INSERT INTO allocation_line (tenant_id, run_id, ordinal, region_code, payers, payer_fen, fen, headcount, state)
            VALUES (5, $1, $2, $3, CASE WHEN $4::bigint IS NULL THEN '{}'::int[] ELSE '{4}' END, array_remove(ARRAY[$4::bigint], NULL), $4::bigint, 100, $5)
            """,
            run,
            ordinal,
            region,
            fen,
            fen is null ? "WaitingForBasis" : "Computed");

    public Task<NpgsqlConnection> OpenAsync(Actor person) => database.OpenAppAsync(person.TenantId, person.UserId);
}
