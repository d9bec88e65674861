namespace MedInsure.Persistence.Tests.Rosters;

/// <summary>名单 in plain SQL, for the bureau and the person of the connection.</summary>
internal static class RosterSql
{
    /// <summary>A batch of 民政 for 2020-11, uploaded.</summary>
    public const string Upload =
        """
        INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at)
        VALUES (app.tid(), '民政', 'Full', 24250, '{}', '甲.xlsx', encode(sha256('a'), 'hex'), 1, 0, 0, 0, 'Uploaded', app.uid(), now());
        INSERT INTO roster_file (tenant_id, batch_id, chunk, bytes) SELECT tenant_id, id, 0, decode(repeat('00', 29), 'hex') FROM roster_batch WHERE tenant_id = app.tid() AND state = 'Uploaded';
        """;

    /// <summary>Being checked, with a fault and a change.</summary>
    public const string Check =
        Upload +
        """
        UPDATE roster_batch SET state = 'Checking' WHERE tenant_id = app.tid() AND state = 'Uploaded';
        INSERT INTO roster_fault (tenant_id, batch_id, row_number, column_title, sentence) SELECT tenant_id, id, 7, '姓名', '没有填姓名，请补填。' FROM roster_batch WHERE tenant_id = app.tid() AND state = 'Checking';
        INSERT INTO roster_change (tenant_id, batch_id, id_number, category, kind, row_number, name, region_code, town, village, born, identified, from_month, is_new)
        SELECT tenant_id, id, decode(repeat('01', 16), 'hex'), 'orphans', 'Added', 2, '张某', '620123', '', '', '2010-01-01', '2020-11-20', 24250, true FROM roster_batch WHERE tenant_id = app.tid() AND state = 'Checking';
        """;

    public const string Counted =
        Check +
        """
        INSERT INTO roster_count (tenant_id, batch_id, region_code, category, held_before, held_after, added, changed, cancelled, restored)
        SELECT tenant_id, id, '620123', 'orphans', 0, 1, 1, 0, 0, 0 FROM roster_batch WHERE tenant_id = app.tid() AND state = 'Checking';
        """;

    public const string Preview = Counted + "UPDATE roster_batch SET state = 'Previewed' WHERE tenant_id = app.tid() AND state = 'Checking';";

    public const string AwaitSecond = Counted + "UPDATE roster_batch SET state = 'AwaitingSecond', reason = '人数减少。' WHERE tenant_id = app.tid() AND state = 'Checking';";

    public const string CommitStep = "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now() WHERE tenant_id = app.tid() AND state = 'Previewed'";

    public const string UndoStep = "UPDATE roster_batch SET state = 'Undone', undone_by = app.uid(), undone_at = now() WHERE tenant_id = app.tid() AND state = 'Committed'";

    /// <summary>A row in each table: committed, with its person and an open identity.</summary>
    public const string OneOfEach =
        Preview + CommitStep +
        """
        ;
        INSERT INTO second_look_rate (tenant_id, number, per_mille, reason, set_by, set_at) VALUES (app.tid(), 1, 125, '内部口径', app.uid(), now());
        INSERT INTO data_key (tenant_id, fingerprint) VALUES (app.tid(), sha256('key'));
        INSERT INTO person (tenant_id, id_number, name, region_code, town, village, born) VALUES (app.tid(), decode(repeat('01', 16), 'hex'), '张某', '620123', '', '', '2010-01-01');
        INSERT INTO membership (tenant_id, person_id, category, authority, from_month, identified, is_new, added_by)
        SELECT b.tenant_id, p.id, 'orphans', b.authority, 24250, '2020-11-20', true, b.id FROM roster_batch b, person p WHERE b.tenant_id = app.tid() AND p.tenant_id = app.tid();
        """;
}
