using System.Globalization;

namespace MedInsure.UseCases.Tables;

/// <summary>One body cell. Amounts are held exactly; how they look is decided by <see cref="CellText"/> and the table's unit.</summary>
public abstract record TableCell
{
    private protected TableCell()
    {
    }

    /// <summary>A stable name of the figure, such as "620102/central", to which a screen attaches a click. Null where there is nothing to explain.</summary>
    public string? Key { get; init; }

    /// <summary>What must be said beside the figure on every screen and export, such as 假设. Null for an ordinary figure.</summary>
    public CellMark? Mark { get; init; }

    /// <summary>How many columns the cell covers, counted from its own.</summary>
    public int Span { get; init; } = 1;
}

/// <summary>Words. Never taken for a number or a formula by any export.</summary>
public sealed record TextCell(string Text) : TableCell
{
    /// <summary>Shown struck through: what held before.</summary>
    public bool IsStruck { get; init; }
}

/// <summary>A whole number of persons or things; not affected by the unit of money.</summary>
public sealed record CountCell(long Value) : TableCell;

/// <summary>An amount in whole fen, shown in the unit of the table.</summary>
public sealed record MoneyCell(long Fen) : TableCell;

/// <summary>
/// Yuan a head, exact: decimal text such as "96.4" (shown with at least 2 decimals, more only where the value has more) or,
/// where no decimal is exact, a fraction such as "550/3", which is shown as it is. Always in 元, whatever the unit of the table.
/// </summary>
public sealed record PerCapitaCell : TableCell
{
    public PerCapitaCell(decimal yuan)
        : this(yuan.ToString(CultureInfo.InvariantCulture))
    {
    }

    public PerCapitaCell(string exact)
    {
        if (!PerCapitaText.IsExact(exact))
        {
            throw new ArgumentException($"'{exact}' is neither a decimal number nor a fraction.", nameof(exact));
        }

        Exact = exact;
    }

    public string Exact { get; }
}

/// <summary>
/// A place where no figure stands, and why. It is never empty and never reads as a number: a gap is not zero.
/// </summary>
public sealed record StateCell : TableCell
{
    public StateCell(CellState state, string note, string? text = null)
    {
        var shown = text ?? state.Name();
        if (string.IsNullOrWhiteSpace(shown) || decimal.TryParse(shown, NumberStyles.Any, CultureInfo.InvariantCulture, out _))
        {
            throw new ArgumentException($"A state must be words, not '{shown}'.", nameof(text));
        }

        State = state;
        Text = shown;
        Note = note;
    }

    public CellState State { get; }

    public string Text { get; }

    /// <summary>One sentence for the reader: what is missing and which document would give it. Printed below the table.</summary>
    public string Note { get; }
}
