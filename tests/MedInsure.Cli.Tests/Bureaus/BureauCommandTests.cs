using System.Diagnostics;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Cli.Tests.Bureaus;

/// <summary>A new tenant from the server's command line, in a process of its own.</summary>
public sealed class BureauCommandTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_city_is_added_below_its_province_and_gets_people_and_nothing_else()
    {
        var (code, output, error) = await AddAsync("tianshui", "天水市医疗保障局", "gansu", "620500");
        Assert.Equal((0, "已增加机构 天水市医疗保障局（tianshui）。请用 medinsure user add 增加它的用户。", ""), (code, output.Trim(), error));
        (code, output, _) = await MedInsureAsync("First-pass-1", "user", "add", "--bureau", "tianshui", "--user", "zhengce", "--name", "赵七", "--role", "政策管理员", "--region", "620523");
        Assert.Equal((0, "已增加用户 zhengce（政策管理员）。首次登录须修改密码。"), (code, output.Trim()));
        await using var owner = await database.OpenOwnerAsync();
        await using var row = new NpgsqlCommand("SELECT id || ' ' || level || ' ' || (SELECT code FROM tenant above WHERE above.id = t.parent_id) FROM tenant t WHERE code = 'tianshui'", owner);
        Assert.Equal("1000 City gansu", await row.ExecuteScalarAsync());

        // Migrating again loads the file's bureaus beside it; a bureau below the new one is a county's.
        Assert.Equal(0, (await MedInsureAsync("", "migrate")).Code);
        Assert.Equal(0, (await AddAsync("gangu", "甘谷县医疗保障局", "tianshui", "620523")).Code);
        Assert.Contains("县级机构", (await AddAsync("below", "甘谷县某镇", "gangu", "620524")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("机构代码“Mars”不合适", "Mars", "火星市医疗保障局", "gansu", "620600")]
    [InlineData("都要填写", "wuwei", " ", "gansu", "620600")]
    [InlineData("写法不对", "wuwei", "武威市医疗保障局", "gansu", "62060")]
    [InlineData("没有代码为“mars”的上级机构", "wuwei", "武威市医疗保障局", "mars", "620600")]
    [InlineData("已被使用", "lanzhou", "武威市医疗保障局", "gansu", "620600")]
    [InlineData("已被使用", "wuwei", "兰州市医疗保障局", "gansu", "620600")]
    [InlineData("行政区划 620100 已有机构", "wuwei", "武威市医疗保障局", "gansu", "620100")]
    [InlineData("不属于上级机构的管辖范围", "wuwei", "武威市医疗保障局", "gansu", "340100")]
    [InlineData("行政区划 999999 不存在", "wuwei", "武威市医疗保障局", "gansu", "999999")]
    public async Task What_cannot_be_is_a_sentence_and_writes_nothing(string words, string code, string name, string above, string region)
    {
        var (exit, output, error) = await AddAsync(code, name, above, region);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
        await using var owner = await database.OpenOwnerAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM tenant WHERE root_region = '620600' OR code = 'wuwei'", owner);
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task The_restricted_role_may_not_and_without_a_connection_nothing_happens()
    {
        string[] add = ["bureau", "add", "--code", "wuwei", "--name", "武威市医疗保障局", "--short-name", "武威", "--above", "gansu", "--region", "620600"];
        Assert.Contains("medinsure_owner", (await MedInsureAsync("", add, database.AppConnectionString)).Error, StringComparison.Ordinal);
        Assert.Contains("没有设置环境变量 MEDINSURE_OWNER_DB", (await MedInsureAsync("", add, "")).Error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> AddAsync(string code, string name, string above, string region) =>
        MedInsureAsync("", "bureau", "add", "--code", code, "--name", name, "--short-name", name, "--above", above, "--region", region);

    private Task<(int Code, string Output, string Error)> MedInsureAsync(string input, params string[] arguments) => MedInsureAsync(input, arguments, database.OwnerConnectionString);

    private async Task<(int Code, string Output, string Error)> MedInsureAsync(string input, string[] arguments, string owner)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "medinsure.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["MEDINSURE_APP_DB"] = database.AppConnectionString, ["MEDINSURE_OWNER_DB"] = owner },
        })!;
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
