namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Where an attribute stands among the bytes of a tag.</summary>
internal readonly record struct AttributePlace(int Name, int NameLength, int Value, int ValueLength);

/// <summary>The attributes of a tag: each once, none with a reference in it, and none of a vocabulary that was not declared.</summary>
internal ref partial struct XmlTokens
{
    /// <summary>Stands behind the name; leaves at the tag's last sign.</summary>
    private bool Attributes(ref int at)
    {
        while (at < bytes.Length)
        {
            var before = at;
            while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                at++;
            }

            if (at + 1 >= bytes.Length)
            {
                return false;
            }

            if (bytes[at] == '>')
            {
                return true;
            }

            if (bytes[at] == '/')
            {
                IsEmpty = true;
                return bytes[++at] == '>' ? true : throw new UnfamiliarException();
            }

            if (at == before || attributeCount == attributes.Length)
            {
                throw new UnfamiliarException();
            }

            if (!OneAttribute(ref at))
            {
                return false;
            }
        }

        return false;
    }

    private bool OneAttribute(ref int at)
    {
        var start = at;
        while (at < bytes.Length && (char.IsAsciiLetterOrDigit((char)bytes[at]) || bytes[at] == ':'))
        {
            at++;
        }

        var length = at - start;
        if (at + 1 >= bytes.Length)
        {
            return false;
        }

        var quote = bytes[at + 1];
        if (length == 0 || bytes[at] != '=' || quote is not ((byte)'"' or (byte)'\'') || char.IsAsciiDigit((char)bytes[start]))
        {
            throw new UnfamiliarException();
        }

        at += 2;
        var value = at;
        while (at < bytes.Length && bytes[at] != quote)
        {
            if (bytes[at] is (byte)'<' or (byte)'&' or < 0x20)
            {
                throw new UnfamiliarException();
            }

            at++;
        }

        if (at >= bytes.Length)
        {
            return false;
        }

        Keep(new AttributePlace(start, length, value, at - value));
        at++;
        return true;
    }

    private void Keep(AttributePlace one)
    {
        var called = bytes.Slice(one.Name, one.NameLength);
        if (one.ValueLength == 0 && called.Length == 1)
        {
            // A reference, style or type that says nothing is not the same as none.
            throw new UnfamiliarException();
        }

        foreach (var other in attributes[..attributeCount])
        {
            // Twice the same, or two of other namespaces, which may be one.
            if (other.NameLength == one.NameLength && called.SequenceEqual(bytes.Slice(other.Name, other.NameLength))
                || (called.Contains((byte)':') && bytes.Slice(other.Name, other.NameLength).Contains((byte)':')))
            {
                throw new UnfamiliarException();
            }
        }

        if (called.StartsWith("xml"u8) ? !called.SequenceEqual("xml:space"u8) || !IsOfSpace(bytes.Slice(one.Value, one.ValueLength)) : called.IndexOf((byte)':') is var colon && (colon == 0 || (colon > 0 && !IsDeclared(called, colon))))
        {
            throw new UnfamiliarException();
        }

        attributes[attributeCount++] = one;
    }

    private static bool IsOfSpace(ReadOnlySpan<byte> value) => value.SequenceEqual("preserve"u8) || value.SequenceEqual("default"u8);

    private readonly bool IsDeclared(ReadOnlySpan<byte> called, int colon)
    {
        var rest = called[(colon + 1)..];
        if (rest.Length == 0 || rest.Contains((byte)':') || char.IsAsciiDigit((char)rest[0]))
        {
            return false;
        }

        foreach (var known in declared)
        {
            if (called[..colon].SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }
}
