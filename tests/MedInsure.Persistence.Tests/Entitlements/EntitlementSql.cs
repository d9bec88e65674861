namespace MedInsure.Persistence.Tests.Entitlements;

/// <summary>资助认定 in plain SQL, for the bureau and the person of the connection.</summary>
internal static class EntitlementSql
{
    public const string Queue =
        """
        INSERT INTO entitlement_run (tenant_id, coverage_year, funding_year, month, number, state, engine, persons, due, settled, top_up, confirm, none, unknown, due_fen, top_up_fen, made_by, made_at)
        VALUES (app.tid(), 2021, 2020, 24250, 0, 'Queued', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, app.uid(), now());
        """;

    /// <summary>One, where there is none yet.</summary>
    public const string AnyRun =
        """
        INSERT INTO entitlement_run (tenant_id, coverage_year, funding_year, month, number, state, engine, persons, due, settled, top_up, confirm, none, unknown, due_fen, top_up_fen, made_by, made_at)
        SELECT app.tid(), 2021, 2020, 24250, 0, 'Queued', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, app.uid(), now() WHERE NOT EXISTS (SELECT FROM entitlement_run WHERE tenant_id = app.tid());
        """;

    /// <summary>A top-up of 180 for person 7 and 180 too much for person 8.</summary>
    public const string Parts =
        """
        INSERT INTO entitlement_choice (tenant_id, run_id, id, region_code, age_class, categories, state, contribution_fen, amount_fen, winner, mode, gaps, has_bound)
        SELECT tenant_id, id, 1, '620123', 0, '{orphan}', 'Amount', 28000, 28000, 'orphan', 'OnBehalf', '{}', false FROM entitlement_run WHERE tenant_id = app.tid() AND state = 'Queued';
        INSERT INTO entitlement (tenant_id, run_id, person_id, region_code, choice_id, state, paid_fen, difference_fen)
        SELECT tenant_id, id, person, '620123', 1, state_number, 10000, difference FROM entitlement_run, (VALUES (7, 2::smallint, 18000), (8, 3::smallint, -18000)) AS p (person, state_number, difference)
        WHERE tenant_id = app.tid() AND state = 'Queued';
        INSERT INTO entitlement_total (tenant_id, run_id, region_code, choice_id, state, persons, paid_fen, difference_fen)
        SELECT tenant_id, id, '620123', 1, state_number, 1, 10000, 18000 FROM entitlement_run, (VALUES (2::smallint), (3::smallint)) AS s (state_number) WHERE tenant_id = app.tid() AND state = 'Queued';
        """;

    public const string End =
        """
        UPDATE entitlement_run SET state = 'Computed', engine = 1, policies = '{}', rosters = '[]', input_hash = encode(sha256('a'), 'hex'), outcome_hash = encode(sha256('b'), 'hex'), computed_at = now(),
          persons = 2, top_up = 1, confirm = 1, top_up_fen = 18000 WHERE tenant_id = app.tid() AND state = 'Queued';
        """;

    public const string Computed = Queue + Parts + End;

    public const string Decide = "INSERT INTO entitlement_decision (tenant_id, coverage_year, person_id, run_id, kind, amount_fen, reason, decided_by, decided_at) SELECT tenant_id, 2021, 7, max(id), 'Pay', 18000, NULL, app.uid(), now() FROM entitlement_run WHERE tenant_id = app.tid() GROUP BY tenant_id;";

    /// <summary>A row in each table.</summary>
    public const string OneOfEach = Computed + Decide;
}
