using System.Globalization;
using ExcelDataReader;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>A cell's stored value as text that no culture changes.</summary>
internal static class XlsxValue
{
    /// <summary>Stands for #REF!, #N/A and their like, which the reader gives back as nothing.</summary>
    public const string Error = "#错误值";

    public static string Text(IExcelDataReader reader, int column) => Text(reader.GetValue(column));

    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        double number => Number(number),
        bool flag => flag ? "TRUE" : "FALSE",
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>
    /// The digits that the program shows: a binary number of 15 significant digits and a decimal one are the same. Beyond that the digits that somebody typed are lost, and the text says so by its
    /// form (6.2012319500101E+17) in place of zeros that look like digits.
    /// </summary>
    private static string Number(double number) => Math.Abs(number) < 1e15
        ? ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture)
        : number.ToString("0.##############E+0", CultureInfo.InvariantCulture);
}
