namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Whole numbers as programs write them.</summary>
internal static class Digits
{
    /// <summary>1 or more, of no more than so many digits, not beginning with 0.</summary>
    public static int Of(ReadOnlySpan<byte> text, int most) => text.Length > 0 && text[0] != '0' ? OrZero(text, most) : throw new UnfamiliarException();

    public static int OrZero(ReadOnlySpan<byte> text, int most)
    {
        if (text.Length == 0 || text.Length > most)
        {
            throw new UnfamiliarException();
        }

        var number = 0;
        foreach (var digit in text)
        {
            number = digit is >= (byte)'0' and <= (byte)'9' ? (number * 10) + (digit - '0') : throw new UnfamiliarException();
        }

        return number;
    }

    /// <summary>Up to 15 digits that every program would write the same way.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= 15 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && (text[0] != '0' || text.Length == 1);
}
