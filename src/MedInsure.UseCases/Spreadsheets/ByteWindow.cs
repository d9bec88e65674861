using System.Buffers;
using System.Text.Unicode;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// The part of a stream that is being looked at, as bytes in one piece. Whatever enters is UTF-8 and holds no character that XML forbids; anything else is unfamiliar.
/// </summary>
internal sealed class ByteWindow(Stream stream) : IDisposable
{
    private const int FirstRoom = 256 * 1024;
    private const int MostRoom = 16 * 1024 * 1024;

    private static readonly SearchValues<byte> Forbidden = SearchValues.Create([.. Enumerable.Range(0, 32).Where(sign => sign is not ('\t' or '\n' or '\r')).Select(sign => (byte)sign)]);

    /// <summary>The first bytes of U+FFC0 to U+FFFF.</summary>
    private static ReadOnlySpan<byte> LastOnes => [0xEF, 0xBF];

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstRoom);
    private int start;
    private int end;
    private int sound;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(start, sound - start);

    public void Skip(int count) => start += count;

    /// <summary>Reads on; what is in the window stays, in the same distance from its beginning.</summary>
    /// <returns>False at the end of the stream.</returns>
    public bool Grow()
    {
        MakeRoom();
        var before = end;
        int read;
        do
        {
            read = stream.Read(buffer, end, buffer.Length - end);
            end += read;
        }
        while (read > 0 && end < buffer.Length);
        Check(isLast: read == 0);
        return end > before;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        (start, end, sound) = (0, 0, 0);
    }

    private void MakeRoom()
    {
        var target = buffer;
        if (end - start > buffer.Length / 2)
        {
            if (buffer.Length >= MostRoom)
            {
                throw new UnfamiliarException();
            }

            target = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        }

        buffer.AsSpan(start, end - start).CopyTo(target);
        (start, end, sound) = (0, end - start, sound - start);
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }
    }

    private void Check(bool isLast)
    {
        var fresh = buffer.AsSpan(sound, end - sound);
        fresh = isLast ? fresh : fresh[..^Unfinished(fresh)];
        if (!Utf8.IsValid(fresh) || fresh.ContainsAny(Forbidden))
        {
            throw new UnfamiliarException();
        }

        for (int next, from = 0; (next = fresh[from..].IndexOf(LastOnes)) >= 0; from += next + 2)
        {
            // U+FFFE and U+FFFF.
            if (fresh[from + next + 2] is 0xBE or 0xBF)
            {
                throw new UnfamiliarException();
            }
        }

        sound += fresh.Length;
    }

    /// <summary>Bytes of a character at the end whose rest has not come yet.</summary>
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            if (bytes[^back] >= 0xC0)
            {
                var length = bytes[^back] >= 0xF0 ? 4 : bytes[^back] >= 0xE0 ? 3 : 2;
                return length > back ? back : 0;
            }
        }

        return 0;
    }
}
