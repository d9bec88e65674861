namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Figures as people type them: full-width digits, thousands separators, a sign.</summary>
public static class FigureText
{
    /// <summary>
    /// "１２，３４５.50" → "12345.50". False where the text is no figure, or its separators do not stand at every third digit: 1,23 may be a slip
    /// for 1.23 or for 123, and is not guessed.
    /// </summary>
    public static bool TryPlain(string text, out string figure)
    {
        figure = "";
        var plain = PlainText.Of(text);
        var sign = plain.StartsWith('-') ? "-" : "";
        var digits = plain.StartsWith('-') || plain.StartsWith('+') ? plain[1..] : plain;
        var parts = digits.Split('.');
        var groups = parts[0].Split(',');
        if (parts.Length > 2 || !parts.Skip(1).Concat(groups).All(IsDigits) || !GroupedByThree(groups))
        {
            return false;
        }

        figure = sign + string.Concat(groups) + (parts.Length == 2 ? "." + parts[1] : "");
        return true;
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool GroupedByThree(string[] groups) => groups.Length == 1 || (groups[0].Length <= 3 && groups.Skip(1).All(g => g.Length == 3));
}
