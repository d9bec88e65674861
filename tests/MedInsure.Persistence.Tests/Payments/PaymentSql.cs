using MedInsure.Persistence.Tests.Entitlements;

namespace MedInsure.Persistence.Tests.Payments;

/// <summary>缴费、支付、三方比对 in plain SQL, for 兰州. Persons: 9505 (经办甲) makes, 9504 (财务甲) sends and books.</summary>
internal static class PaymentSql
{
    public const string AsMaker = "SELECT set_config('app.user_id', '9505', false);";

    public const string AsChecker = "SELECT set_config('app.user_id', '9504', false);";

    /// <summary>张某 of 榆中县, with no identity: the guards of payments do not ask for one.</summary>
    public const string Person =
        "INSERT INTO person (tenant_id, id_number, name, region_code, town, village, born) VALUES (app.tid(), decode(repeat('0a', 16), 'hex'), '张某', '620123', '', '', '2010-01-01') ON CONFLICT DO NOTHING;";

    public const string Upload =
        """
        INSERT INTO contribution_batch (tenant_id, coverage_year, file_name, sha256, length, rows, ok, failed, total_fen, state, made_by, made_at)
        VALUES (app.tid(), 2021, '缴费.csv', encode(sha256('c'), 'hex'), 1, 0, 0, 0, 0, 'Uploaded', app.uid(), now());
        INSERT INTO contribution_file (tenant_id, batch_id, chunk, bytes) SELECT tenant_id, id, 0, decode(repeat('00', 29), 'hex') FROM contribution_batch WHERE tenant_id = app.tid() AND state = 'Uploaded';
        """;

    public const string Check =
        Upload +
        """
        UPDATE contribution_batch SET state = 'Checking' WHERE state = 'Uploaded';
        INSERT INTO contribution_fault (tenant_id, batch_id, row_number, column_title, sentence) SELECT tenant_id, id, 7, '姓名', '没有填姓名，请补填。' FROM contribution_batch WHERE state = 'Checking';
        INSERT INTO contribution_row (tenant_id, batch_id, row_number, id_number, name, coverage_year, amount_fen, paid_on, standing)
        SELECT tenant_id, id, 2, decode(repeat('0a', 16), 'hex'), '张某', 2021, 28000, '2020-11-20', 'New' FROM contribution_batch WHERE state = 'Checking';
        """;

    public const string Preview = Check + "UPDATE contribution_batch SET state = 'Previewed' WHERE state = 'Checking';";

    /// <summary>张某 paid 280 元 for 2021.</summary>
    public const string Contribution =
        Preview +
        """
        UPDATE contribution_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now() WHERE state = 'Previewed';
        INSERT INTO contribution (tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on)
        SELECT tenant_id, id, decode(repeat('0a', 16), 'hex'), '张某', 2021, 28000, '2020-11-20' FROM contribution_batch WHERE state = 'Committed';
        """;

    public const string UndoStep = "UPDATE contribution_batch SET state = 'Undone', undone_by = app.uid(), undone_at = now() WHERE state = 'Committed'";

    /// <summary>A batch of 200 元 to the card, planned by 经办甲.</summary>
    public const string Plan = AsMaker + Person + Batch + Items;

    public const string Batch =
        EntitlementSql.AnyRun +
        """
        INSERT INTO payment_batch (tenant_id, coverage_year, month, mode, region_code, run_id, number, state, items, total_fen, made_by, made_at)
        SELECT app.tid(), 2021, 24251, 'Card', '620123', (SELECT max(id) FROM entitlement_run), 1 + (SELECT count(*) FROM payment_batch), 'Planned', 1, 20000, app.uid(), now();
        """;

    public const string Items =
        """
        INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, changed_by, changed_at)
        SELECT b.tenant_id, b.id, 1, p.id, 2021, b.mode, 20000, 28000, '620123', b.run_id, 'Planned', app.uid(), now()
        FROM payment_batch b, person p WHERE b.state = 'Planned' AND p.id_number = decode(repeat('0a', 16), 'hex');
        """;

    public const string SendStep =
        "UPDATE payment_batch SET state = 'Sent', file_sha256 = encode(sha256('f'), 'hex'), sent_by = app.uid(), sent_at = now() WHERE state = 'Planned';" +
        "UPDATE payment_item SET state = 'Sent', changed_by = app.uid(), changed_at = now() WHERE state = 'Planned';";

    public const string PayStep = "UPDATE payment_item SET state = 'Paid', changed_by = app.uid(), changed_at = now() WHERE state = 'Sent'";

    public const string BounceStep = "UPDATE payment_item SET state = 'Bounced', reason = '账户不存在', changed_by = app.uid(), changed_at = now() WHERE state = 'Sent'";

    public const string ReverseStep = "UPDATE payment_item SET state = 'Reversed', reason = '重复发放', changed_by = app.uid(), changed_at = now() WHERE state = 'Paid'";

    public const string CloseStep = "UPDATE payment_batch SET state = 'Closed', closed_by = app.uid(), closed_at = now() WHERE state = 'Sent'";

    public const string CancelStep =
        "UPDATE payment_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now() WHERE state = 'Planned';" +
        "UPDATE payment_item SET state = 'Withdrawn', changed_by = app.uid(), changed_at = now() WHERE state = 'Planned'";

    public const string Sent = Plan + AsChecker + SendStep;

    public const string Paid = Sent + PayStep + ";";

    public const string Case =
        """
        INSERT INTO match_case (tenant_id, coverage_year, kind, id_number, name, region_code, subsidy_fen, first_seen, last_seen, state)
        VALUES (app.tid(), 2021, 'SubsidisedNotEnrolled', decode(repeat('0a', 16), 'hex'), '张某', '620123', 20000, now(), now(), 'Open');
        """;

    public const string ResolveStep = "UPDATE match_case SET state = 'Resolved', resolution = 'Justified', reason = '已在外省参保。', resolved_by = app.uid(), resolved_at = now() WHERE state = 'Open'";

    public const string Death = "INSERT INTO death_mark (tenant_id, id_number, died_on, basis, noted_by, noted_at) VALUES (app.tid(), decode(repeat('0a', 16), 'hex'), '2020-10-05', '县民政局10月死亡名单', app.uid(), now());";

    /// <summary>A row in each table.</summary>
    public const string OneOfEach =
        Contribution + Sent +
        "INSERT INTO payment_file (tenant_id, batch_id, chunk, bytes) SELECT tenant_id, id, 0, decode(repeat('00', 29), 'hex') FROM payment_batch WHERE state = 'Sent';" +
        Case + Death;
}
