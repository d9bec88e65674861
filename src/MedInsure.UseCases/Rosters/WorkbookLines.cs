using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>Rows as bytes, one after the other.</summary>
internal interface IRosterLines
{
    /// <summary>Counted from 1, as spreadsheet programs count rows.</summary>
    int Number { get; }

    /// <summary>Ended before the file did: it has to be read the other way.</summary>
    bool IsBroken { get; }

    /// <param name="line">Good until the next call.</param>
    bool Read(out ReadOnlySpan<byte> line);
}

/// <summary>The rows of a workbook as lines, their cells parted by a sign that no text has. A row with a formula ends them: what is said of formulas is said by the ordinary way.</summary>
internal sealed class WorkbookLines(RowBytes rows) : IRosterLines, IDisposable
{
    public const char Separator = '\u001F';

    public int Number => rows.Number;

    public bool IsBroken { get; private set; }

    public bool Read(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (IsBroken || !rows.Read())
        {
            return false;
        }

        for (var i = 0; i < rows.Count; i++)
        {
            IsBroken |= rows.IsFormula(i);
        }

        IsBroken = IsBroken || !rows.Line((byte)Separator, out line);
        return !IsBroken;
    }

    public void Dispose() => rows.Dispose();
}
