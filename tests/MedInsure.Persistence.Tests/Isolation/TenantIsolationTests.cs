using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Isolation;

/// <summary>Row by row and table by table: who sees Lanzhou's rows, with Lanzhou itself as the positive control.</summary>
public sealed class TenantIsolationTests(IsolatedWorld world) : IClassFixture<IsolatedWorld>
{
    private const int Lanzhou = 5;

    [Fact]
    public async Task Every_table_with_a_tenant_has_rows_that_Lanzhou_sees()
    {
        await using var lanzhou = await world.Database.OpenAppAsync(Lanzhou);
        foreach (var table in world.Tables)
        {
            Assert.True(await CountAsync(lanzhou, table) > 0, table);
        }
    }

    [Theory]
    [InlineData(Bureau.National, "policy_reliance")]
    [InlineData(Bureau.Gansu, "filing", "policy_reliance")]
    [InlineData(Bureau.Anhui)]
    [InlineData(Bureau.Huainan)]
    [InlineData(Bureau.Henan)]
    public async Task Another_bureau_sees_only_what_was_meant_for_it(Bureau bureau, params string[] shown)
    {
        await using var other = await world.Database.OpenAppAsync(bureau.TenantId(), Some.FinanceOfficer(bureau).UserId);
        foreach (var table in world.Tables)
        {
            Assert.True((await CountAsync(other, table) > 0) == shown.Contains(table), $"{bureau} and {table}");
        }
    }

    [Fact]
    public async Task Nobody_sees_anything_without_a_bureau()
    {
        await using var nobody = await world.Database.OpenAppAsync(0);
        await nobody.ExecuteAsync("SELECT set_config('app.tenant_id', '', false)");
        foreach (var table in world.Tables)
        {
            Assert.Equal(0, await nobody.ScalarAsync<long>($"SELECT count(*) FROM {table}"));
        }

        await Refusal.Of(Refusal.Privilege, () => nobody.ExecuteAsync("INSERT INTO user_preference (tenant_id, user_id, key, value) VALUES (5, 9504, 'k', 'v')"));
    }

    [Theory]
    [InlineData(Bureau.Henan)]
    [InlineData(Bureau.Gansu)]
    [InlineData(Bureau.National)]
    public async Task Another_bureau_changes_and_deletes_nothing(Bureau bureau)
    {
        await using var other = await world.Database.OpenAppAsync(bureau.TenantId(), Some.FinanceOfficer(bureau).UserId);
        foreach (var table in world.Tables)
        {
            foreach (var statement in new[] { $"UPDATE {table} SET tenant_id = tenant_id WHERE tenant_id = 5", $"DELETE FROM {table} WHERE tenant_id = 5" })
            {
                try
                {
                    Assert.Equal(0, await other.ExecuteAsync(statement));
                }
                catch (PostgresException e) when (e.SqlState is Refusal.Privilege)
                {
                    // The program may not do this to its own bureau's rows either.
                }
            }
        }
    }

    [Fact]
    public async Task Nobody_writes_a_row_into_another_bureau()
    {
        await using var henan = await world.Database.OpenAppAsync(6, Some.Clerk(Bureau.Henan).UserId);
        const string insert = "INSERT INTO headcount (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, is_sample, source) VALUES ($1, 2020, '410181', 'Reported', 'HouseholdRegister', '2020-06-30', 1, false, '')";
        await Refusal.Of(Refusal.Privilege, () => henan.ExecuteAsync(insert, Lanzhou));
        Assert.Equal(1, await henan.ExecuteAsync(insert, 6));
        await Refusal.Of(Refusal.Frozen, () => henan.ExecuteAsync("UPDATE headcount SET tenant_id = 5 WHERE region_code = '410181'"));
    }

