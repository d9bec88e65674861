using System.Globalization;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>A day as people write it: 2020-12-31, 2020/12/31, 2020.12.31, 2020年12月31日, 20201231, full-width digits too. One rule for the grid and for files.</summary>
public static class HeadcountDate
{
    private static readonly string[] Forms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    /// <summary>Null for what is no day.</summary>
    public static DateOnly? Read(string text) =>
        DateOnly.TryParseExact(PlainText.Of(text), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
