using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Rosters;

/// <summary>What holds whatever program writes: each refusal beside the same act done rightly. Every test works in a transaction that is given up.</summary>
public sealed class RosterGuardTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Unique = PostgresErrorCodes.UniqueViolation;
    private const string Exclusion = PostgresErrorCodes.ExclusionViolation;
    private const string ForeignKey = PostgresErrorCodes.ForeignKeyViolation;
    private const string AsSecond = "SELECT set_config('app.user_id', '9508', false);";

    private Task<NpgsqlConnection> OpenAsync() => database.OpenAppAsync(5, Some.FinanceOfficer(Bureau.Lanzhou).UserId);

    [Theory]
    [InlineData(RosterSql.Upload, "Checking", true)]
    [InlineData(RosterSql.Upload, "Previewed", false)]
    [InlineData(RosterSql.Upload, "Committed", false)]
    [InlineData(RosterSql.Check, "Previewed", true)]
    [InlineData(RosterSql.Check, "AwaitingSecond", true)]
    [InlineData(RosterSql.Check, "Refused", true)]
    [InlineData(RosterSql.Check, "Failed", true)]
    [InlineData(RosterSql.Check, "Cancelled", true)]
    [InlineData(RosterSql.Check, "Committed", false)]
    [InlineData(RosterSql.Preview, "Checking", true)]
    [InlineData(RosterSql.Preview, "Committed", true)]
    [InlineData(RosterSql.Preview, "Cancelled", true)]
    [InlineData(RosterSql.Preview, "AwaitingSecond", false)]
    [InlineData(RosterSql.Preview, "Undone", false)]
    [InlineData(RosterSql.AwaitSecond, "Previewed", false)]
    [InlineData(RosterSql.AwaitSecond, "Cancelled", true)]
    [InlineData(RosterSql.OneOfEach, "Undone", true)]
    [InlineData(RosterSql.OneOfEach, "Cancelled", false)]
    [InlineData(RosterSql.OneOfEach, "Previewed", false)]
    public async Task A_batch_takes_only_the_steps_that_there_are(string start, string next, bool allowed)
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await lanzhou.ExecuteAsync(start);
        var stamp = next switch { "Committed" => ", committed_by = app.uid(), committed_at = now()", "Undone" => ", undone_by = app.uid(), undone_at = now()", "Cancelled" => ", cancelled_by = app.uid(), cancelled_at = now()", _ => "" };
        Task<int> Step() => lanzhou.ExecuteAsync($"UPDATE roster_batch SET state = $1, reason = coalesce(reason, CASE WHEN $1 IN ('Refused', 'Failed', 'AwaitingSecond') THEN '原因' END){stamp}", next);
        if (allowed)
        {
            Assert.Equal(1, await Step());
        }
        else
        {
            await Refusal.Of(Refusal.Step, Step);
        }
    }

    [Theory]
    // Stamps and names.
    [InlineData(RosterSql.Upload, Refusal.Stamp, "INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at) SELECT tenant_id, '扶贫', kind, month, regions, file_name, sha256, length, 0, 0, 0, state, 9508, now() FROM roster_batch")]
    [InlineData(RosterSql.Preview, Refusal.Stamp, "UPDATE roster_batch SET state = 'Committed', committed_by = 9508, committed_at = now()")]
    [InlineData(RosterSql.OneOfEach, Refusal.Stamp, "UPDATE roster_batch SET state = 'Undone', undone_by = 9508, undone_at = now()")]
    [InlineData(RosterSql.Preview, Refusal.Stamp, "UPDATE roster_batch SET cancelled_by = app.uid(), cancelled_at = now()")]
    [InlineData(RosterSql.Preview, Refusal.Check, "UPDATE roster_batch SET state = 'Committed'")]
    // 第二人确认比例: of whoever sets it, one after the other, within its bounds, and kept by the batch that was judged by it.
    [InlineData(RosterSql.OneOfEach, Refusal.Stamp, "INSERT INTO second_look_rate (tenant_id, number, per_mille, reason, set_by, set_at) VALUES (app.tid(), 2, 200, '理由', 9508, now())")]
    [InlineData(RosterSql.OneOfEach, Refusal.Check, "INSERT INTO second_look_rate (tenant_id, number, per_mille, reason, set_by, set_at) VALUES (app.tid(), 2, 501, '理由', app.uid(), now())")]
    [InlineData(RosterSql.OneOfEach, Refusal.DoFirst, "INSERT INTO second_look_rate (tenant_id, number, per_mille, reason, set_by, set_at) VALUES (app.tid(), 3, 200, '理由', app.uid(), now())")]
    [InlineData(RosterSql.OneOfEach, Refusal.Frozen, "UPDATE roster_batch SET second_look_rate_id = (SELECT id FROM second_look_rate)")]
    [InlineData(RosterSql.Preview, Refusal.Frozen, "INSERT INTO second_look_rate (tenant_id, number, per_mille, reason, set_by, set_at) VALUES (app.tid(), 1, 500, '理由', app.uid(), now()); UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now(), second_look_rate_id = (SELECT id FROM second_look_rate)")]
    [InlineData(RosterSql.OneOfEach, Refusal.Privilege, "UPDATE second_look_rate SET per_mille = 500")]
    [InlineData(RosterSql.Preview, Refusal.Check, "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid()")]
    [InlineData(RosterSql.Check, Refusal.Check, "UPDATE roster_batch SET state = 'Refused', reason = ' '")]
    // Maker and checker.
    [InlineData(RosterSql.AwaitSecond, Refusal.Stamp, "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now()")]
    [InlineData(RosterSql.AwaitSecond, Refusal.Stamp, "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now(), confirmed_by = app.uid(), confirmed_at = now()")]
    [InlineData(RosterSql.Preview, Refusal.Check, "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now(), confirmed_by = app.uid(), confirmed_at = now()")]
    // What stands.
    [InlineData(RosterSql.Upload, Refusal.Privilege, "UPDATE roster_batch SET sha256 = encode(sha256('b'), 'hex')")]
    [InlineData(RosterSql.Preview, Refusal.Frozen, "UPDATE roster_batch SET rows = 5")]
    [InlineData(RosterSql.Preview, Refusal.Frozen, "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now(), failed = 1")]
    [InlineData(RosterSql.OneOfEach, Refusal.Frozen, "UPDATE roster_batch SET state = 'Undone', undone_by = app.uid(), undone_at = now(), committed_at = now() + interval '1 day'")]
    [InlineData(RosterSql.OneOfEach, Refusal.Privilege, "DELETE FROM roster_batch")]
    [InlineData(RosterSql.Preview, Refusal.Frozen, "DELETE FROM roster_change")]
    [InlineData(RosterSql.OneOfEach, Refusal.Frozen, "DELETE FROM roster_fault")]
    [InlineData(RosterSql.Preview, Refusal.Frozen, "DELETE FROM roster_count")]
    [InlineData(RosterSql.Preview, Refusal.Frozen, "UPDATE roster_batch SET notes = '{另一句}'")]
    [InlineData(RosterSql.Preview, Refusal.Frozen, "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now(), notes = '{另一句}'")]
    [InlineData(RosterSql.Check, Refusal.Privilege, "UPDATE roster_count SET cancelled = 0")]
    [InlineData(RosterSql.OneOfEach, Refusal.Frozen, "INSERT INTO roster_fault (tenant_id, batch_id, row_number, column_title, sentence) SELECT tenant_id, id, 8, '', '迟到。' FROM roster_batch")]
    [InlineData(RosterSql.Check, Refusal.Frozen, "INSERT INTO roster_file (tenant_id, batch_id, chunk, bytes) SELECT tenant_id, id, 1, decode(repeat('00', 29), 'hex') FROM roster_batch")]
    [InlineData(RosterSql.Check, ForeignKey, "INSERT INTO roster_fault (tenant_id, batch_id, row_number, column_title, sentence) VALUES (5, 999999, 1, '', '无此批次。')")]
    [InlineData(RosterSql.Check, ForeignKey, "INSERT INTO roster_change (tenant_id, batch_id, id_number, category, kind, name, region_code, town, village, born, identified, from_month, is_new) SELECT tenant_id, 999999, id_number, category, kind, name, region_code, town, village, born, identified, from_month, is_new FROM roster_change")]
    [InlineData(RosterSql.Check, Refusal.Privilege, "UPDATE roster_change SET name = '李某'")]
    [InlineData(RosterSql.OneOfEach, Refusal.Privilege, "UPDATE roster_file SET bytes = bytes")]
    [InlineData(RosterSql.OneOfEach, Refusal.Privilege, "UPDATE data_key SET fingerprint = sha256('other')")]
    [InlineData(RosterSql.OneOfEach, Unique, "INSERT INTO data_key (tenant_id, fingerprint) VALUES (5, sha256('other'))")]
    // The same file, and the order of batches.
    [InlineData(RosterSql.Upload, Unique, RosterSql.Upload)]
    [InlineData(RosterSql.OneOfEach, Unique, RosterSql.Upload)]
    [InlineData(RosterSql.OneOfEach, Refusal.DoFirst, Second + Stale)]
    [InlineData(RosterSql.OneOfEach, Refusal.DoFirst, Earlier)]
    [InlineData(RosterSql.OneOfEach, Refusal.DoFirst, Second + OnTop + "UPDATE roster_batch SET state = 'Undone', undone_by = app.uid(), undone_at = now() WHERE based_on IS NULL")]
    // Persons and identities.
    [InlineData(RosterSql.OneOfEach, Unique, "INSERT INTO person (tenant_id, id_number, name, region_code, town, village, born) SELECT tenant_id, id_number, '李某', region_code, town, village, born FROM person")]
    [InlineData(RosterSql.OneOfEach, Refusal.Check, "INSERT INTO person (tenant_id, id_number, name, region_code, town, village, born) SELECT tenant_id, '\\x01', '李某', region_code, town, village, born FROM person")]
    [InlineData(RosterSql.OneOfEach, ForeignKey, "UPDATE person SET region_code = '999999'")]
    [InlineData(RosterSql.OneOfEach, Refusal.Privilege, "UPDATE person SET id_number = decode(repeat('02', 16), 'hex')")]
    [InlineData(RosterSql.OneOfEach, ForeignKey, "DELETE FROM person")]
    [InlineData(RosterSql.OneOfEach, Unique, "INSERT INTO membership (tenant_id, person_id, category, authority, identified, from_month, is_new, added_by) SELECT tenant_id, person_id, category, authority, identified, from_month + 2, false, added_by FROM membership")]
    [InlineData(RosterSql.OneOfEach, Refusal.DoFirst, "INSERT INTO membership (tenant_id, person_id, category, authority, identified, from_month, until_month, is_new, added_by, cancelled_by) SELECT tenant_id, person_id, category, authority, identified, from_month - 2, from_month, false, added_by, added_by FROM membership")]
    [InlineData(RosterSql.OneOfEach, Exclusion, "INSERT INTO membership (tenant_id, person_id, category, authority, identified, from_month, until_month, is_new, added_by, cancelled_by) SELECT tenant_id, person_id, category, authority, identified, from_month - n, from_month - 1, false, added_by, added_by FROM membership, generate_series(3, 4) n")]
    [InlineData(RosterSql.OneOfEach, ForeignKey, "INSERT INTO membership (tenant_id, person_id, category, authority, identified, from_month, is_new, added_by) SELECT tenant_id, person_id + n, 'else', authority, identified, from_month, false, added_by FROM membership, generate_series(0, 1) n")]
    [InlineData(RosterSql.OneOfEach, Refusal.Check, "UPDATE membership SET until_month = from_month - 1, cancelled_by = added_by")]
    [InlineData(RosterSql.OneOfEach, Refusal.Check, "UPDATE membership SET until_month = from_month")]
    [InlineData(RosterSql.OneOfEach, Refusal.Frozen, "UPDATE membership SET until_month = from_month, cancelled_by = 999999")]
    [InlineData(RosterSql.OneOfEach, Refusal.Privilege, "UPDATE membership SET from_month = from_month - 1")]
    [InlineData(RosterSql.OneOfEach, Refusal.Frozen, "DELETE FROM membership")]
    [InlineData(RosterSql.OneOfEach, Refusal.Frozen, "INSERT INTO membership (tenant_id, person_id, category, authority, identified, from_month, is_new, added_by) SELECT tenant_id, person_id, category, '扶贫', identified, from_month, false, added_by FROM membership")]
    [InlineData(RosterSql.OneOfEach, Refusal.Frozen, RosterSql.UndoStep + "; INSERT INTO membership (tenant_id, person_id, category, authority, identified, from_month, is_new, added_by) SELECT tenant_id, person_id, 'else', authority, identified, from_month, false, added_by FROM membership")]
    public async Task What_would_hurt_the_rosters_is_refused(string start, string sqlState, string act)
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await lanzhou.ExecuteAsync(start);
        await Refusal.Of(sqlState, () => lanzhou.ExecuteAsync(act));
    }

    [Theory]
    [InlineData(RosterSql.OneOfEach, Second + OnTop)]
    [InlineData(RosterSql.OneOfEach, RosterSql.UndoStep + ";" + RosterSql.Upload)]
    [InlineData(RosterSql.Upload, "UPDATE roster_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = now();" + RosterSql.Upload)]
    [InlineData(RosterSql.AwaitSecond, AsSecond + "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now(), confirmed_by = app.uid(), confirmed_at = now()")]
    [InlineData(RosterSql.Preview, AsSecond + RosterSql.CommitStep)]
    [InlineData(RosterSql.Preview, "UPDATE roster_batch SET state = 'Checking'; DELETE FROM roster_change; DELETE FROM roster_fault")]
    [InlineData(RosterSql.OneOfEach, "UPDATE membership SET until_month = from_month, cancelled_by = added_by; UPDATE membership SET until_month = NULL, cancelled_by = NULL")]
    [InlineData(RosterSql.OneOfEach, "INSERT INTO membership (tenant_id, person_id, category, authority, identified, from_month, until_month, is_new, added_by, cancelled_by) SELECT tenant_id, person_id, category, authority, identified, from_month - n, from_month - n, false, added_by, added_by FROM membership, generate_series(1, 3) n")]
    [InlineData(RosterSql.OneOfEach, RosterSql.UndoStep + "; DELETE FROM membership; DELETE FROM person")]
    [InlineData(RosterSql.OneOfEach, "UPDATE person SET name = '李某', region_code = '620102'")]
    public async Task The_same_done_rightly_is_done(string start, string act)
    {
        await using var lanzhou = await OpenAsync();
        await using var transaction = await lanzhou.BeginTransactionAsync();
        await lanzhou.ExecuteAsync(start);
        Assert.True(await lanzhou.ExecuteAsync(act) > 0);
    }

    [Fact]
    public async Task Two_people_cannot_commit_two_batches_on_one()
    {
        var ids = new List<long>();
        foreach (var file in new[] { "x", "y" })
        {
            await using var author = await OpenAsync();
            ids.Add(await author.ScalarAsync<long>(
                """
                INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at)
                VALUES (5, '残联', 'Full', 24250, '{}', '甲.xlsx', encode(sha256($1::bytea), 'hex'), 1, 0, 0, 0, 'Uploaded', app.uid(), now()) RETURNING id
                """,
                System.Text.Encoding.ASCII.GetBytes(file)));
            await author.ExecuteAsync("UPDATE roster_batch SET state = 'Checking' WHERE state = 'Uploaded'; UPDATE roster_batch SET state = 'Previewed' WHERE state = 'Checking'");
        }

        const string commit = "UPDATE roster_batch SET state = 'Committed', committed_by = app.uid(), committed_at = now() WHERE id = $1";
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await using var transaction = await first.BeginTransactionAsync();
        await first.ExecuteAsync(commit, ids[0]);
        var waiting = second.ExecuteAsync(commit, ids[1]); // sees nothing of the first yet, and waits for it at the index
        await database.WaitsAsync(waiting, $"pid = {second.ProcessID}");
        await transaction.CommitAsync();
        await Refusal.Of(Unique, () => waiting);
        await Refusal.Of(Refusal.DoFirst, () => second.ExecuteAsync(commit, ids[1]));
        Assert.Equal(1, await second.ExecuteAsync("UPDATE roster_batch SET state = 'Checking' WHERE id = $1", ids[1]));
    }

    /// <summary>Another file of the same authority, compared when the first was not yet committed.</summary>
    private const string Second =
        """
        INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at)
        VALUES (app.tid(), '民政', 'Full', 24250, '{}', '乙.xlsx', encode(sha256('b'), 'hex'), 1, 0, 0, 0, 'Uploaded', app.uid(), now());
        UPDATE roster_batch SET state = 'Checking' WHERE state = 'Uploaded';
        """;

    private const string Stale = "UPDATE roster_batch SET state = 'Previewed' WHERE state = 'Checking';" + RosterSql.CommitStep;

    private const string OnTop =
        "UPDATE roster_batch SET based_on = (SELECT id FROM roster_batch WHERE tenant_id = app.tid() AND state = 'Committed') WHERE state = 'Checking';" + Stale + ";";

    private const string Earlier =
        """
        INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at)
        SELECT 5, '民政', 'Full', 24249, '{}', '丙.xlsx', encode(sha256('c'), 'hex'), 1, 0, 0, 0, 'Uploaded', app.uid(), now();
        UPDATE roster_batch SET state = 'Checking' WHERE state = 'Uploaded';
        """ + OnTop;
}
