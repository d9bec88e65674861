using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Entitlements;

/// <summary>What holds whatever program writes: each refusal beside the same act done rightly. Every test works in a transaction that is given up.</summary>
public sealed class EntitlementGuardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Unique = PostgresErrorCodes.UniqueViolation;
    private const string Row = "INSERT INTO entitlement (tenant_id, run_id, person_id, region_code, choice_id, state, paid_fen, difference_fen) SELECT tenant_id, id, 9, '620123', 1, 0, 0, 28000 FROM entitlement_run";
    private const string Decision = "INSERT INTO entitlement_decision (tenant_id, coverage_year, person_id, run_id, kind, amount_fen, reason, decided_by, decided_at) SELECT tenant_id, 2021, ";

    private Task<NpgsqlConnection> OpenAsync() => database.OpenAppAsync(5, Some.Clerk(Bureau.Lanzhou).UserId);

    [Theory]
    // One at a time, in one's own name, in steps.
    [InlineData(EntitlementSql.Queue, Unique, EntitlementSql.Queue)]
    [InlineData("SELECT 1", Refusal.Stamp, "INSERT INTO entitlement_run (tenant_id, coverage_year, funding_year, month, number, state, engine, persons, due, settled, top_up, confirm, none, unknown, due_fen, top_up_fen, made_by, made_at) VALUES (5, 2021, 2020, 24250, 0, 'Queued', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9508, now())")]
    [InlineData("SELECT 1", Refusal.Step, "INSERT INTO entitlement_run (tenant_id, coverage_year, funding_year, month, number, state, engine, persons, due, settled, top_up, confirm, none, unknown, due_fen, top_up_fen, made_by, made_at) VALUES (5, 2021, 2020, 24250, 0, 'Cancelled', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, app.uid(), now())")]
    [InlineData(EntitlementSql.Queue, Refusal.Privilege, "UPDATE entitlement_run SET month = 24251")]
    [InlineData(EntitlementSql.Queue, Refusal.Step, "UPDATE entitlement_run SET due_fen = 1")]
    [InlineData(EntitlementSql.Queue, Refusal.Check, "UPDATE entitlement_run SET state = 'Failed'")]
    [InlineData(EntitlementSql.Queue, Refusal.Check, "UPDATE entitlement_run SET state = 'Computed'")]
    [InlineData(EntitlementSql.Queue + EntitlementSql.Parts, Refusal.Frozen, "UPDATE entitlement_run SET state = 'Computed', engine = 1, policies = '{}', rosters = '[]', input_hash = encode(sha256('a'), 'hex'), outcome_hash = encode(sha256('b'), 'hex'), computed_at = now(), persons = 3, due = 3")]
    // A computed run stands.
    [InlineData(EntitlementSql.Computed, Refusal.Frozen, "UPDATE entitlement_run SET due_fen = 1")]
    [InlineData(EntitlementSql.Computed, Refusal.Frozen, "UPDATE entitlement_run SET state = 'Failed', reason = '重来'")]
    [InlineData(EntitlementSql.Computed, Refusal.Privilege, "DELETE FROM entitlement_run")]
    [InlineData(EntitlementSql.Computed, Refusal.Privilege, "DELETE FROM entitlement")]
    [InlineData(EntitlementSql.Computed, Refusal.Privilege, "UPDATE entitlement SET difference_fen = 0")]
    [InlineData(EntitlementSql.Computed, Refusal.Privilege, "UPDATE entitlement_choice SET amount_fen = 1")]
    [InlineData(EntitlementSql.Computed, Refusal.Frozen, Row)]
    [InlineData(EntitlementSql.Computed + EntitlementSql.Queue, Refusal.Privilege, Row)] // one row for each of two runs, of which one is queued
    [InlineData(EntitlementSql.Computed, Refusal.Frozen, "INSERT INTO entitlement_total (tenant_id, run_id, region_code, choice_id, state, persons, paid_fen, difference_fen) SELECT tenant_id, run_id, '620102', 1, 2, 1, 0, 0 FROM entitlement_total WHERE state = 2")]
    [InlineData(EntitlementSql.Computed, Refusal.Frozen, "INSERT INTO entitlement_choice (tenant_id, run_id, id, region_code, age_class, categories, state, gaps, problem, has_bound) SELECT tenant_id, run_id, 2, '620123', 0, '{}', 'None', '{}', '没有。', false FROM entitlement_choice")]
    [InlineData(EntitlementSql.Queue, Refusal.Privilege, "INSERT INTO entitlement (tenant_id, run_id, person_id, region_code, choice_id, state, paid_fen) VALUES (5, 999999, 1, '620123', 1, 5, 0)")]
    // Decisions: of the run's proposals, on the newest run, in one's own name, once.
    [InlineData(EntitlementSql.Queue + EntitlementSql.Parts, Refusal.Step, EntitlementSql.Decide)]
    [InlineData(EntitlementSql.Computed, Refusal.Step, Decision + "7, id, 'Recover', 18000, '理由', app.uid(), now() FROM entitlement_run")]
    [InlineData(EntitlementSql.Computed, Refusal.Step, Decision + "8, id, 'Pay', 18000, NULL, app.uid(), now() FROM entitlement_run")]
    [InlineData(EntitlementSql.Computed, Refusal.Step, Decision + "7, id, 'Pay', 18001, NULL, app.uid(), now() FROM entitlement_run")]
    [InlineData(EntitlementSql.Computed, Refusal.Step, Decision + "6, id, 'Pay', 18000, NULL, app.uid(), now() FROM entitlement_run")]
    [InlineData(EntitlementSql.Computed, Refusal.Stamp, Decision + "7, id, 'Pay', 18000, NULL, 9508, now() FROM entitlement_run")]
    [InlineData(EntitlementSql.Computed, Refusal.Check, Decision + "8, id, 'Keep', 18000, ' ', app.uid(), now() FROM entitlement_run")]
    [InlineData(EntitlementSql.Computed + EntitlementSql.Computed, Refusal.DoFirst, Decision + "7, min(id), 'Pay', 18000, NULL, app.uid(), now() FROM entitlement_run GROUP BY tenant_id")]
    [InlineData(EntitlementSql.OneOfEach, Unique, EntitlementSql.Decide)]
    [InlineData(EntitlementSql.OneOfEach, Refusal.Privilege, "UPDATE entitlement_decision SET kind = 'Keep', reason = '改'")]
    [InlineData(EntitlementSql.OneOfEach, Refusal.Privilege, "DELETE FROM entitlement_decision")]
    public async Task What_would_bend_an_entitlement_is_refused(string start, string sqlState, string act)
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await lanzhou.ExecuteAsync(start);
        await Refusal.Of(sqlState, () => lanzhou.ExecuteAsync(act));
    }

    [Theory]
    [InlineData(EntitlementSql.Queue, "UPDATE entitlement_run SET state = 'Cancelled'")]
    [InlineData(EntitlementSql.Queue, "UPDATE entitlement_run SET state = 'Failed', reason = '处理中断。'")]
    [InlineData(EntitlementSql.Queue, Row)]
    [InlineData(EntitlementSql.Computed, EntitlementSql.Queue)]
    [InlineData(EntitlementSql.Computed + EntitlementSql.Computed, EntitlementSql.Decide)]
    [InlineData(EntitlementSql.Computed, Decision + "8, id, 'Recover', 18000, '重复享受', app.uid(), now() FROM entitlement_run")]
    [InlineData(EntitlementSql.Computed, Decision + "8, id, 'Keep', 18000, '年度内不追回', app.uid(), now() FROM entitlement_run")]
    public async Task The_same_done_rightly_is_done(string start, string act)
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await lanzhou.ExecuteAsync(start);
        Assert.True(await lanzhou.ExecuteAsync(act) > 0);
    }

    [Fact]
    public async Task Runs_are_counted_within_their_coverage_year()
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await lanzhou.ExecuteAsync(EntitlementSql.Computed + EntitlementSql.Computed + EntitlementSql.Queue.Replace("2021", "2022", StringComparison.Ordinal));
        Assert.Equal(["2021/1", "2021/2", "2022/1"], await lanzhou.ColumnAsync("SELECT coverage_year || '/' || number FROM entitlement_run ORDER BY id"));
    }
}
