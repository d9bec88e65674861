using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tests.Guards;
using MedInsure.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.Persistence.Tests.Isolation;

/// <summary>Each way in which row-level security is known to be got round: shown to be real, and then shown to be closed here.</summary>
public sealed class TrapTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string InsertHeadcount =
        "INSERT INTO headcount (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, is_sample, source) VALUES ($1, $2, $3, 'Reported', 'HouseholdRegister', '2020-06-30', 1, false, '')";

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "5")]
    public async Task A_pool_without_reset_keeps_the_previous_bureau(bool noReset, string kept)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(database.AppConnectionString) { MaxPoolSize = 1, NoResetOnClose = noReset }.ConnectionString;
        await using var pool = NpgsqlDataSource.Create(connectionString);
        await using (var first = await pool.OpenConnectionAsync())
        {
            await first.ExecuteAsync("SELECT set_config('app.tenant_id', '5', false)");
        }

        await using var second = await pool.OpenConnectionAsync();
        Assert.Equal(kept, await second.ScalarAsync<string>("SELECT current_setting('app.tenant_id', true)"));
    }

    [Fact]
    public void Such_a_connection_string_is_refused_with_a_sentence()
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => ConnectionString.Check(database.AppConnectionString + ";No Reset On Close=true"));
        Assert.Contains("No Reset On Close", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<StartupRefusedException>(() => ConnectionString.Check(database.AppConnectionString + ";Multiplexing=true"));
        using var unsafePool = NpgsqlDataSource.Create(database.AppConnectionString + ";No Reset On Close=true");
        Assert.Throws<StartupRefusedException>(() => new TenantDb(unsafePool));
        Assert.Throws<StartupRefusedException>(() => ConnectionString.Check("Hots=x"));
        ConnectionString.Check(database.AppConnectionString);
    }

    [Fact]
    public async Task After_the_reset_the_setting_is_empty_and_shows_nothing()
    {
        await using var connection = await database.OpenAppAsync(5);
        await connection.ExecuteAsync("SELECT set_config('app.tenant_id', '', false), set_config('app.user_id', '', false)");
        Assert.True(await connection.ScalarAsync<bool>("SELECT app.tid() IS NULL AND app.uid() IS NULL"));
        Assert.Equal(0, await connection.ScalarAsync<long>("SELECT count(*) FROM app_user"));
        await connection.ExecuteAsync("SELECT set_config('app.tenant_id', '5', false)");
        Assert.True(await connection.ScalarAsync<long>("SELECT count(*) FROM app_user") > 0);
    }

    [Fact]
    public async Task Behind_a_transaction_pooler_only_a_transaction_local_setting_ends_with_its_transaction()
    {
        await using var connection = await database.OpenAppAsync(6);
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await connection.ExecuteAsync("SELECT set_config('app.tenant_id', '5', true)");
            Assert.Equal(5, await connection.ScalarAsync<int>("SELECT app.tid()"));
            await transaction.CommitAsync();
        }

        Assert.Equal(6, await connection.ScalarAsync<int>("SELECT app.tid()"));
    }

    [Theory]
    [InlineData("CREATE VIEW leak AS SELECT * FROM app_user", true)]
    [InlineData("CREATE VIEW leak WITH (security_invoker = true) AS SELECT * FROM app_user", false)]
    [InlineData("CREATE MATERIALIZED VIEW leak AS SELECT * FROM app_user", true)]
    [InlineData("CREATE FUNCTION leaked() RETURNS SETOF app_user LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM app_user'; CREATE VIEW leak WITH (security_invoker = true) AS SELECT * FROM leaked()", true)]
    [InlineData("CREATE FUNCTION leaked() RETURNS SETOF app_user LANGUAGE sql SECURITY INVOKER AS 'SELECT * FROM app_user'; CREATE VIEW leak WITH (security_invoker = true) AS SELECT * FROM leaked()", false)]
    public async Task Views_and_definer_functions_read_with_their_owners_rights(string plant, bool leaks)
    {
        await using var superuser = await database.OpenSuperuserAsync();
        await using var transaction = await superuser.BeginTransactionAsync();
        await superuser.ExecuteAsync(plant + "; GRANT SELECT ON leak TO medinsure_app; SET LOCAL ROLE medinsure_app; SELECT set_config('app.tenant_id', '5', true)");
        Assert.Equal(leaks ? 6 : 1, await superuser.ScalarAsync<long>("SELECT count(DISTINCT tenant_id) FROM leak"));
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task Copy_into_a_protected_table_is_refused_and_goes_through_a_temporary_one()
    {
        await using var clerk = await database.OpenAppAsync(5, Some.Clerk(Bureau.Lanzhou).UserId);
        var refusal = await Refusal.Of(PostgresErrorCodes.FeatureNotSupported, async () => await clerk.BeginTextImportAsync("COPY headcount FROM STDIN"));
        Assert.Contains("row-level security", refusal.MessageText, StringComparison.Ordinal);

        await using var transaction = await clerk.BeginTransactionAsync();
        await clerk.ExecuteAsync("CREATE TEMP TABLE staged (region_code text, persons bigint) ON COMMIT DROP");
        await using (var copy = await clerk.BeginBinaryImportAsync("COPY staged FROM STDIN (FORMAT binary)"))
        {
            foreach (var region in new[] { "620102", "620103" })
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(region);
                await copy.WriteAsync(7L);
            }

            await copy.CompleteAsync();
        }

        Assert.Equal(2, await clerk.ExecuteAsync(
            "INSERT INTO headcount (tenant_id, funding_year, region_code, basis, enrolment_basis, as_of, persons, is_sample, source) SELECT app.tid(), 2031, region_code, 'Reported', 'HouseholdRegister', '2031-06-30', persons, false, '导入' FROM staged"));
        await transaction.CommitAsync();
        Assert.Equal(["7", "7"], await clerk.ColumnAsync("SELECT persons_after FROM headcount_change WHERE funding_year = 2031"));
    }

    [Fact]
    public async Task The_bureau_does_not_freeze_in_the_cached_model()
    {
        // As superuser no policy helps: only EF's filter stands.
        await using var pool = NpgsqlDataSource.Create(database.SuperuserConnectionString);
        var tenantDb = new TenantDb(pool);
        foreach (var bureau in new[] { Bureau.Lanzhou, Bureau.Henan, Bureau.Lanzhou, Bureau.National })
        {
            await using var db = await tenantDb.OpenAsync(Some.Clerk(bureau), default);
            Assert.Equal([bureau.TenantId()], await db.Rows.Users.Select(user => user.TenantId).Distinct().ToListAsync());
            Assert.Equal(6, await db.Rows.Users.IgnoreQueryFilters().Select(user => user.TenantId).Distinct().CountAsync());
        }
    }

    [Fact]
    public async Task A_key_of_one_column_accepts_another_bureaus_row_and_ours_does_not()
    {
        await using var owner = await database.OpenOwnerAsync();
        await using (var transaction = await owner.BeginTransactionAsync())
        {
            await owner.ExecuteAsync(
                """
                CREATE TABLE parent (tenant_id int, id int UNIQUE);
                CREATE TABLE child (tenant_id int, parent_id int REFERENCES parent (id));
                ALTER TABLE parent ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                ALTER TABLE child ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                CREATE POLICY own ON parent USING (tenant_id = app.tid());
                CREATE POLICY own ON child USING (tenant_id = app.tid());
                SELECT set_config('app.tenant_id', '6', true);
                INSERT INTO parent VALUES (6, 1);
                SELECT set_config('app.tenant_id', '5', true);
                """);
            Assert.Equal(0, await owner.ScalarAsync<long>("SELECT count(*) FROM parent"));
            Assert.Equal(1, await owner.ExecuteAsync("INSERT INTO child VALUES (5, 1)"));
            await transaction.RollbackAsync();
        }

        await using var lanzhou = await database.OpenAppAsync(5);
        const string preference = "INSERT INTO user_preference (tenant_id, user_id, key, value) VALUES (5, $1, 'unit', '元')";
        await Refusal.Of(PostgresErrorCodes.ForeignKeyViolation, () => lanzhou.ExecuteAsync(preference, Some.Clerk(Bureau.Henan).UserId));
        Assert.Equal(1, await lanzhou.ExecuteAsync(preference, Some.Clerk(Bureau.Lanzhou).UserId));
    }

    [Fact]
    public async Task A_user_name_taken_in_another_bureau_is_free_here()
    {
        await using var lanzhou = await database.OpenAppAsync(5);
        const string user =
            """
            INSERT INTO app_user (tenant_id, user_name, normalized_user_name, display_name, security_stamp, must_change_password, access_failed_count, lockout_enabled, two_factor_enabled, is_demo, created_at)
            VALUES (app.tid(), $1, $1, '甲', '', false, 0, true, false, false, now())
            """;
        Assert.Equal(1, await lanzhou.ExecuteAsync(user, "WANG"));
        await using var henan = await database.OpenAppAsync(6);
        Assert.Equal(1, await henan.ExecuteAsync(user, "WANG"));
        await Refusal.Of(PostgresErrorCodes.UniqueViolation, () => henan.ExecuteAsync(user, "WANG"));
    }

    [Fact]
    public async Task Nothing_that_is_filtered_on_has_a_comparison_that_leaks()
    {
        await using var owner = await database.OpenOwnerAsync();
        Assert.Equal(
            ["enum_eq false", "int4eq true", "int8eq true", "jsonb_eq false", "numeric_eq false", "starts_with true", "texteq true"],
            await owner.ColumnAsync(
                "SELECT DISTINCT proname || ' ' || proleakproof FROM pg_proc WHERE proname IN ('int4eq', 'int8eq', 'texteq', 'starts_with', 'numeric_eq', 'jsonb_eq', 'enum_eq') ORDER BY 1"));
        Assert.Equal(
            ["audit_entry.detail jsonb"],
            await owner.ColumnAsync(
                """
                SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns
                WHERE table_schema = 'public' AND data_type IN ('numeric', 'jsonb', 'json', 'USER-DEFINED', 'double precision', 'real', 'money')
                """));
    }

    [Fact]
    public async Task The_bureau_is_set_on_a_synchronous_open_too()
    {
        await using var db = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Lanzhou), default);
        await db.Rows.Database.CloseConnectionAsync();
        Assert.Equal([5], [.. db.Rows.Users.Select(user => user.TenantId).Distinct()]);
        await using var henan = await database.OpenAppAsync(6, Some.Clerk(Bureau.Henan).UserId);
        await Refusal.Of(Refusal.Privilege, () => henan.ExecuteAsync(InsertHeadcount, 5, 2032, "620102"));
    }
}
