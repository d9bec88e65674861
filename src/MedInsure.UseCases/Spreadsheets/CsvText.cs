using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>The two encodings that spreadsheet programs in the offices open without asking.</summary>
public enum CsvEncoding
{
    /// <summary>UTF-8 with a byte order mark.</summary>
    Utf8,

    /// <summary>The national standard encoding, for programs that do not look for a byte order mark.</summary>
    Gb18030,
}

/// <summary>How csv text is written: quoting, neutralised formulas, encoding.</summary>
public static class CsvText
{
    private const string FormulaStarts = "=+-@\t\r＝＋－＠";

    /// <summary>GB18030 that throws on what it cannot read, without registering code pages for the whole process.</summary>
    public static Encoding StrictGb18030 { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>
    /// Puts an apostrophe before text that a spreadsheet program would run: = + - @, their full-width forms, tab or return at the beginning, spaces
    /// before them not counted. For text only: a negative figure is a figure.
    /// </summary>
    public static string Neutral(string text)
    {
        var first = text.AsSpan().TrimStart(" \u00A0\u3000");
        return first.Length > 0 && FormulaStarts.Contains(first[0], StringComparison.Ordinal) ? "'" + text : text;
    }

    /// <summary>Takes the apostrophe of <see cref="Neutral"/> away again, when a file of ours comes back.</summary>
    public static string Restored(string field) => field.StartsWith('\'') && Neutral(field[1..]) == field ? field[1..] : field;

    /// <summary>Quotes a field where it holds a separator, a quote or a line break.</summary>
    public static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",;\"\r\n\t") < 0 ? field : "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static byte[] Encode(string text, CsvEncoding encoding) => encoding == CsvEncoding.Gb18030
        ? StrictGb18030.GetBytes(text)
        : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
}
