using System.Diagnostics;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Cli.Tests.Operations;

/// <summary>The command as an operator starts it: its own process, the connection string in the environment.</summary>
public sealed class MigrateTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_database_that_is_up_to_date_stays_as_it_is()
    {
        var (code, output, _) = await MigrateAsync(database.OwnerConnectionString);
        Assert.Equal(0, code);
        Assert.Contains("表结构已是最新。区划 443 个，机构 6 个。", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused_with_a_sentence()
    {
        await using var owner = await database.OpenOwnerAsync();
        await owner.ExecuteAsync("INSERT INTO migration_history VALUES ('99990101000000_Later', '10.0.14')");
        try
        {
            var (code, _, error) = await MigrateAsync(database.OwnerConnectionString);
            Assert.Equal(1, code);
            Assert.Equal("数据库的版本（99990101000000_Later）比本程序新，不能升级。请改用更新的程序版本。", error.Trim());
        }
        finally
        {
            await owner.ExecuteAsync("DELETE FROM migration_history WHERE \"MigrationId\" LIKE '9999%'");
        }
    }

    [Fact]
    public async Task The_restricted_role_may_not_migrate()
    {
        await using var owner = await database.OpenOwnerAsync();
        await owner.ExecuteAsync("DELETE FROM region WHERE code = '340102'");
        var (code, _, error) = await MigrateAsync(database.AppConnectionString);
        Assert.Equal(1, code);
        Assert.Contains("medinsure_owner", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_and_a_missing_variable_are_sentences()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Port = 1 }.ConnectionString;
        var (code, _, error) = await MigrateAsync(nowhere);
        Assert.Equal((1, "连接不上数据库。请确认 PostgreSQL 已启动，并核对连接字符串中的地址和端口。"), (code, error.Trim()));
        (code, _, error) = await MigrateAsync("");
        Assert.Equal(1, code);
        Assert.Contains("MEDINSURE_OWNER_DB", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_does_not_come_at_once_is_not_waited_for()
    {
        await using var user = await database.OpenOwnerAsync();
        await using var transaction = await user.BeginTransactionAsync();
        await user.ExecuteAsync("LOCK TABLE region IN ACCESS EXCLUSIVE MODE");
        var (code, _, error) = await MigrateAsync(database.OwnerConnectionString);
        Assert.Equal((1, "数据库正被使用，半秒内没有取得所需的锁。没有作任何改动，请稍后再试。"), (code, error.Trim()));
    }

    private static async Task<(int Code, string Output, string Error)> MigrateAsync(string ownerConnectionString)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "medinsure.dll"), "migrate"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["MEDINSURE_OWNER_DB"] = ownerConnectionString },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
