namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What people type with a Chinese keyboard, brought to one form.</summary>
public static class PlainText
{
    /// <summary>Full-width letters, digits and signs become ordinary ones; spaces of every width at the ends go.</summary>
    public static string Of(string text)
    {
        var plain = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] switch
                {
                    >= '！' and <= '～' and var c => (char)(c - '！' + '!'),
                    '　' or '\u00A0' => ' ',
                    '−' or '－' => '-',
                    var c => c,
                };
            }
        });
        return plain.Trim().Trim('\uFEFF', '\u200B');
    }

    /// <summary>For comparing headings and names: without any space, and without the star or bracket that marks a required column.</summary>
    public static string Key(string text)
    {
        var plain = new string([.. Of(text).Where(c => !char.IsWhiteSpace(c) && c != '*')]);
        return plain.Replace("(必填)", "", StringComparison.Ordinal).Replace("(选填)", "", StringComparison.Ordinal);
    }
}
