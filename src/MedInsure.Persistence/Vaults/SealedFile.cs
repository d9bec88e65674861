using System.Security.Cryptography;
using Npgsql;

namespace MedInsure.Persistence.Vaults;

/// <summary>
/// Files of batches, sealed piece by piece: never more than two pieces of 1 MB are in memory. A table of pieces has tenant_id, batch_id, chunk and bytes; its batch table stands beside it.
/// </summary>
public sealed class SealedFile
{
    private readonly string table;

    private SealedFile(string table) => this.table = table;

    /// <summary>What the tax office sent, sealed with <see cref="InstallationKey.ContributionVaultFor"/>.</summary>
    public static SealedFile Contributions { get; } = new("contribution_file");

    /// <summary>What was sent to bank or tax office, sealed with <see cref="InstallationKey.PaymentVaultFor"/>.</summary>
    public static SealedFile Payments { get; } = new("payment_file");

    internal static SealedFile Rosters { get; } = new("roster_file");

    /// <summary>Stores the file in the transaction of the upload.</summary>
    /// <param name="sha256">What the batch says of the file, lower-case hexadecimal.</param>
    /// <exception cref="InvalidDataException">The stream is not the file that the batch speaks of.</exception>
    public async Task WriteAsync(NpgsqlConnection connection, FileVault vault, long batch, Stream file, string sha256, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(vault);
        ArgumentNullException.ThrowIfNull(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (piece, next) = (new byte[FileVault.ChunkLength], new byte[FileVault.ChunkLength]);
        var length = await file.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, ct);
        for (var chunk = 0; ; chunk++)
        {
            var following = length < piece.Length ? 0 : await file.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, ct);
            hash.AppendData(piece, 0, length);
#pragma warning disable CA2100 // The table is one of those above.
            await using (var insert = new NpgsqlCommand($"INSERT INTO {table} (tenant_id, batch_id, chunk, bytes) VALUES (app.tid(), $1, $2, $3)", connection))
#pragma warning restore CA2100
            {
                insert.Parameters.AddWithValue(batch);
                insert.Parameters.AddWithValue(chunk);
                insert.Parameters.AddWithValue(vault.Seal(batch, chunk, following == 0, piece.AsSpan(0, length)));
                await insert.ExecuteNonQueryAsync(ct);
            }

            if (following == 0)
            {
                break;
            }

            (piece, next, length) = (next, piece, following);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256)
        {
            throw new InvalidDataException("The file that was stored is not the one that the batch names.");
        }
    }

    /// <summary>Opens the whole file into a stream of the caller, such as a temporary file that is deleted when it is closed.</summary>
    /// <exception cref="CryptographicException">A piece was changed, is missing, or stands elsewhere.</exception>
    public async Task CopyToAsync(NpgsqlConnection connection, FileVault vault, long batch, Stream target, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(vault);
        ArgumentNullException.ThrowIfNull(target);
#pragma warning disable CA2100 // The table is one of those above.
        await using var read = new NpgsqlCommand(
            $"SELECT bytes, chunk = max(chunk) OVER () FROM {table} WHERE tenant_id = app.tid() AND batch_id = $1 ORDER BY chunk", connection);
#pragma warning restore CA2100
        read.Parameters.AddWithValue(batch);
        await using var rows = await read.ExecuteReaderAsync(ct);
        var chunk = 0;
        while (await rows.ReadAsync(ct))
        {
            // The last row that is there must be the last piece that was written, or the end of the file is missing.
            await target.WriteAsync(vault.Open(batch, chunk++, rows.GetBoolean(1), rows.GetFieldValue<byte[]>(0)), ct);
        }

        if (chunk == 0)
        {
            throw new CryptographicException("The file of the batch is not there.");
        }
    }

    /// <summary>The file as a stream that is opened piece by piece while it is read, and can be read again. The connection is the stream's until it is no longer read.</summary>
    /// <exception cref="CryptographicException">Here or while reading: a piece was changed, is missing, or stands elsewhere.</exception>
    public async Task<Stream> OpenAsync(NpgsqlConnection connection, FileVault vault, long batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(vault);
#pragma warning disable CA2100 // The table is one of those above.
        await using var measure = new NpgsqlCommand($"SELECT max(chunk), sum(length(bytes)) FROM {table} WHERE tenant_id = app.tid() AND batch_id = $1", connection);
#pragma warning restore CA2100
        measure.Parameters.AddWithValue(batch);
        await using var measured = await measure.ExecuteReaderAsync(ct);
        if (!await measured.ReadAsync(ct) || measured.IsDBNull(0))
        {
            throw new CryptographicException("The file of the batch is not there.");
        }

        var (last, length) = (measured.GetInt32(0), measured.GetInt64(1));
        return new PiecedStream(length - ((last + 1L) * FileVault.Overhead), chunk => vault.Open(batch, chunk, chunk == last, PieceOf(connection, batch, chunk)));
    }

    private byte[] PieceOf(NpgsqlConnection connection, long batch, int chunk)
    {
#pragma warning disable CA2100 // The table is one of those above.
        using var read = new NpgsqlCommand($"SELECT bytes FROM {table} WHERE tenant_id = app.tid() AND batch_id = $1 AND chunk = $2", connection);
#pragma warning restore CA2100
        read.Parameters.AddWithValue(batch);
        read.Parameters.AddWithValue(chunk);
        return (byte[]?)read.ExecuteScalar() ?? throw new CryptographicException("A piece of a stored file is missing.");
    }
}
