using System.Globalization;
using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What a cell's stored value is called, by the same words as <see cref="XlsxValue"/>.</summary>
internal static class StoredValue
{
    public const string Error = XlsxValue.Error;

    private const double MillisecondsOfADay = 86_400_000;

    public static byte[] ErrorBytes { get; } = Encoding.UTF8.GetBytes(Error);

    public static string Number(string text, NumberKind kind, bool is1904) =>
        double.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out var number) ? XlsxValue.Text(kind switch
        {
            NumberKind.Date => Date(number, is1904),
            NumberKind.Span => TimeSpan.FromDays(number),
            _ => number,
        })
        : text;

    public static string Day(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite, out var day) ? XlsxValue.Text(day) : text;

    /// <summary>
    /// Days since the last of 1899, to the millisecond. The first program of this kind took 1900 for a leap year, so days before that March are one off; the other way of counting begins in 1904.
    /// </summary>
    private static object Date(double number, bool is1904)
    {
        var days = is1904 ? number + 1_462 : number is >= 0 and < 60 ? number + 1 : number;
        if (days is <= -657_435 or >= 2_958_466)
        {
            return number;
        }

        var milliseconds = (long)((days * MillisecondsOfADay) + (days >= 0 ? 0.5 : -0.5));
        // Before the beginning the day counts backwards and the hour forwards.
        milliseconds -= milliseconds < 0 ? milliseconds % (long)MillisecondsOfADay * 2 : 0;
        return new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified).AddTicks(milliseconds * TimeSpan.TicksPerMillisecond);
    }
}
