using System.Globalization;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// The rows of a worksheet, read once from its bytes: only one row stands in memory. What is unusual, and what the limits forbid, is unfamiliar: the ordinary reading says what becomes of it. A row is not
/// given before the next one has begun, since two rows of one number are one.
/// </summary>
internal sealed class SheetCells : IDisposable
{
    private readonly ByteWindow window;
    private readonly SheetLimits limits;
    private readonly InflationBudget budget;
    private readonly CellBytes values;
    private readonly RowCells cells;
    private readonly byte[] prefix;
    private readonly byte[] rowEnd = new byte[16];
    private int behind;
    private bool isClosed;

    private static ReadOnlySpan<byte> NextRow => "<row r=\""u8;

    public SheetCells(Stream part, SheetLimits limits, InflationBudget budget, SharedTexts shared, NumberKinds kinds)
    {
        (window, this.limits, this.budget) = (new ByteWindow(part), limits, budget);
        Frame = SheetFrame.Read(window);
        (prefix, isClosed) = (Frame.Prefix, Frame.IsEmpty);
        cells = new RowCells(limits.MaxColumns);
        values = new CellBytes(limits, shared, kinds, cells);
    }

    public SheetFrame Frame { get; }

    public int Number { get; private set; }

    /// <summary>Cells with content so far, and those with a formula among them.</summary>
    public int Counted { get; private set; }

    public int Formulas { get; private set; }

    /// <summary>Cells of the row up to the last one with content.</summary>
    public int Count => cells.Count;

    public bool IsFormula(int column) => cells.IsFormula(column);

    /// <summary>The text of a cell as UTF-8, until the next row is read.</summary>
    public ReadOnlySpan<byte> this[int column] => cells.Text(column, window.Bytes);

    /// <summary>The next row with content. After the last one everything behind the rows has been looked at.</summary>
    public bool Read()
    {
        do
        {
            window.Skip(behind);
            behind = 0;
            if (isClosed)
            {
                return false;
            }

            Next();
        }
        while (cells.Count == 0);
        return true;
    }

    /// <summary>What stands behind the rows.</summary>
    public byte[] Behind() => Frame.Behind(window, limits, budget);

    public void Dispose() => window.Dispose();

    private void Next()
    {
        Span<AttributePlace> attributes = stackalloc AttributePlace[16];
        while (true)
        {
            var tokens = new XmlTokens(window.Bytes, prefix, Frame.Declared, attributes);
            cells.Clear();
            values.Begin();
            if (Row(ref tokens))
            {
                budget.SpendElements(tokens.Elements);
                cells.Close();
                return;
            }

            if (!window.Grow())
            {
                throw new UnfamiliarException();
            }
        }
    }

    /// <summary>One row, or the end of the rows.</summary>
    private bool Row(ref XmlTokens tokens)
    {
        if (!tokens.Tag())
        {
            return false;
        }

        if (IsTheEnd(ref tokens))
        {
            (behind, isClosed) = (tokens.Position, true);
            return true;
        }

        var number = NumberOf(ref tokens);
        values.Row = number;
        if (!tokens.IsEmpty)
        {
            var ending = RowEnd(number);
            while (true)
            {
                if (values.Quick(ref tokens, ending))
                {
                    continue;
                }

                if (!tokens.Tag())
                {
                    return false;
                }

                if (tokens.IsEnd)
                {
                    _ = tokens.Name.SequenceEqual("row"u8) ? true : throw new UnfamiliarException();
                    break;
                }

                if (!(tokens.Is("c"u8) ? values.Cell(ref tokens) : throw new UnfamiliarException()))
                {
                    return false;
                }
            }
        }

        var (end, earlier) = (tokens.Position, Number);
        if (number <= earlier)
        {
            throw new UnfamiliarException();
        }

        Number = number;
        if (!Follows(ref tokens))
        {
            Number = earlier;
            return false;
        }

        behind = end;
        Counted += values.Counted;
        Formulas += values.Formulas;
        return Counted <= limits.MaxCells && Formulas <= limits.MaxFormulas && (values.Counted == 0 || number <= limits.MaxRows) ? true : throw new UnfamiliarException();
    }

    /// <summary>Whether what follows can be seen, and is another row or the end.</summary>
    private bool Follows(ref XmlTokens tokens)
    {
        if (!tokens.HasPrefix && tokens.Rest.StartsWith(NextRow) && tokens.Rest[NextRow.Length..] is var next && next.IndexOf((byte)'"') is > 0 and var digits)
        {
            // The rest of the tag is read when its turn comes.
            return Digits.Of(next[..digits], 7) != Number ? true : throw new UnfamiliarException();
        }

        var elements = tokens.Elements;
        if (!tokens.Tag())
        {
            return false;
        }

        _ = IsTheEnd(ref tokens) || NumberOf(ref tokens) != Number ? true : throw new UnfamiliarException();
        tokens.Forget(elements);
        return true;
    }

    /// <summary>How references in the row end.</summary>
    private ReadOnlySpan<byte> RowEnd(int number)
    {
        _ = number.TryFormat(rowEnd, out var length, default, CultureInfo.InvariantCulture);
        rowEnd[length] = (byte)'"';
        return rowEnd.AsSpan(0, length + 1);
    }

    private static bool IsTheEnd(ref XmlTokens tokens) =>
        tokens.IsEnd ? tokens.Name.SequenceEqual("sheetData"u8) ? true : throw new UnfamiliarException()
        : tokens.Is("row"u8) ? false : throw new UnfamiliarException();

    private int NumberOf(ref XmlTokens row) => row.Attribute("r"u8) is { Length: > 0 } written ? Digits.Of(written, 7) : Number + 1;
}
