using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedInsure.Persistence.Sessions;

namespace MedInsure.Persistence.Vaults;

/// <summary>
/// The installation's key, under which numbers of identity cards and uploaded rosters are sealed. It is read once at the start and stands neither in the database nor in its
/// backups: who loses it has lost the numbers. Safe for several threads.
/// </summary>
public sealed class InstallationKey
{
    public const string Variable = "MEDINSURE_DATA_KEY";

    /// <summary>In place of the variable: a file that holds the same text.</summary>
    public const string FileVariable = "MEDINSURE_DATA_KEY_FILE";

    private readonly byte[] key;

    /// <param name="key">32 random bytes.</param>
    public InstallationKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != IdentityVault.KeyLength)
        {
            throw new ArgumentException($"The installation's key has {IdentityVault.KeyLength} bytes.", nameof(key));
        }

        this.key = key.ToArray();
    }

    /// <param name="text">What the variable holds: 32 bytes as base64.</param>
    /// <param name="file">What the file variable names; asked only when the variable is empty.</param>
    /// <exception cref="StartupRefusedException">Missing, unreadable or no key; the message is for the operator and holds nothing of the key.</exception>
    public static InstallationKey Read(string? text, string? file)
    {
        var from = Variable;
        if (string.IsNullOrWhiteSpace(text))
        {
            if (string.IsNullOrWhiteSpace(file))
            {
                throw new StartupRefusedException($"没有设置数据密钥。请把 32 字节随机数的 base64 文本写入环境变量 {Variable}，或把存放它的文件路径写入 {FileVariable}，并另行妥善备份；也可以用 eng/run 启动。");
            }

            (text, from) = (ReadFile(file), FileVariable);
        }

        Span<byte> bytes = stackalloc byte[IdentityVault.KeyLength + 1];
        // The span is one byte longer than a key, so that a longer text is told from a right one.
        if (text.Trim() is { Length: <= 48 } plain && Convert.TryFromBase64String(plain, bytes, out var length) && length == IdentityVault.KeyLength && bytes[..length].IndexOfAnyExcept(bytes[0]) >= 0)
        {
            return new InstallationKey(bytes[..length]);
        }

        throw new StartupRefusedException($"{from} 中的数据密钥格式不对：应为 32 字节随机数的 base64 文本（44 个字符）。请核对后重新启动；不要换成新的密钥，否则已保存的身份证号码无法读出。");
    }

    /// <summary>Tells keys apart and gives nothing of them away; another one for each bureau.</summary>
    public byte[] FingerprintFor(int tenantId) =>
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"medinsure fingerprint {tenantId}")));

    public IdentityVault IdentityVaultFor(int tenantId) => new(key, tenantId);

    public FileVault FileVaultFor(int tenantId) => new(key, tenantId);

    public FileVault ContributionVaultFor(int tenantId) => new(key, tenantId, "contribution file");

    public FileVault PaymentVaultFor(int tenantId) => new(key, tenantId, "payment file");

    public FileVault LedgerVaultFor(int tenantId) => new(key, tenantId, "ledger file");

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartupRefusedException($"读不到 {FileVariable} 指定的数据密钥文件。请核对路径和读取权限后重新启动。", e);
        }
    }
}
