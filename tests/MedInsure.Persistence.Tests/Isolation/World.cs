using MedInsure.Persistence.Tests.Entitlements;
using MedInsure.Persistence.Tests.Guards;
using MedInsure.Persistence.Tests.Payments;
using MedInsure.Persistence.Tests.Rosters;
using MedInsure.Rules.Access;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Isolation;

/// <summary>
/// At least one row of Lanzhou in every table that has a tenant, so that "nobody else sees it" is never true for want of rows; and a
/// published and a draft policy of Lanzhou, Gansu, Anhui and the national bureau.
/// </summary>
internal sealed class World(TestDatabase database)
{
    public async Task FillAsync()
    {
        foreach (var bureau in new[] { Bureau.National, Bureau.Gansu, Bureau.Anhui, Bureau.Lanzhou })
        {
            await PublishAsync(bureau, 1);
            await DraftAsync(bureau, 2);
        }

        await using var maker = await OpenAsync(RunSteps.Maker);
        await maker.ExecuteAsync(
            """
            INSERT INTO import_batch (tenant_id, template, file_sha256, file_name, file, funding_year, state, row_count, error_count, created_by, created_at)
            VALUES (5, 'headcount/1', 'abc', '人数.xlsx', '\x00', 2020, 'Uploaded', 0, 0, app.uid(), now());
            INSERT INTO headcount (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, is_sample, source)
            VALUES (5, 2020, '620123', 'Reported', 'HouseholdRegister', '2020-06-30', 100, false, '录入');
            INSERT INTO user_session (tenant_id, id, user_id, started_at, last_seen_at, expires_at) VALUES (5, gen_random_uuid(), app.uid(), now(), now(), now());
            INSERT INTO user_preference (tenant_id, user_id, key, value) VALUES (5, app.uid(), 'unit', '万元');
            INSERT INTO user_region (tenant_id, user_id, region_code) VALUES (5, app.uid(), '620123');
            INSERT INTO audit_entry (tenant_id, act, subject) VALUES (5, 'Test', 'world');
            INSERT INTO filing (tenant_id, recipient_tenant_id, funding_year, letter_number, title, state, text, text_sha256, created_by, created_at, filed_by, filed_at)
            SELECT 5, 4, 2020, '兰医保〔2020〕' || state || '号', '', state, '{}', encode(sha256('{}'), 'hex'), app.uid(), now(),
                   CASE WHEN state = 'Filed' THEN app.uid() END, CASE WHEN state = 'Filed' THEN now() END
            FROM unnest(ARRAY['Filed', 'Draft']) AS state;
            """);
        await ReleaseRunAsync(maker);
        await ConfigureAsync();

        // Lanzhou has no pooling regions of its own; the owner gives it one.
        await using var owner = await database.OpenOwnerAsync();
        await owner.ExecuteAsync("SELECT set_config('app.tenant_id', '5', false)");
        await owner.ExecuteAsync(
            """
            WITH unit AS (
              INSERT INTO pooling_region (tenant_id, insurance, name, seat, valid_from, source) VALUES (5, 'Basic', '兰州市', '620100', '2020-01-01', '') RETURNING id)
            INSERT INTO pooling_member (tenant_id, pooling_region_id, region_code, insurance, valid_from) SELECT 5, id, '620123', 'Basic', '2020-01-01' FROM unit
            """);
    }

    public async Task<long> DraftAsync(Bureau bureau, int version)
    {
        await using var author = await OpenAsync(Some.PolicyAdministrator(bureau));
        return await author.ScalarAsync<long>(
            """
            INSERT INTO policy_version (tenant_id, funding_year, version_number, title, state, text, text_sha256, content_hash, author_id, created_at)
            VALUES (app.tid(), 2020, $1, '政策', 'Draft', '{}', encode(sha256('{}'), 'hex'), '', app.uid(), now()) RETURNING id
            """,
            version);
    }

    public async Task<long> PublishAsync(Bureau bureau, int version)
    {
        var id = await DraftAsync(bureau, version);
        await SubmitAsync(bureau, id);
        await using var reviewer = await OpenAsync(Some.Reviewer(bureau));
        await reviewer.ExecuteAsync(
            "UPDATE policy_version SET state = 'Published', reviewer_id = app.uid(), reviewed_at = now(), publisher_id = app.uid(), published_at = now() WHERE tenant_id = app.tid() AND id = $1",
            id);
        return id;
    }

    public async Task SubmitAsync(Bureau bureau, long version)
    {
        await using var author = await OpenAsync(Some.PolicyAdministrator(bureau));
        await author.ExecuteAsync("UPDATE policy_version SET state = 'InReview' WHERE tenant_id = app.tid() AND id = $1", version);
    }

    public Task<NpgsqlConnection> OpenAsync(Actor person) => database.OpenAppAsync(person.TenantId, person.UserId);

