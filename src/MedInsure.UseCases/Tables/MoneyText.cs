using System.Globalization;

namespace MedInsure.UseCases.Tables;

/// <summary>
/// Writes whole fen as decimal text by moving the point, never through a binary number, so that the text holds the exact amount in either unit.
/// Zero is written out (0.00), never left blank.
/// </summary>
public static class MoneyText
{
    /// <summary>Digits after the point: 2 in 元, 6 in 万元 (one fen is 0.000001 万元).</summary>
    public static int Decimals(MoneyUnit unit) => unit switch
    {
        MoneyUnit.Yuan => 2,
        MoneyUnit.TenThousandYuan => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Unknown unit of money."),
    };

    /// <summary>元 or 万元.</summary>
    public static string Name(MoneyUnit unit) => Decimals(unit) == 2 ? "元" : "万元";

    /// <summary>For reading: 1,234,567.89 or 123.456789.</summary>
    public static string Display(long fen, MoneyUnit unit) => Write(fen, Decimals(unit), grouped: true);

    /// <summary>For machines (xlsx value, csv): 1234567.89 or 123.456789.</summary>
    public static string Plain(long fen, MoneyUnit unit) => Write(fen, Decimals(unit), grouped: false);

    /// <summary>The spreadsheet number format that shows the same digits as <see cref="Display"/>.</summary>
    public static string NumberFormat(MoneyUnit unit) => "#,##0." + new string('0', Decimals(unit));

    private static string Write(long fen, int decimals, bool grouped)
    {
        var magnitude = fen < 0 ? (ulong)-(fen + 1) + 1 : (ulong)fen;
        var digits = magnitude.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var whole = digits[..^decimals];
        var sign = fen < 0 ? "-" : "";
        return sign + (grouped ? Digits.Group(whole) : whole) + "." + digits[^decimals..];
    }
}
