namespace MedInsure.Rules.Rosters;

/// <summary>Cells as they were typed or exported.</summary>
internal static class WrittenText
{
    /// <summary>Without blanks and invisible signs, full-width letters, digits and brackets as ordinary ones.</summary>
    public static string Plain(string text) => IsPlain(text)
        ? text
        : string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('\uFEFF' or '\u200B')).Select(letter => letter is >= '！' and <= '～' ? (char)(letter - '！' + '!') : letter));

    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
        {
            if (letter is (>= '！' and <= '～') or '\uFEFF' or '\u200B' || char.IsWhiteSpace(letter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether 15 digits stand together: a number of an identity card that slipped into another column and must not be repeated in a sentence.</summary>
    public static bool HoldsIdentityNumber(string text)
    {
        if (text.Length < 15)
        {
            return false;
        }

        var run = 0;
        foreach (var letter in text)
        {
            run = char.IsDigit(letter) ? run + 1 : char.IsWhiteSpace(letter) ? run : 0;
            if (run >= 15)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"6.20123E+17": what is left of a long number in a cell that is no text.</summary>
    public static bool HasLostDigits(string text)
    {
        var plain = text.AsSpan().Trim();
        var e = plain.IndexOfAny('E', 'e');
        return e > 0 && plain[..e].IndexOfAnyExcept("0123456789.") < 0 && plain[(e + 1)..] is { Length: > 0 } power && power.IndexOfAnyExcept("+0123456789") < 0;
    }

    public static string Quoted(string text) => text.Trim() is { Length: > 30 } plain ? $"“{plain[..30]}…”" : $"“{text.Trim()}”";
}
