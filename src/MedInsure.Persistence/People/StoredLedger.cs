using System.Security.Cryptography;
using MedInsure.Persistence.Vaults;
using Npgsql;

namespace MedInsure.Persistence.People;

/// <summary>
/// Takes an exported ledger while it is written and stores it sealed, piece by piece, in the caller's transaction: never more than two pieces of 1 MB are in memory. Sealed with
/// <see cref="InstallationKey.LedgerVaultFor"/>.
/// </summary>
public sealed class StoredLedger(NpgsqlConnection connection, FileVault vault, long export) : Stream
{
    private readonly byte[] piece = new byte[FileVault.ChunkLength];
    private int used;
    private int chunk;
    private bool completed;

    /// <summary>Bytes so far.</summary>
    public override long Length => ((long)chunk * FileVault.ChunkLength) + used;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a stored ledger into a stream, such as the answer to a download.</summary>
    /// <exception cref="CryptographicException">A piece was changed, is missing, or stands elsewhere.</exception>
    public static async Task CopyToAsync(NpgsqlConnection connection, FileVault vault, long export, Stream target, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(vault);
        ArgumentNullException.ThrowIfNull(target);
        await using var read = new NpgsqlCommand("SELECT f.bytes, f.chunk = (SELECT max(l.chunk) FROM ledger_file l WHERE l.tenant_id = app.tid() AND l.export_id = $1) FROM ledger_file f WHERE f.tenant_id = app.tid() AND f.export_id = $1 ORDER BY f.chunk", connection);
        read.CommandTimeout = 0;
        read.Parameters.AddWithValue(export);
        await using var rows = await read.ExecuteReaderAsync(ct);
        var number = 0;
        while (await rows.ReadAsync(ct))
        {
            await target.WriteAsync(vault.Open(export, number++, rows.GetBoolean(1), rows.GetFieldValue<byte[]>(0)), ct);
        }

        if (number == 0)
        {
            throw new CryptographicException("The file of the ledger is not there.");
        }
    }

    /// <summary>
    /// Deletes what has expired, of the whole bureau: an hour late, so that neither a download that began in time nor a program whose clock is behind the database's finds an offered file gone.
    /// </summary>
    public static async Task DeleteExpiredAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var delete = new NpgsqlCommand(
            "DELETE FROM ledger_file f USING ledger_export e WHERE f.tenant_id = app.tid() AND e.tenant_id = f.tenant_id AND e.id = f.export_id AND e.expires_at < now() - interval '1 hour'", connection);
        await delete.ExecuteNonQueryAsync(ct);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // A full piece waits for more, so that the last one is known as such.
            if (used == piece.Length)
            {
                Store(isLast: false);
            }

            var part = Math.Min(buffer.Length, piece.Length - used);
            buffer[..part].CopyTo(piece.AsSpan(used));
            used += part;
            buffer = buffer[part..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Stores the last piece. Without it the file does not open.</summary>
    public long Complete()
    {
        ObjectDisposedException.ThrowIf(completed, this);
        var length = Length;
        Store(isLast: true);
        completed = true;
        return length;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Store(bool isLast)
    {
        using var insert = new NpgsqlCommand("INSERT INTO ledger_file (tenant_id, export_id, chunk, bytes) VALUES (app.tid(), $1, $2, $3)", connection);
        insert.Parameters.AddWithValue(export);
        insert.Parameters.AddWithValue(chunk);
        insert.Parameters.AddWithValue(vault.Seal(export, chunk, isLast, piece.AsSpan(0, used)));
        insert.ExecuteNonQuery();
        chunk++;
        used = 0;
    }
}
