using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Text that stands in several runs of different letters.</summary>
internal static class RichText
{
    public static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text or run that has just begun.</summary>
    public static bool Part(ref XmlTokens tokens, StringBuilder joined, SheetLimits limits)
    {
        if (tokens.Is("t"u8))
        {
            return Text(ref tokens, joined, limits);
        }

        if (!tokens.Is("r"u8))
        {
            throw new UnfamiliarException();
        }

        if (tokens.IsEmpty)
        {
            return true;
        }

        while (tokens.Tag())
        {
            if (tokens.IsEnd)
            {
                return tokens.Name.SequenceEqual("r"u8) ? true : throw new UnfamiliarException();
            }

            if (!(tokens.Is("t"u8) ? Text(ref tokens, joined, limits) : tokens.Is("rPr"u8) ? tokens.Skip(limits.MaxCellCharacters) : throw new UnfamiliarException()))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The whole text with its escapes undone. Half of a character is no text.</summary>
    public static byte[] Bytes(string text)
    {
        try
        {
            return Strict.GetBytes(XmlText.Unescaped(text));
        }
        catch (EncoderFallbackException)
        {
            throw new UnfamiliarException();
        }
    }

    private static bool Text(ref XmlTokens tokens, StringBuilder joined, SheetLimits limits)
    {
        if (!tokens.Text("t"u8, out var start, out var length))
        {
            return false;
        }

        joined.Append(length <= limits.MaxCellCharacters ? XmlText.Of(tokens.Between(start, length)) : throw new UnfamiliarException());
        // Each part may be short enough and the whole not: said by the ordinary way.
        return joined.Length <= limits.MaxCellCharacters ? true : throw new UnfamiliarException();
    }
}
