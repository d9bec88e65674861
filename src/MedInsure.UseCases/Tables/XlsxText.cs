using System.Text;
using System.Text.RegularExpressions;

namespace MedInsure.UseCases.Tables;

/// <summary>Text made fit for a sheet's XML: characters that XML forbids are dropped, and what looks like an escape (_x0041_) is kept as written.</summary>
internal static partial class XlsxText
{
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LooksEscaped();

    public static string Safe(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else if (text[i] is '\t' or '\n' or (>= ' ' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD'))
            {
                clean.Append(text[i]);
            }
        }

        return LooksEscaped().Replace(clean.ToString(), "_x005F_");
    }
}
