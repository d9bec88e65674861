namespace MedInsure.Persistence.Vaults;

/// <summary>Reads what stands in pieces of 1 MB as one file, from wherever it is set to, so that it can be read more than once. One piece is in memory.</summary>
/// <param name="open">Gives a piece by its number from 0; all but the last are whole.</param>
public sealed class PiecedStream(long length, Func<int, byte[]> open) : Stream
{
    private byte[] piece = [];
    private int number = -1;
    private long position;

    public override long Length => length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(Span<byte> buffer)
    {
        if (position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        var (asked, start) = ((int)(position / FileVault.ChunkLength), (int)(position % FileVault.ChunkLength));
        if (asked != number)
        {
            (piece, number) = (open(asked), asked);
            if (piece.Length != Math.Min(FileVault.ChunkLength, length - ((long)asked * FileVault.ChunkLength)))
            {
                throw new InvalidDataException("A piece of a stored file has not the length that its place asks for.");
            }
        }

        var part = Math.Min(buffer.Length, piece.Length - start);
        piece.AsSpan(start, part).CopyTo(buffer);
        position += part;
        return part;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => position, _ => length };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