    /// <summary>What grows around Lanzhou's draft and its published version; and a decision of its own, which only a superuser can put there, since nobody files with a city.</summary>
    private async Task ConfigureAsync()
    {
        await using var author = await OpenAsync(Some.PolicyAdministrator(Bureau.Lanzhou));
        await author.ExecuteAsync(
            """
            INSERT INTO policy_opinion (tenant_id, version_id, act, by_user, at) SELECT 5, id, 'CreateDraft', app.uid(), now() FROM policy_version WHERE tenant_id = 5 AND state = 'Draft';
            INSERT INTO policy_note (tenant_id, version_id, finding_key, text, by_user, at) SELECT 5, id, 'k', '理由', app.uid(), now() FROM policy_version WHERE tenant_id = 5 AND state = 'Draft';
            INSERT INTO policy_confirmation (tenant_id, version_id, path, way, raw, by_user, at) SELECT 5, id, '/p', 'Changed', '1', app.uid(), now() FROM policy_version WHERE tenant_id = 5 AND state = 'Draft';
            INSERT INTO policy_basis (tenant_id, version_id, issuer_tenant_id, issuer_version_id)
            SELECT 5, own.id, above.tenant_id, above.id FROM policy_version own, policy_version above WHERE own.tenant_id = 5 AND own.state = 'Published' AND above.tenant_id = 4 AND above.state = 'Published' LIMIT 1;
            """);
        await author.ExecuteAsync(
            """
            INSERT INTO office_deadline (tenant_id, funding_year, kind, subject, actor, due, reason, by_user, at) VALUES (5, 2020, 'Other', '报送备案', '政策岗', '2020-12-01', '内部安排', app.uid(), now());
            INSERT INTO deadline_done (tenant_id, funding_year, deadline_key, by_user, at) VALUES (5, 2020, 'gansu/gansu-collection', app.uid(), now());
            INSERT INTO gap_assignment (tenant_id, funding_year, issuer, gap_id, owner_id, due, by_user, at) VALUES (5, 2020, 'gansu', 'gansu-18-counties', app.uid(), '2020-12-01', app.uid(), now());
            """);
        await author.ExecuteAsync(Library.OneOfEach);
        await author.ExecuteAsync(RosterSql.OneOfEach);
        await author.ExecuteAsync(EntitlementSql.OneOfEach);
        await author.ExecuteAsync("INSERT INTO job (tenant_id, kind, subject_id, state, asked_by, asked_at, attempts, done_count, total_count, cancel_requested) VALUES (5, 'Test', 1, 'Queued', app.uid(), now(), 0, 0, 0, false)");
        await author.ExecuteAsync(PaymentSql.OneOfEach);
        await author.ExecuteAsync(
            """
            WITH export AS (INSERT INTO ledger_export (tenant_id, month, coverage_year, has_full_numbers, state, rows, length, made_by, made_at) VALUES (5, 24250, 2021, false, 'Asked', 0, 0, app.uid(), now()) RETURNING id)
            SELECT set_config('app.ledger', id::text, false) FROM export;
            INSERT INTO ledger_file (tenant_id, export_id, chunk, bytes) VALUES (5, current_setting('app.ledger')::bigint, 0, decode(repeat('00', 40), 'hex'))
            """);
        await using var superuser = await database.OpenSuperuserAsync();
        await superuser.ExecuteAsync(
            """
            SET session_replication_role = replica;
            INSERT INTO filing_decision (tenant_id, filer_tenant_id, filing_id, act, by_user, at) SELECT 5, 5, id, 'Receive', 9504, now() FROM filing WHERE state = 'Filed' LIMIT 1;
            """);
    }

    private async Task ReleaseRunAsync(NpgsqlConnection maker)
    {
        var runs = new RunSteps(database);
        var run = await runs.ComputedAsync(blocked: true);
        await maker.ExecuteAsync(
            "INSERT INTO run_policy (tenant_id, run_id, issuer_tenant_id, policy_version_id, text_sha256) SELECT 5, $1, tenant_id, id, text_sha256 FROM policy_version WHERE state = 'Published'",
            run);
        await maker.ExecuteAsync("INSERT INTO run_opinion (tenant_id, run_id, act, by_user, at) VALUES (5, $1, 'SubmitRun', app.uid(), now())", run);
        await maker.ExecuteAsync("INSERT INTO run_acknowledgement (tenant_id, run_id, region_code, acknowledged_by, acknowledged_at) VALUES (5, $1, '620121', app.uid(), now())", run);
        await runs.StepAsync(RunSteps.Maker, run, RunSteps.Submit);
        await runs.StepAsync(RunSteps.Checker, run, RunSteps.Approve);
        await runs.StepAsync(RunSteps.Releaser, run, RunSteps.Release);
    }
}
