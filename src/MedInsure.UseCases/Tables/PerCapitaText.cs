namespace MedInsure.UseCases.Tables;

/// <summary>Yuan a head as text: at least 2 decimals, more only where the value has more, fractions unchanged.</summary>
public static class PerCapitaText
{
    internal static bool IsExact(string text) => IsDecimal(text) || IsFraction(text);

    internal static bool IsDecimal(string text)
    {
        var parts = Unsigned(text).Split('.');
        return parts.Length <= 2 && parts.All(IsDigits);
    }

    private static bool IsFraction(string text)
    {
        var parts = Unsigned(text).Split('/');
        return parts.Length == 2 && parts.All(IsDigits) && parts[1].AsSpan().IndexOfAnyExcept('0') >= 0;
    }

    private static string Unsigned(string text) => text.StartsWith('-') ? text[1..] : text;

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    /// <summary>For reading: 96.4 → 96.40; 1550.125 → 1,550.125; 550/3 → 550/3.</summary>
    public static string Display(string exact) => Write(exact, grouped: true);

    /// <summary>For machines: 96.4 → 96.40; 1550.125 → 1550.125; 550/3 → 550/3.</summary>
    public static string Plain(string exact) => Write(exact, grouped: false);

    private static string Write(string exact, bool grouped)
    {
        if (!IsDecimal(exact))
        {
            return exact;
        }

        var negative = exact[0] == '-';
        var parts = exact[(negative ? 1 : 0)..].Split('.');
        var whole = parts[0].TrimStart('0').PadLeft(1, '0');
        var decimals = (parts.Length == 2 ? parts[1].TrimEnd('0') : "").PadRight(2, '0');
        return (negative ? "-" : "") + (grouped ? Digits.Group(whole) : whole) + "." + decimals;
    }
}
