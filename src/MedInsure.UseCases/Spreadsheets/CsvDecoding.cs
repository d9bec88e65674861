using System.Text;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Text and the encoding that it came in.</summary>
internal readonly record struct DecodedCsv(string Text, CsvEncoding Encoding, bool HasMark);

/// <summary>Finds the encoding of csv bytes. A byte that does not fit is refused, never replaced by a question mark.</summary>
internal static class CsvDecoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<DecodedCsv> Decode(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return SheetRefusal.Empty;
        }

        if (content.StartsWith<byte>([0xFF, 0xFE]) || content.StartsWith<byte>([0xFE, 0xFF]))
        {
            return SheetRefusal.Encoding;
        }

        if (content.Contains((byte)0))
        {
            return SheetRefusal.NulInText;
        }

        var hasMark = content.StartsWith(Encoding.UTF8.Preamble);
        var body = hasMark ? content[3..] : content;
        if (Try(StrictUtf8, body) is { } utf8)
        {
            return new DecodedCsv(utf8, CsvEncoding.Utf8, hasMark);
        }

        if (hasMark || HasChineseUtf8Line(body))
        {
            return SheetRefusal.MixedEncodings;
        }

        return Try(CsvText.StrictGb18030, body) is { } gb ? new DecodedCsv(gb, CsvEncoding.Gb18030, false) : SheetRefusal.Encoding;
    }

    /// <summary>
    /// Whether some line of a file that is not UTF-8 as a whole is UTF-8 all the same, with several Chinese characters in it. A line in GB18030 can
    /// be UTF-8 by chance only where it is very short, or reads as letters that are not Chinese.
    /// </summary>
    private static bool HasChineseUtf8Line(ReadOnlySpan<byte> content)
    {
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range];
            if (line.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0 && Try(StrictUtf8, line) is { } text)
            {
                var letters = text.Where(c => c > '\u007F').ToList();
                if (letters.Count >= 2 && letters.All(c => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3000' and <= '\u303F') or (>= '\uFF00' and <= '\uFFEF')))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? Try(Encoding encoding, ReadOnlySpan<byte> content)
    {
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
