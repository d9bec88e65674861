using System.Globalization;

namespace MedInsure.Rules.Rosters;

/// <summary>
/// A day or a month as rosters have it: 2020-11-20, 2020/11/20, 2020.11.20, 2020年11月20日, 20201120, 2020-11, 202011, and what cells with a date give. With a point a month needs two digits: 2020.1 may
/// be all that a number cell left of 2020.10.
/// </summary>
public readonly record struct RosterDate(DateOnly Day, bool IsMonth)
{
    private static readonly string[] Days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];
    private static readonly string[] Months = ["yyyy-M", "yyyy/M", "yyyy.MM", "yyyy年M月", "yyyyMM"];

    /// <summary>Null for what is neither.</summary>
    public static RosterDate? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is [_, _, _, _, '-', _, _, '-', _, _] && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var plainDay))
        {
            return new RosterDate(plainDay, false);
        }

        var written = text.Trim();
        var time = written.IndexOfAny([' ', 'T']);
        var plain = WrittenText.Plain(time > 0 && WrittenText.Plain(written[(time + 1)..]).All(letter => letter is '0' or ':') ? written[..time] : written);
        return DateOnly.TryParseExact(plain, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new RosterDate(day, false)
            : DateOnly.TryParseExact(plain, Months, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? new RosterDate(month, true)
            : null;
    }
}
