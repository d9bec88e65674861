using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>The stored file of a batch, whole in memory.</summary>
internal static class RosterFileOf
{
    public static async Task<Result<UploadedFile>> ReadAsync(TenantSession db, InstallationKey key, RosterBatchEntity batch, CancellationToken ct)
    {
        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        using var vault = key.FileVaultFor(db.Rows.TenantId);
        var bytes = new byte[batch.Length];
        using var content = new MemoryStream(bytes);
        await StoredRosterFile.CopyToAsync(db.Connection, vault, batch.Id, content, ct);
        return new UploadedFile(batch.FileName, bytes);
    }
}
