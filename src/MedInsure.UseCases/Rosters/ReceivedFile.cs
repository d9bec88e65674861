using System.Security.Cryptography;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// An uploaded file of any length until the database has it: in a temporary file that is gone when it is closed, sealed under a key that stands nowhere else, for it holds names and numbers. What the database
/// asks first, its length and hash, is only known when all of it has come.
/// </summary>
internal sealed class ReceivedFile : IAsyncDisposable
{
    private const int Piece = FileVault.ChunkLength + FileVault.Overhead;

    private readonly FileVault vault = new(RandomNumberGenerator.GetBytes(IdentityVault.KeyLength), 0, "received");
    private readonly FileStream spool;

    private ReceivedFile(FileStream spool) => this.spool = spool;

    public long Length { get; private set; }

    /// <summary>Lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Reads to the limit and no further; what the limit is, the beginning of the file says.</summary>
    /// <param name="limitOf">Gets the first bytes, at most 64 of them.</param>
    public static Task<Result<ReceivedFile>> ReceiveAsync(Stream stream, Func<byte[], RosterLimit> limitOf, CancellationToken ct) => ReceiveAsync(stream, limitOf, Spool(), ct);

    /// <param name="spool">Where it waits; closed with this file.</param>
    internal static async Task<Result<ReceivedFile>> ReceiveAsync(Stream stream, Func<byte[], RosterLimit> limitOf, FileStream spool, CancellationToken ct)
    {
        var file = new ReceivedFile(spool);
        try
        {
            if (await file.TakeAsync(stream, limitOf, ct) is not { } refused)
            {
                return file;
            }

            await file.DisposeAsync();
            return refused;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public Stream Open() => new PiecedStream(Length, chunk =>
    {
        var bytes = new byte[Math.Min(Piece, spool.Length - ((long)chunk * Piece))];
        spool.Position = (long)chunk * Piece;
        spool.ReadExactly(bytes);
        return vault.Open(0, chunk, false, bytes);
    });

    public async ValueTask DisposeAsync()
    {
        await spool.DisposeAsync();
        vault.Dispose();
    }

    private async Task<Refused?> TakeAsync(Stream stream, Func<byte[], RosterLimit> limitOf, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[FileVault.ChunkLength];
        RosterLimit? limit = null;
        for (var chunk = 0; ; chunk++)
        {
            var length = await stream.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, ct);
            limit ??= limitOf(piece[..Math.Min(length, 64)]);
            Length += length;
            if (Length > limit.Bytes)
            {
                return limit.TooLarge;
            }

            hash.AppendData(piece, 0, length);
            if (length > 0 && await KeepAsync(vault.Seal(0, chunk, false, piece.AsSpan(0, length)), ct) is { } full)
            {
                return full;
            }

            if (length < piece.Length)
            {
                Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
                return Length == 0 ? SheetRefusal.Empty : null;
            }
        }
    }

    private async Task<Refused?> KeepAsync(byte[] bytes, CancellationToken ct)
    {
        try
        {
            await spool.WriteAsync(bytes, ct);
            return null;
        }
        catch (IOException)
        {
            // Nothing but the disk stands between the program and this file.
            return new Refused("服务器的临时磁盘已满，文件没有接收。请联系系统管理员腾出空间后再上传。");
        }
    }

    /// <summary>For the program's own eyes, where the system knows such a thing.</summary>
    private static FileStream Spool()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"medinsure-{Guid.NewGuid():N}"), options);
        if (!OperatingSystem.IsWindows())
        {
            // It has no name from here on: whatever becomes of the program, the disk is free again.
            File.Delete(file.Name);
        }

        return file;
    }
}
