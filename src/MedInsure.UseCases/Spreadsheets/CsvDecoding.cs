using System.Text;
using System.Text.Unicode;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Bytes of a csv whose encoding was found: every one of them fits it. The text is made while it is read and never stands in memory beside the bytes.</summary>
internal sealed record CsvSource(byte[] Content, CsvEncoding Encoding, bool HasMark)
{
    public TextReader Open()
    {
        var mark = HasMark ? System.Text.Encoding.UTF8.Preamble.Length : 0;
        return new StreamReader(new MemoryStream(Content, mark, Content.Length - mark, writable: false), CsvDecoding.StrictOf(Encoding), detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
    }
}

/// <summary>Finds the encoding of csv bytes. A byte that does not fit is refused, never replaced by a question mark.</summary>
internal static class CsvDecoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Encoding StrictOf(CsvEncoding encoding) => encoding == CsvEncoding.Gb18030 ? CsvText.StrictGb18030 : StrictUtf8;

    public static Result<CsvSource> Detect(byte[] file)
    {
        ReadOnlySpan<byte> content = file;
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
        if (Utf8.IsValid(body))
        {
            return new CsvSource(file, CsvEncoding.Utf8, hasMark);
        }

        return hasMark || HasChineseUtf8Line(body) ? SheetRefusal.MixedEncodings
            : Fits(CsvText.StrictGb18030, body) ? new CsvSource(file, CsvEncoding.Gb18030, false)
            : SheetRefusal.Encoding;
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
            if (line.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0 && Utf8.IsValid(line))
            {
                var letters = StrictUtf8.GetString(line).Where(c => c > '\u007F').ToList();
                if (letters.Count >= 2 && letters.All(c => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3000' and <= '\u303F') or (>= '\uFF00' and <= '\uFFEF')))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Fits(Encoding encoding, ReadOnlySpan<byte> content)
    {
        try
        {
            return encoding.GetCharCount(content) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
