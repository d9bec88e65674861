using System.Globalization;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>A day as people write it: 2020-12-31, 2020/12/31, 2020.12.31, 2020年12月31日, 20201231, full-width digits too. One rule for the grid and for files.</summary>
public static class HeadcountDate
{
    private static readonly string[] Forms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    /// <summary>Up to which day figures of a year are counted unless somebody says otherwise: today, and once the year is over its last day.</summary>
    public static DateOnly Usual(int year, DateOnly today) => today.Year > year ? new DateOnly(year, 12, 31) : today;

    /// <summary>Null for what is no day.</summary>
    public static DateOnly? Read(string text) =>
        DateOnly.TryParseExact(PlainText.Of(text), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
