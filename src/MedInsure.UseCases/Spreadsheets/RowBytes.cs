using System.IO.Compression;
using System.Text;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Goes through the rows one by one. Where the bytes turn out unfamiliar on the way the ordinary reading begins, and goes on behind the last row that was given.</summary>
internal sealed class RowBytes : IDisposable
{
    private readonly byte[] content;
    private readonly SheetLimits limits;
    private readonly XlsxBytes book;
    private readonly string part;
    private byte[] line = new byte[512];
    private ZipArchive? archive;
    private SheetCells? cells;
    private IEnumerator<SheetRow>? ordinary;

    public RowBytes(byte[] content, SheetLimits limits, XlsxBytes book, string part) => (this.content, this.limits, this.book, this.part) = (content, limits, book, part);

    /// <summary>As the spreadsheet program counts.</summary>
    public int Number { get; private set; }

    /// <summary>Cells up to the last one with content.</summary>
    public int Count => ordinary is null ? cells!.Count : ordinary.Current.LastColumn + 1;

    /// <summary>The text of a cell as UTF-8, until the next row is read; empty beyond the last.</summary>
    public ReadOnlySpan<byte> this[int column] => ordinary is null ? cells![column] : Encoding.UTF8.GetBytes(ordinary.Current[column].Text);

    /// <summary>Whether the ordinary reading has taken over.</summary>
    public bool IsOrdinary => ordinary is not null;

    public bool IsFormula(int column) => ordinary is null ? cells!.IsFormula(column) : ordinary.Current[column].IsFormula;

    /// <exception cref="SheetRefusedException">The file turned out wrong on the way.</exception>
    public bool Read()
    {
        if (ordinary is null)
        {
            try
            {
                return ReadBytes();
            }
            catch (Exception failure) when (XlsxBytes.IsHandedOver(failure))
            {
                ordinary = Ordinary();
            }
        }

        var more = ordinary.MoveNext();
        Number = more ? ordinary.Current.Number : Number;
        return more;
    }

    public SheetRow Row(WordCache words)
    {
        if (ordinary is not null)
        {
            return ordinary.Current;
        }

        var row = new SheetCell[cells!.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = new SheetCell(words.Of(i, cells[i]), cells.IsFormula(i));
        }

        return new SheetRow(Number, row);
    }

    /// <summary>The row as one line, good until the next row is read.</summary>
    /// <param name="separator">A sign that no text has: what XML forbids, such as U+001F, only stands in a text by an escape.</param>
    /// <returns>False where a text has it all the same, or a formula has left no result.</returns>
    public bool Line(byte separator, out ReadOnlySpan<byte> bytes)
    {
        var (used, count) = (0, Count);
        for (var i = 0; i < count; i++)
        {
            var text = this[i];
            if (text.Contains(separator) || (text.Length == 0 && IsFormula(i)))
            {
                bytes = default;
                return false;
            }

            if (line.Length < used + text.Length + 1)
            {
                Array.Resize(ref line, Math.Max(line.Length * 2, used + text.Length + 1));
            }

            text.CopyTo(line.AsSpan(used));
            used += text.Length;
            line[used++] = separator;
        }

        bytes = line.AsSpan(0, Math.Max(used - 1, 0));
        return true;
    }

    public void Dispose()
    {
        cells?.Dispose();
        archive?.Dispose();
        ordinary?.Dispose();
    }

    private bool ReadBytes()
    {
        cells ??= book.Begin(archive = book.Archive(), part);
        if (cells.Read())
        {
            Number = cells.Number;
            return true;
        }

        book.End(cells, part);
        return false;
    }

    private IEnumerator<SheetRow> Ordinary()
    {
        var opened = XlsxReading.OpenOrdinary(content, limits);
        return !opened.IsOk ? throw new SheetRefusedException((Refused)opened.Problem)
            : opened.Value.Name != book.Sheet ? throw new SheetRefusedException(SheetRefusal.NotASpreadsheet)
            : opened.Value.Rows.SkipWhile(row => row.Number <= Number).GetEnumerator();
    }
}
