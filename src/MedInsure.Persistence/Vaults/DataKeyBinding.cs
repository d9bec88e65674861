using System.Security.Cryptography;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using Npgsql;

namespace MedInsure.Persistence.Vaults;

/// <summary>
/// Which key a bureau's data were sealed with. The first act that seals something binds the bureau to the key; from then on another key is refused with a sentence, before
/// anything is read as garbage or, worse, sealed with a second key.
/// </summary>
public static class DataKeyBinding
{
    private const string Sentence = "本机构已保存的身份证号码和名单文件不是用当前的数据密钥加密的。请系统管理员改用原来的数据密钥后重新启动，不要继续办理。";

    /// <summary>For acts that seal: binds at the first use, in the transaction of the act.</summary>
    /// <returns>The refusal, or null.</returns>
    public static async Task<Problem?> BindAsync(TenantSession session, InstallationKey key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(key);
        await using (var bind = new NpgsqlCommand("INSERT INTO data_key (tenant_id, fingerprint) VALUES (app.tid(), $1) ON CONFLICT DO NOTHING", session.Connection))
        {
            bind.Parameters.AddWithValue(key.FingerprintFor(session.Rows.TenantId));
            await bind.ExecuteNonQueryAsync(ct);
        }

        return await CheckAsync(session, key, ct);
    }

    /// <summary>For acts that open; a bureau that has sealed nothing yet is bound to no key.</summary>
    /// <returns>The refusal, or null.</returns>
    public static async Task<Problem?> CheckAsync(TenantSession session, InstallationKey key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(key);
        await using var read = new NpgsqlCommand("SELECT fingerprint FROM data_key WHERE tenant_id = app.tid()", session.Connection);
        return await read.ExecuteScalarAsync(ct) is byte[] bound && !CryptographicOperations.FixedTimeEquals(bound, key.FingerprintFor(session.Rows.TenantId)) ? new Refused(Sentence) : null;
    }
}
