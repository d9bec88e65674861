using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Text between two tags, which stands as UTF-8.</summary>
internal static partial class XmlText
{
    /// <summary>Signs because of which the text may not be what its bytes say: references, line ends, the end of a CDATA section, escapes of spreadsheet programs.</summary>
    private static readonly SearchValues<byte> Special = SearchValues.Create("&\r]_"u8);

    public static bool IsPlain(ReadOnlySpan<byte> text) => !text.ContainsAny(Special);

    /// <summary>That it is well-formed, whatever it says.</summary>
    public static void Check(ReadOnlySpan<byte> text)
    {
        if (!IsPlain(text))
        {
            _ = Of(text);
        }
    }

    /// <summary>As a reader of XML gives it: references resolved, line ends as one sign.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("]]>"u8) >= 0)
        {
            throw new UnfamiliarException();
        }

        var text = Encoding.UTF8.GetString(bytes);
        if (text.Contains('\r', StringComparison.Ordinal))
        {
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        }

        return text.Contains('&', StringComparison.Ordinal) ? Resolved(text) : text;
    }

    /// <summary>"_x000D_" as the sign that it stands for.</summary>
    public static string Unescaped(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? Escape().Replace(text, match => ((char)ushort.Parse(match.ValueSpan[2..^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()) : text;

    private static string Resolved(string text)
    {
        var resolved = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var next = text.IndexOf('&', at);
            if (next < 0)
            {
                resolved.Append(text, at, text.Length - at);
                break;
            }

            var end = text.IndexOf(';', next);
            if (end < 0)
            {
                throw new UnfamiliarException();
            }

            resolved.Append(text, at, next - at).Append(Reference(text.AsSpan(next + 1, end - next - 1)));
            at = end + 1;
        }

        return resolved.ToString();
    }

    private static string Reference(ReadOnlySpan<char> name) => name switch
    {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        ['#', 'x', .. { Length: <= 6 } hex] when int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && IsAllowed(code) => char.ConvertFromUtf32(code),
        ['#', .. { Length: <= 7 } digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && IsAllowed(code) => char.ConvertFromUtf32(code),
        _ => throw new UnfamiliarException(),
    };

    private static bool IsAllowed(int code) => code is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);

    [GeneratedRegex("_x[0-9A-F]{4}_", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
