using System.Globalization;

namespace MedInsure.Rules.Calendar;

/// <summary>A calendar month. Rosters and payments are monthly, and a rule of months runs over the end of the year: the month after 2020-12 is 2021-01.</summary>
public readonly record struct Month : IComparable<Month>
{
    private readonly int index;

    public Month(int year, int number)
    {
        if (year is < 1 or > 9999 || number is < 1 or > 12)
        {
            throw new ArgumentOutOfRangeException(nameof(number), $"{year}-{number} is no month.");
        }

        index = ((year - 1) * 12) + number - 1;
    }

    private Month(int index) => this.index = index;

    public int Year => (index / 12) + 1;

    /// <summary>1 to 12.</summary>
    public int Number => (index % 12) + 1;

    /// <summary>Year * 12 + number - 1: how the database stores a month, so that months compare, subtract and make ranges as numbers.</summary>
    public int Index => index + 12;

    public DateOnly FirstDay => new(Year, Number, 1);

    public DateOnly LastDay => new(Year, Number, DateTime.DaysInMonth(Year, Number));

    public static bool operator <(Month left, Month right) => left.index < right.index;

    public static bool operator >(Month left, Month right) => left.index > right.index;

    public static bool operator <=(Month left, Month right) => left.index <= right.index;

    public static bool operator >=(Month left, Month right) => left.index >= right.index;

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    /// <param name="index">As <see cref="Index"/> gives it.</param>
    public static Month AtIndex(int index) => index is >= 12 and < 10000 * 12
        ? new Month(index - 12)
        : throw new ArgumentOutOfRangeException(nameof(index), index, "The month lies outside the years 1 to 9999.");

    /// <summary>"2020-11", and nothing else.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        month = default;
        if (!DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }

        month = Of(day);
        return true;
    }

    public Month Plus(int months) => index + months is >= 0 and < 9999 * 12
        ? new Month(index + months)
        : throw new ArgumentOutOfRangeException(nameof(months), months, "The month lies outside the years 1 to 9999.");

    /// <summary>Months from the other one to this one; negative when this one is earlier.</summary>
    public int Since(Month other) => index - other.index;

    public int CompareTo(Month other) => index.CompareTo(other.index);

    /// <summary>2020年11月</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Year}年{Number}月");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");
}
