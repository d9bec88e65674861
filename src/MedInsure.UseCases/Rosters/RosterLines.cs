namespace MedInsure.UseCases.Rosters;

/// <summary>The lines of a text as bytes, one after the other, through one buffer: a file of a gigabyte costs no more memory than a short one.</summary>
internal sealed class RosterLines : IRosterLines
{
    private readonly byte[] buffer = new byte[1 << 20];
    private readonly Stream file;
    private int begin;
    private int end;
    private bool ended;

    /// <param name="file">Seekable; read from its beginning.</param>
    public RosterLines(Stream file)
    {
        this.file = file;
        file.Position = 0;
    }

    public int Number { get; private set; }

    /// <summary>A line that is longer than any row of a roster, or holds what a csv means otherwise than it looks: a quote, a line break of its own, a NUL. Such a file is read the other way.</summary>
    public bool IsBroken { get; private set; }

    /// <param name="line">Without its line break; good until the next call.</param>
    public bool Read(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var length = buffer.AsSpan(begin, end - begin).IndexOf((byte)'\n');
            if (length >= 0 || (ended && end > begin))
            {
                line = length >= 0 ? buffer.AsSpan(begin, length) : buffer.AsSpan(begin, end - begin);
                begin += line.Length + (length >= 0 ? 1 : 0);
                line = line.EndsWith("\r"u8) ? line[..^1] : line;
                IsBroken = line.IndexOfAny((byte)'"', (byte)'\r', (byte)0) >= 0;
                ended |= IsBroken;
                end = IsBroken ? begin : end;
                Number++;
                return !IsBroken;
            }

            if (ended)
            {
                line = default;
                return false;
            }

            Fill();
        }
    }

    private void Fill()
    {
        buffer.AsSpan(begin, end - begin).CopyTo(buffer);
        (begin, end) = (0, end - begin);
        if (end == buffer.Length)
        {
            IsBroken = ended = true;
            return;
        }

        var read = file.Read(buffer, end, buffer.Length - end);
        end += read;
        ended = read == 0;
    }
}
