using MedInsure.Persistence.Vaults;
using Npgsql;

namespace MedInsure.Persistence.Rosters;

/// <summary>The uploaded file of a roster's batch.</summary>
public static class StoredRosterFile
{
    /// <inheritdoc cref="SealedFile.WriteAsync"/>
    public static Task WriteAsync(NpgsqlConnection connection, FileVault vault, long batch, Stream file, string sha256, CancellationToken ct) =>
        SealedFile.Rosters.WriteAsync(connection, vault, batch, file, sha256, ct);

    /// <inheritdoc cref="SealedFile.OpenAsync"/>
    public static Task<Stream> OpenAsync(NpgsqlConnection connection, FileVault vault, long batch, CancellationToken ct) => SealedFile.Rosters.OpenAsync(connection, vault, batch, ct);
}
