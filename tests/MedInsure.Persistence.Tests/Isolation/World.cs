using MedInsure.Persistence.Tests.Guards;
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
        await using var reviewer = await OpenAsync(Some.Reviewer(bureau));
        await reviewer.ExecuteAsync(
            "UPDATE policy_version SET state = 'Published', reviewer_id = app.uid(), reviewed_at = now(), publisher_id = app.uid(), published_at = now() WHERE tenant_id = app.tid() AND id = $1",
            id);
        return id;
    }

    public Task<NpgsqlConnection> OpenAsync(Actor person) => database.OpenAppAsync(person.TenantId, person.UserId);

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
