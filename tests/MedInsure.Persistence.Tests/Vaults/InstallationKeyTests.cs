using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;

namespace MedInsure.Persistence.Tests.Vaults;

public sealed class InstallationKeyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)];
    private static readonly string Text = Convert.ToBase64String(Bytes);

    [Fact]
    public void The_key_is_read_from_the_variable_or_from_a_file()
    {
        var expected = new InstallationKey(Bytes).FingerprintFor(5);
        Assert.Equal(expected, InstallationKey.Read(Text, null).FingerprintFor(5));
        Assert.Equal(expected, InstallationKey.Read($" {Text}\n", "/nowhere").FingerprintFor(5));
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Text + "\n");
            Assert.Equal(expected, InstallationKey.Read("", file).FingerprintFor(5));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(null, null, "没有设置数据密钥")]
    [InlineData(" ", "", "没有设置数据密钥")]
    [InlineData(null, "/nowhere/at/all", "读不到 MEDINSURE_DATA_KEY_FILE")]
    [InlineData("secret", null, "格式不对")]
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw==", null, "格式不对")] // 31 bytes
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh", null, "格式不对")] // 33 bytes
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", null, "格式不对")] // 32 zeros
    public void What_is_no_key_stops_the_start_with_a_sentence(string? text, string? file, string says)
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => InstallationKey.Read(text, file));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("。", refusal.Message, StringComparison.Ordinal);
        Assert.True(text is not { Length: > 1 } || !refusal.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bureau_stays_with_the_key_that_it_began_with()
    {
        var (key, other) = (new InstallationKey(Bytes), new InstallationKey([.. Bytes.Reverse()]));
        Assert.Null(await AskAsync(Bureau.Lanzhou, other, bind: false)); // nothing is sealed yet
        Assert.Null(await AskAsync(Bureau.Lanzhou, key, bind: true));
        Assert.Null(await AskAsync(Bureau.Lanzhou, key, bind: true));
        Assert.Null(await AskAsync(Bureau.Lanzhou, key, bind: false));
        Assert.Contains("数据密钥", Assert.IsType<Refused>(await AskAsync(Bureau.Lanzhou, other, bind: true)).Sentence, StringComparison.Ordinal);
        Assert.IsType<Refused>(await AskAsync(Bureau.Lanzhou, other, bind: false));
        Assert.Null(await AskAsync(Bureau.Henan, other, bind: true));
        Assert.NotEqual(key.FingerprintFor(5), key.FingerprintFor(6));
    }

    private async Task<Problem?> AskAsync(Bureau bureau, InstallationKey key, bool bind)
    {
        await using var db = await database.TenantDb.OpenAsync(Some.Clerk(bureau), default);
        return bind ? await DataKeyBinding.BindAsync(db, key, default) : await DataKeyBinding.CheckAsync(db, key, default);
    }
}
