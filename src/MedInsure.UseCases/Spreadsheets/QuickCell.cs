namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// One cell at the beginning of some bytes, if it is written as most programs write it: reference, style and type in this order, then a value or a text, without a blank more or less. It says yes only to what
/// <see cref="XmlTokens"/> would read the same way.
/// </summary>
internal ref struct QuickCell(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;

    public int Column { get; private set; }

    /// <summary>-1 where none is written.</summary>
    public int Style { get; private set; } = -1;

    public CellType Type { get; private set; }

    public int TextStart { get; private set; }

    public int TextLength { get; private set; }

    /// <summary>Of the whole cell.</summary>
    public readonly int Length => at;

    public int Elements { get; private set; }

    /// <param name="next">The column where a cell without a reference stands, and the first where one with a reference may.</param>
    public bool Read(ReadOnlySpan<byte> rowEnd, int next)
    {
        Column = next;
        if (!Take("<c"u8) || (Take(" r=\""u8) && !(Letters() && Column >= next && Take(rowEnd))) || (Take(" s=\""u8) && !Number()) || (Take(" t=\""u8) && !Kind()))
        {
            return false;
        }

        Elements = 1;
        return Take("/>"u8) || (Take(">"u8) && (Take("<v>"u8) ? Text("</v></c>"u8, 1)
            : Take("<is><t>"u8) || Take("<is><t xml:space=\"preserve\">"u8) ? Text("</t></is></c>"u8, 2)
            : Take("</c>"u8)));
    }

    private bool Take(ReadOnlySpan<byte> piece)
    {
        var starts = bytes[at..].StartsWith(piece);
        at += starts ? piece.Length : 0;
        return starts;
    }

    private bool Letters()
    {
        var (number, first) = (0, at);
        for (; at < bytes.Length && at < first + 3 && bytes[at] is >= (byte)'A' and <= (byte)'Z'; at++)
        {
            number = (number * 26) + (bytes[at] - 'A' + 1);
        }

        Column = number - 1;
        return at > first;
    }

    private bool Number()
    {
        var (number, first) = (0, at);
        for (; at < bytes.Length && at < first + 6 && bytes[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            number = (number * 10) + (bytes[at] - '0');
        }

        Style = number;
        return at > first && Take("\""u8);
    }

    private bool Kind()
    {
        return Take("s\""u8) ? Of(CellType.Shared) : Take("inlineStr\""u8) || Take("str\""u8) ? Of(CellType.Text) : Take("n\""u8);
    }

    private bool Of(CellType type)
    {
        Type = type;
        return true;
    }

    private bool Text(ReadOnlySpan<byte> end, int elements)
    {
        Elements += elements;
        var length = bytes[at..].IndexOf((byte)'<');
        (TextStart, TextLength) = (at, Math.Max(length, 0));
        at += TextLength;
        return length >= 0 && Take(end);
    }
}
