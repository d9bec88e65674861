using Npgsql;

namespace MedInsure.Persistence.Rosters;

/// <summary>The uploaded file of a roster's batch.</summary>
public static class StoredRosterFile
{
    /// <inheritdoc cref="SealedFile.WriteAsync"/>
    public static Task WriteAsync(NpgsqlConnection connection, FileVault vault, long batch, Stream file, string sha256, CancellationToken ct) =>
        SealedFile.Rosters.WriteAsync(connection, vault, batch, file, sha256, ct);

    /// <inheritdoc cref="SealedFile.CopyToAsync"/>
    public static Task CopyToAsync(NpgsqlConnection connection, FileVault vault, long batch, Stream target, CancellationToken ct) =>
        SealedFile.Rosters.CopyToAsync(connection, vault, batch, target, ct);
}
