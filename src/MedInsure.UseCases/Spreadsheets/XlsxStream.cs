using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Writes a workbook of very many rows, cell after cell, as UTF-8 into blocks that a second thread compresses into the archive: what stands in memory is a few blocks, however long it becomes. After 1,048,575
/// rows, the most that a sheet holds below its headings, a further sheet begins. Texts are text cells and never formulas. See docs/adr/0015 for why not a library's writer.
/// </summary>
public sealed class XlsxStream : IDisposable
{
    /// <summary>Rows of a sheet below its headings.</summary>
    public const int MostRows = 1_048_575;

    private const int Room = 64 * 1024;

    private readonly ZipArchive zip;
    private readonly string name;
    private readonly IReadOnlyList<XlsxColumn> columns;
    private readonly int mostRows;
    private readonly BlockWriter writer = new(2 * Room);
    private byte[] buffer;
    private Stream? sheet;
    private int sheets;
    private int rows;
    private int used;

    /// <param name="target">Need not seek; left open. Written to by another thread until this is disposed of.</param>
    /// <param name="name">Of the sheet; further ones are numbered.</param>
    public XlsxStream(Stream target, string name, IReadOnlyList<XlsxColumn> columns, int mostRows = MostRows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        (this.name, this.columns, this.mostRows, buffer) = (name, columns, mostRows, writer.Take());
        Begin();
    }

    /// <summary>The cell of a text that occurs often, made once and then written by <see cref="Ready"/>.</summary>
    public static byte[] CellOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? BlankCell.ToArray() : [.. XlsxParts.CellOf(text[0]), .. Encoding.UTF8.GetBytes(XlsxParts.Escaped(text)), .. XlsxParts.TextEnd];
    }

    private static ReadOnlySpan<byte> BlankCell => "<c/>"u8;

    /// <summary>Ends the row before and begins the next.</summary>
    public void Row()
    {
        if (rows == mostRows)
        {
            End();
            Begin();
        }

        Write("</row><row>"u8);
        rows++;
    }

    public void Text(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
        {
            Blank();
            return;
        }

        Write(XlsxParts.CellOf(text[0]));
        Content(text);
        Write(XlsxParts.TextEnd);
    }

    /// <param name="text">Well-formed UTF-8, as a database keeps it.</param>
    public void Text(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0)
        {
            Blank();
            return;
        }

        Write(XlsxParts.CellOf(text[0]));
        if (text.Length > Room / 4 || text.ContainsAny(XlsxParts.SpecialBytes))
        {
            Content(Encoding.UTF8.GetString(text));
        }
        else
        {
            Write(text);
        }

        Write(XlsxParts.TextEnd);
    }

    public void Number(long number) => Figure(XlsxParts.NumberCell, number, 0);

    /// <summary>An amount in fen, shown in yuan with two decimals.</summary>
    public void Yuan(long fen) => Figure(XlsxParts.YuanCell, fen, 2);

    public void Blank() => Write(BlankCell);

    /// <summary>Cells that were made before, by <see cref="CellOf"/>: one or several, one behind the other.</summary>
    public void Ready(ReadOnlySpan<byte> cells)
    {
        for (var rest = cells; rest.Length > 0;)
        {
            var part = rest[..Math.Min(rest.Length, Room)];
            Write(part);
            rest = rest[part.Length..];
        }
    }

    public void Dispose()
    {
        // Of a workbook whose writing failed nothing is kept, and the reason has been told.
        if (!writer.HasFailed && sheet is not null)
        {
            try
            {
                End();
                XlsxParts.Write(zip, [.. Enumerable.Range(1, sheets).Select(NameOf)]);
                zip.Dispose();
            }
            finally
            {
                writer.Dispose();
            }
        }
        else
        {
            writer.Dispose();
        }
    }

    private string NameOf(int number) => number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}（{number}）");

    private void Begin()
    {
        sheets++;
        rows = 0;
        sheet = zip.CreateEntry(XlsxParts.SheetPath(sheets), CompressionLevel.Fastest).Open();
        Write(XlsxParts.Head(columns));
        Write("<row>"u8);
        foreach (var column in columns)
        {
            Write(XlsxParts.HeadingCell);
            Content(column.Heading);
            Write(XlsxParts.TextEnd);
        }
    }

    private void End()
    {
        Write("</row>"u8);
        Write(XlsxParts.Foot(columns.Count, rows + 1));
        Flush();
        writer.Drain();
        sheet!.Dispose();
        sheet = null;
    }

    /// <summary>The text as XML. What is in order, nearly everything, is encoded straight into the buffer.</summary>
    private void Content(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(XlsxParts.Special))
        {
            text = XlsxParts.Escaped(text.ToString());
        }

        while (text.Length > 0)
        {
            var part = text.Length <= Room / 4 ? text : text[..(Room / 4 - (char.IsHighSurrogate(text[Room / 4 - 1]) ? 1 : 0))];
            MakeRoom(part.Length * 3);
            used += Encoding.UTF8.GetBytes(part, buffer.AsSpan(used));
            text = text[part.Length..];
        }
    }

    private void Figure(ReadOnlySpan<byte> cell, long number, int decimals)
    {
        Write(cell);
        MakeRoom(32);
        var written = 0;
        _ = decimals == 0 ? number.TryFormat(buffer.AsSpan(used), out written, default, CultureInfo.InvariantCulture) : (number / 100m).TryFormat(buffer.AsSpan(used), out written, "0.00", CultureInfo.InvariantCulture);
        used += written;
        Write("</v></c>"u8);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    private void MakeRoom(int length)
    {
        if (used + length > buffer.Length)
        {
            Flush();
        }
    }

    private void Flush()
    {
        writer.Hand(sheet!, buffer, used);
        (buffer, used) = (writer.Take(), 0);
    }
}

/// <param name="Width">In characters of the spreadsheet program.</param>
public sealed record XlsxColumn(string Heading, int Width);
