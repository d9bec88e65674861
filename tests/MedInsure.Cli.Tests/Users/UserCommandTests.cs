using System.Diagnostics;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Cli.Tests.Users;

/// <summary>Accounts from the server's command line: the password comes by the input and never stands in the arguments.</summary>
public sealed class UserCommandTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Password = "First-pass-1";

    [Fact]
    public async Task An_account_is_made_with_its_roles_and_regions_and_its_password_can_be_reset()
    {
        var (code, output, _) = await MedInsureAsync(Password, "user", "add", "--bureau", "lanzhou", "--user", "wangwu", "--name", "王五", "--role", "财务", "--role", "clerk", "--region", "620102");
        Assert.Equal((0, "已增加用户 wangwu（财务、经办）。首次登录须修改密码。"), (code, output.Trim()));
        (code, output, _) = await MedInsureAsync("Second-pass-2", "user", "reset-password", "--bureau", "lanzhou", "--user", "wangwu");
        Assert.Equal((0, "已重置用户 wangwu 的密码。下次登录须修改密码。"), (code, output.Trim()));

        await using var connection = await database.OpenAppAsync((int)Bureau.Lanzhou);
        await using var acts = new NpgsqlCommand("SELECT string_agg(act, ' ' ORDER BY sequence) FROM audit_entry WHERE subject LIKE 'user/%' AND user_id IS NULL", connection);
        Assert.Equal("CreateUser ResetPassword", await acts.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("三权分立", "--bureau", "lanzhou", "--role", "财务", "--role", "审计")]
    [InlineData("没有名为“局长”的角色", "--bureau", "lanzhou", "--role", "局长")]
    [InlineData("没有代码为“mars”的机构", "--bureau", "mars", "--role", "财务")]
    public async Task What_cannot_be_is_a_sentence_and_exit_code_1(string words, params string[] options)
    {
        var (code, output, error) = await MedInsureAsync(Password, ["user", "add", "--user", "zhaoliu", "--name", "赵六", .. options]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_data_ask_for_a_demonstration()
    {
        var (code, _, error) = await MedInsureAsync("", "seed", "--demo");
        Assert.Equal(1, code);
        Assert.Contains("MEDINSURE_DEMO=1", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> MedInsureAsync(string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "medinsure.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["MEDINSURE_APP_DB"] = database.AppConnectionString, ["MEDINSURE_DEMO"] = "" },
        })!;
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
