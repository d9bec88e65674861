namespace MedInsure.UseCases.Spreadsheets;

/// <summary>The cells of one row: where their texts stand, among the bytes of the sheet or elsewhere.</summary>
internal sealed class RowCells(int most)
{
    private readonly CellPlace[] cells = new CellPlace[most];
    private byte[] made = new byte[1024];
    private int used;
    private int last;
    private SharedTexts shared = SharedTexts.None;

    private enum Source : byte
    {
        None,

        /// <summary>In the window, from the beginning of the row.</summary>
        Window,

        /// <summary>Made of what stands there, such as a date of a number.</summary>
        Made,
        Shared,
    }

    public int Count { get; private set; }

    public bool IsFormula(int column) => column < Count && cells[column].IsFormula;

    public ReadOnlySpan<byte> Text(int column, ReadOnlySpan<byte> row)
    {
        if (column >= Count)
        {
            return default;
        }

        var cell = cells[column];
        return cell.Source switch
        {
            Source.Window => row.Slice(cell.Start, cell.Length),
            Source.Made => made.AsSpan(cell.Start, cell.Length),
            Source.Shared => shared[cell.Start],
            _ => default,
        };
    }

    public void Clear()
    {
        Array.Clear(cells, 0, last);
        (used, last, Count) = (0, 0, 0);
    }

    /// <summary>Ends the row: cells without content at its end do not count.</summary>
    public void Close()
    {
        Count = last;
        while (Count > 0 && cells[Count - 1] is { Length: 0, IsFormula: false })
        {
            Count--;
        }
    }

    public void InWindow(int column, int start, int length) => Put(column, Source.Window, start, length);

    public void Made(int column, ReadOnlySpan<byte> text)
    {
        if (used + text.Length > made.Length)
        {
            Array.Resize(ref made, Math.Max(made.Length * 2, used + text.Length));
        }

        text.CopyTo(made.AsSpan(used));
        Put(column, Source.Made, used, text.Length);
        used += text.Length;
    }

    public void Shared(int column, SharedTexts texts, int index)
    {
        shared = texts;
        Put(column, Source.Shared, index, texts[index].Length);
    }

    public void Formula(int column)
    {
        ref var cell = ref At(column);
        cell = cell with { IsFormula = true };
    }

    private void Put(int column, Source source, int start, int length)
    {
        ref var cell = ref At(column);
        cell = new CellPlace(start, length, source, cell.IsFormula);
    }

    private ref CellPlace At(int column)
    {
        last = Math.Max(last, column + 1);
        return ref cells[column];
    }

    private readonly record struct CellPlace(int Start, int Length, Source Source, bool IsFormula);
}
