using System.Security.Cryptography;
using System.Text;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using Npgsql;

namespace MedInsure.Testing.Rosters;

/// <summary>Brings a roster into a test database the short way: staged, compared and committed without a file or a page.</summary>
public static class RosterLoading
{
    /// <summary>Of tests only.</summary>
    public static InstallationKey Key { get; } = new([.. Enumerable.Range(1, IdentityVault.KeyLength).Select(i => (byte)i)]);

    /// <returns>The committed batch.</returns>
    public static async Task<long> LoadAsync(this TestDatabase database, Bureau bureau, InventedRoster roster, string authority = "民政部门", RosterKind kind = RosterKind.Full)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(roster);
        await using var connection = await database.OpenAppAsync(bureau.TenantId(), Some.Clerk(bureau).UserId);
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("INSERT INTO data_key (tenant_id, fingerprint) VALUES (app.tid(), $1) ON CONFLICT DO NOTHING", Key.FingerprintFor(bureau.TenantId()));
        var month = Month.Of(roster.Month);
        var batch = await connection.ScalarAsync<long>(
            """
            INSERT INTO roster_batch (tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at)
            VALUES (app.tid(), $1, $2, $3, '{}', '名单.csv', $4, 1, 0, 0, 0, 'Uploaded', app.uid(), now()) RETURNING id
            """,
            authority, kind.ToString(), month.Index, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{roster} {authority} {kind}"))));
        await StateAsync(connection, batch, "Checking");
        await using (var staging = await RosterStaging.BeginAsync(connection, batch, default))
        {
            using var vault = Key.IdentityVaultFor(bureau.TenantId());
            var number = 1;
            foreach (var row in roster.All().Where(row => row.IsSound))
            {
                await staging.AddAsync(
                    new StagedRow(++number, vault.Seal(IdentityNumber.Stored(row.Number)), InventedIdentity.BornOf(row.Person), row.Name, new RegionCode(row.County.Code), row.Town, row.Village, row.Category.Id, row.Identified, false, null),
                    default);
            }

            await staging.CompleteAsync(default);
            await staging.CompareAsync(new RosterTerms(authority, month, kind == RosterKind.Full, new Month(month.Year, 1), []), default);
        }

        await StateAsync(connection, batch, "Previewed");
        await RosterCommit.ApplyAsync(connection, batch, default);
        await transaction.CommitAsync();
        return batch;
    }

    private static Task StateAsync(NpgsqlConnection connection, long batch, string state) => connection.ExecuteAsync("UPDATE roster_batch SET state = $2 WHERE tenant_id = app.tid() AND id = $1", batch, state);
}
