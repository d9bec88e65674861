using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Startup;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Persistence.Tests.Startup;

public sealed class StartupCheckTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_restricted_role_starts() => await CheckAsync(database.AppConnectionString);

    [Fact]
    public async Task A_superuser_is_refused() => Assert.Contains("超级用户", await RefusalAsync(database.SuperuserConnectionString), StringComparison.Ordinal);

    [Fact]
    public async Task The_owner_is_refused() => Assert.Contains("所有者", await RefusalAsync(database.OwnerConnectionString), StringComparison.Ordinal);

    [Fact]
    public async Task A_superuser_in_the_restricted_roles_clothes_is_refused()
    {
        var disguised = new NpgsqlConnectionStringBuilder(database.SuperuserConnectionString) { Options = "-c role=medinsure_app" }.ConnectionString;
        Assert.Contains("超级用户", await RefusalAsync(disguised), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BYPASSRLS", "绕过行级安全")]
    [InlineData("CREATEROLE", "可以创建角色")]
    [InlineData("IN ROLE medinsure_owner", "所有者的成员")]
    public async Task A_role_with_a_power_is_refused(string power, string reason)
    {
        var role = $"medinsure_test_{Guid.NewGuid():N}";
        await using var superuser = await database.OpenSuperuserAsync();
        await superuser.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'p' {power}");
        try
        {
            var connectionString = new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Username = role, Password = "p", Pooling = false }.ConnectionString;
            Assert.Contains(reason, await RefusalAsync(connectionString), StringComparison.Ordinal);
        }
        finally
        {
            await superuser.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task A_database_of_another_version_is_refused()
    {
        await using var owner = await database.OpenOwnerAsync();
        await owner.ExecuteAsync("INSERT INTO migration_history VALUES ('99990101000000_Later', '10.0.14')");
        Assert.Contains("比本程序新", await RefusalAsync(database.AppConnectionString), StringComparison.Ordinal);
        await owner.ExecuteAsync("DELETE FROM migration_history WHERE \"MigrationId\" LIKE '9999%'");

        await owner.ExecuteAsync("CREATE TEMP TABLE kept AS SELECT * FROM migration_history; DELETE FROM migration_history WHERE \"MigrationId\" LIKE '%_Guards'");
        Assert.Contains("medinsure migrate", await RefusalAsync(database.AppConnectionString), StringComparison.Ordinal);
        await owner.ExecuteAsync("INSERT INTO migration_history SELECT * FROM kept ON CONFLICT DO NOTHING");
        await CheckAsync(database.AppConnectionString);
    }

    [Fact]
    public async Task An_empty_database_and_a_silent_server_are_sentences()
    {
        var empty = new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Database = "postgres", Pooling = false }.ConnectionString;
        Assert.Contains("还没有建表", await RefusalAsync(empty), StringComparison.Ordinal);
        var nowhere = new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Port = 1 }.ConnectionString;
        Assert.Contains("连接不上数据库", await RefusalAsync(nowhere), StringComparison.Ordinal);
        var stranger = new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Username = "nobody_at_all", Pooling = false }.ConnectionString;
        Assert.Contains("拒绝登录", await RefusalAsync(stranger), StringComparison.Ordinal);
    }

    private static async Task CheckAsync(string connectionString)
    {
        await using var pool = NpgsqlDataSource.Create(connectionString);
        await new StartupCheck(pool).RunAsync(default);
    }

    private static async Task<string> RefusalAsync(string connectionString) =>
        (await Assert.ThrowsAsync<StartupRefusedException>(() => CheckAsync(connectionString))).Message;
}
