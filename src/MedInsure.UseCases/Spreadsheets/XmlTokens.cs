namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Tags and texts one after the other, of the XML that spreadsheet programs write: no comments, no processing instructions, no CDATA, no entities in attributes, nothing declared on the way. Anything else is
/// unfamiliar, and so is what is not well-formed. Where the bytes end before the token does, the answer is false, and one begins again with more bytes.
/// </summary>
internal ref partial struct XmlTokens(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> prefix, IReadOnlyList<byte[]> declared, Span<AttributePlace> attributes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Of every element, with its colon; empty where there is none.</summary>
    private readonly ReadOnlySpan<byte> prefix = prefix;
    private readonly Span<AttributePlace> attributes = attributes;
    private readonly IReadOnlyList<byte[]> declared = declared;
    private int position;
    private int attributeCount;
    private int name;
    private int nameLength;

    public readonly int Position => position;

    /// <summary>Without the prefix.</summary>
    public readonly ReadOnlySpan<byte> Name => bytes.Slice(name, nameLength);

    /// <summary>"&lt;/x&gt;".</summary>
    public bool IsEnd { get; private set; }

    /// <summary>"&lt;x/&gt;".</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Start tags so far.</summary>
    public int Elements { get; private set; }

    public readonly bool HasPrefix => prefix.Length > 0;

    /// <summary>What has not been looked at.</summary>
    public readonly ReadOnlySpan<byte> Rest => bytes[position..];

    /// <summary>Goes on behind tags that were known for what they are at a glance.</summary>
    public void Pass(int length, int elements)
    {
        position += length;
        Elements += elements;
    }

    /// <summary>What was only looked at ahead does not count.</summary>
    public void Forget(int elements) => Elements = elements;

    public readonly bool Is(ReadOnlySpan<byte> element) => !IsEnd && Name.SequenceEqual(element);

    public readonly ReadOnlySpan<byte> Attribute(ReadOnlySpan<byte> wanted)
    {
        foreach (var one in attributes[..attributeCount])
        {
            if (bytes.Slice(one.Name, one.NameLength).SequenceEqual(wanted))
            {
                return bytes.Slice(one.Value, one.ValueLength);
            }
        }

        return default;
    }

    /// <summary>The next tag, with nothing before it but blanks.</summary>
    public bool Tag()
    {
        while (position < bytes.Length && bytes[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            position++;
        }

        return position < bytes.Length && (bytes[position] == '<' ? TagHere() : throw new UnfamiliarException());
    }

    /// <summary>The tag after that is the end of the element.</summary>
    public bool End(ReadOnlySpan<byte> element) => Tag() && (IsEnd && Name.SequenceEqual(element) ? true : throw new UnfamiliarException());

    /// <summary>The text of the element that has just begun, and its end tag.</summary>
    public bool Text(ReadOnlySpan<byte> element, out int start, out int length)
    {
        (start, length) = (position, 0);
        if (IsEmpty)
        {
            return true;
        }

        length = bytes[position..].IndexOf((byte)'<');
        if (length < 0)
        {
            return false;
        }

        position += length;
        return End(element);
    }

    public readonly ReadOnlySpan<byte> Between(int start, int length) => bytes.Slice(start, length);

    /// <summary>Goes behind the end of the element that has just begun, whatever it holds, if no text in it is longer.</summary>
    public bool Skip(int mostText)
    {
        if (IsEmpty)
        {
            return true;
        }

        Span<(int Name, int Length)> open = stackalloc (int, int)[16];
        open[0] = (name, nameLength);
        for (var depth = 1; depth > 0;)
        {
            var length = bytes[position..].IndexOf((byte)'<');
            if (length < 0)
            {
                return false;
            }

            XmlText.Check(length <= mostText ? bytes.Slice(position, length) : throw new UnfamiliarException());
            position += length;
            if (!TagHere())
            {
                return false;
            }

            if (IsEnd)
            {
                var (opened, its) = open[--depth];
                if (!Name.SequenceEqual(bytes.Slice(opened, its)))
                {
                    throw new UnfamiliarException();
                }
            }
            else if (!IsEmpty)
            {
                open[depth < open.Length ? depth++ : throw new UnfamiliarException()] = (name, nameLength);
            }
        }

        return true;
    }

    private bool TagHere()
    {
        var at = position + 1;
        (IsEnd, IsEmpty, attributeCount) = (at < bytes.Length && bytes[at] == '/', false, 0);
        at += IsEnd ? 1 : 0;
        if (prefix.Length > 0)
        {
            if (at + prefix.Length > bytes.Length)
            {
                return false;
            }

            at = bytes[at..].StartsWith(prefix) ? at + prefix.Length : throw new UnfamiliarException();
        }

        name = at;
        while (at < bytes.Length && char.IsAsciiLetter((char)bytes[at]))
        {
            at++;
        }

        nameLength = at - name;
        if (at >= bytes.Length)
        {
            return false;
        }

        if (nameLength == 0)
        {
            throw new UnfamiliarException();
        }

        if (bytes[at] != '>' && (IsEnd || !Attributes(ref at)))
        {
            return IsEnd ? throw new UnfamiliarException() : false;
        }

        Elements += IsEnd ? 0 : 1;
        position = at + 1;
        return true;
    }
}
