using System.Globalization;

namespace MedInsure.UseCases.Tables;

/// <summary>The text of a cell in a given unit: one place for screen, print and csv, so that they cannot differ.</summary>
public static class CellText
{
    /// <summary>As a person reads it, with thousands separators. A mark stands in front, so that the points of a column stay in line.</summary>
    public static string Display(TableCell cell, MoneyUnit unit) => cell.Mark?.Shown + Bare(cell, unit, grouped: true);

    /// <summary>The same without its mark, which a screen shows in an element of its own.</summary>
    public static string Unmarked(TableCell cell, MoneyUnit unit) => Bare(cell, unit, grouped: true);

    /// <summary>As a file holds it: the same digits without separators, and the mark.</summary>
    public static string Plain(TableCell cell, MoneyUnit unit) => cell.Mark?.Shown + Bare(cell, unit, grouped: false);

    /// <summary>Whether the cell is a figure: right aligned on every surface.</summary>
    public static bool IsFigure(TableCell cell) => cell is CountCell or MoneyCell or PerCapitaCell;

    /// <summary>The number that a spreadsheet cell holds, as exact decimal text, or null where only text is exact.</summary>
    internal static string? Number(TableCell cell, MoneyUnit unit) => cell switch
    {
        CountCell or MoneyCell => WithinFifteenDigits(Bare(cell, unit, grouped: false)),
        PerCapitaCell { Exact: var exact } when PerCapitaText.IsDecimal(exact) => WithinFifteenDigits(PerCapitaText.Plain(exact)),
        _ => null,
    };

    private static string Bare(TableCell cell, MoneyUnit unit, bool grouped) => cell switch
    {
        TextCell text => text.Text,
        StateCell state => state.Text,
        CountCell count => Count(count.Value, grouped),
        PerCapitaCell perCapita => grouped ? PerCapitaText.Display(perCapita.Exact) : PerCapitaText.Plain(perCapita.Exact),
        MoneyCell money => grouped ? MoneyText.Display(money.Fen, unit) : MoneyText.Plain(money.Fen, unit),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "Unknown kind of cell."),
    };

    private static string Count(long value, bool grouped) => value.ToString(grouped ? "#,##0" : "0", CultureInfo.InvariantCulture);

    /// <summary>Spreadsheet programs keep 15 significant digits; a longer figure stays text rather than lose its last fen.</summary>
    private static string? WithinFifteenDigits(string plain) =>
        plain.TrimStart('-').Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length <= 15 ? plain : null;
}