    [Fact]
    public async Task A_bureau_reads_what_its_ancestors_published_and_none_of_their_drafts()
    {
        Assert.Equal(["1 Published", "4 Published", "5 Draft", "5 Published"], await PoliciesAsync(Bureau.Lanzhou));
        Assert.Equal(["1 Published", "4 Draft", "4 Published"], await PoliciesAsync(Bureau.Gansu));
        Assert.Equal(["1 Published", "2 Published"], await PoliciesAsync(Bureau.Huainan));
        Assert.Equal(["1 Draft", "1 Published"], await PoliciesAsync(Bureau.National));
        Assert.Equal(["1 Published"], await PoliciesAsync(Bureau.Henan));
    }

    [Fact]
    public async Task A_parent_reads_a_filing_once_it_is_filed_and_not_the_draft()
    {
        await using var gansu = await world.Database.OpenAppAsync(4);
        Assert.Equal(["Filed"], await gansu.ColumnAsync("SELECT state FROM filing"));
        await using var lanzhou = await world.Database.OpenAppAsync(Lanzhou);
        Assert.Equal(["Draft", "Filed"], await lanzhou.ColumnAsync("SELECT state FROM filing ORDER BY state"));
    }

    [Fact]
    public async Task A_filing_goes_up_only()
    {
        await using var lanzhou = await world.Database.OpenAppAsync(Lanzhou, RunSteps.Maker.UserId);
        const string file =
            """
            INSERT INTO filing (tenant_id, recipient_tenant_id, funding_year, letter_number, title, state, text, text_sha256, created_by, created_at)
            VALUES (5, $1, 2020, $2, '', 'Draft', '{}', encode(sha256('{}'), 'hex'), app.uid(), now())
            """;
        await Refusal.Of(Refusal.Step, () => lanzhou.ExecuteAsync(file, 6, "甲"));
        await Refusal.Of(Refusal.Step, () => lanzhou.ExecuteAsync(file, 5, "乙"));
        Assert.Equal(1, await lanzhou.ExecuteAsync(file, 4, "丙"));
    }

    [Fact]
    public async Task The_date_for_filings_is_read_by_the_bureaus_below_and_by_nobody_else()
    {
        foreach (var (bureau, subject) in new[] { (Bureau.Gansu, "甘肃"), (Bureau.Anhui, "安徽") })
        {
            await using var author = await world.Database.OpenAppAsync(bureau.TenantId(), Some.PolicyAdministrator(bureau).UserId);
            await author.ExecuteAsync(
                "INSERT INTO office_deadline (tenant_id, funding_year, kind, subject, actor, due, reason, by_user, at) SELECT app.tid(), 2020, kind, $1 || kind, '各市', '2020-10-31', '安排', app.uid(), now() FROM unnest(ARRAY['Filing', 'Other']) AS kind",
                subject);
        }

        Assert.Equal(["甘肃Filing", "甘肃Other"], await DatesAsync(Bureau.Gansu));
        Assert.Equal(["报送备案", "甘肃Filing"], await DatesAsync(Bureau.Lanzhou)); // its own, and what is for it
        Assert.Equal(["安徽Filing"], await DatesAsync(Bureau.Huainan));
        Assert.Empty(await DatesAsync(Bureau.National));
        Assert.Empty(await DatesAsync(Bureau.Henan));

        await using var lanzhou = await world.Database.OpenAppAsync(Lanzhou, RunSteps.Maker.UserId);
        Assert.Equal(0, await lanzhou.ExecuteAsync("UPDATE office_deadline SET due = due, by_user = app.uid() WHERE tenant_id = 4"));
        Assert.Equal(0, await lanzhou.ExecuteAsync("DELETE FROM office_deadline WHERE tenant_id = 4"));
    }

    [Fact]
    public async Task Nobody_names_an_owner_of_a_gap_in_another_persons_name_or_from_another_bureau()
    {
        await using var lanzhou = await world.Database.OpenAppAsync(Lanzhou, RunSteps.Maker.UserId);
        const string assign = "INSERT INTO gap_assignment (tenant_id, funding_year, issuer, gap_id, owner_id, owner_words, by_user, at) VALUES (5, 2020, 'gansu', 'g', $1, $2, $3, now())";
        var me = RunSteps.Maker.UserId;
        await Refusal.Of(Refusal.Stamp, () => lanzhou.ExecuteAsync(assign, me, null, Some.Clerk(Bureau.Lanzhou).UserId));
        await Refusal.Of("23503", () => lanzhou.ExecuteAsync(assign, Some.Clerk(Bureau.Henan).UserId, null, me));
        await Refusal.Of(Refusal.Check, () => lanzhou.ExecuteAsync(assign, me, "省财政厅", me));
        await Refusal.Of(Refusal.Check, () => lanzhou.ExecuteAsync(assign, null, " ", me));
        Assert.Equal(1, await lanzhou.ExecuteAsync(assign, null, "省财政厅", me));
        Assert.Equal(1, await lanzhou.ExecuteAsync(assign, null, null, me));
    }

    [Fact]
    public async Task A_run_rests_only_on_policies_that_its_bureau_can_read()
    {
        var run = await new RunSteps(world.Database).CreateAsync();
        await using var all = await world.Database.OpenSuperuserAsync();
        var version = (Func<int, string, Task<long>>)((tenant, state) => all.ScalarAsync<long>("SELECT id FROM policy_version WHERE tenant_id = $1 AND state = $2", tenant, state));
        await using var lanzhou = await world.Database.OpenAppAsync(Lanzhou, RunSteps.Maker.UserId);
        const string rest = "INSERT INTO run_policy (tenant_id, run_id, issuer_tenant_id, policy_version_id, text_sha256) VALUES (5, $1, $2, $3, encode(sha256('{}'), 'hex'))";

        // A version that is there but not shown and one that is not there are refused with the same words.
        var sibling = await Refusal.Of(Refusal.DoFirst, async () => await lanzhou.ExecuteAsync(rest, run, 2, await version(2, "Published")));
        var draft = await Refusal.Of(Refusal.DoFirst, async () => await lanzhou.ExecuteAsync(rest, run, 4, await version(4, "Draft")));
        var nothing = await Refusal.Of(Refusal.DoFirst, () => lanzhou.ExecuteAsync(rest, run, 4, 999_999L));
        Assert.Equal(nothing.MessageText, sibling.MessageText);
        Assert.Equal(nothing.MessageText, draft.MessageText);
        Assert.Equal(1, await lanzhou.ExecuteAsync(rest, run, 4, await version(4, "Published")));
        await Refusal.Of(Refusal.DoFirst, async () => await lanzhou.ExecuteAsync(rest.Replace("'{}'", "'else'", StringComparison.Ordinal), run, 1, await version(1, "Published")));
    }

    private static Task<long> CountAsync(NpgsqlConnection connection, string table) =>
        connection.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = {Lanzhou}");

    private async Task<IReadOnlyList<string>> DatesAsync(Bureau bureau)
    {
        await using var connection = await world.Database.OpenAppAsync(bureau.TenantId());
        return await connection.ColumnAsync("SELECT subject FROM office_deadline ORDER BY subject COLLATE \"C\"");
    }

    private async Task<IReadOnlyList<string>> PoliciesAsync(Bureau bureau)
    {
        await using var connection = await world.Database.OpenAppAsync(bureau.TenantId());
        return await connection.ColumnAsync("SELECT tenant_id || ' ' || state FROM policy_version ORDER BY tenant_id, state");
    }
}

/// <summary>One filled database for the whole class.</summary>
public sealed class IsolatedWorld : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    /// <summary>Every table that has a tenant, from the catalog: a new table is tested without being named here.</summary>
    public IReadOnlyList<string> Tables { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        await new World(Database).FillAsync();
        await using var owner = await Database.OpenOwnerAsync();
        Tables = await owner.ColumnAsync("SELECT table_name::text FROM information_schema.columns WHERE column_name = 'tenant_id' AND table_schema = 'public' ORDER BY 1");
        Assert.Equal(62, Tables.Count);
    }

    public Task DisposeAsync() => Database.DisposeAsync();
}
