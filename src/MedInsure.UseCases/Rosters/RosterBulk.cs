using System.Text;
using System.Text.Unicode;
using MedInsure.Persistence.Rosters;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// Reads a csv of any length (UTF-8, no quotes), or the rows of a workbook, straight into the staging: a row that is plain goes through as bytes, any other through <see cref="RosterRowCheck"/>. What only the whole file shows, one person
/// twice, is looked at in a second pass over the few rows that are wrong or of whose person something else is said too, with <see cref="RosterFile"/>: so the outcome is that of <see cref="RosterSheet"/>, and
/// memory is some twenty bytes a row, and more only for wrong rows, of which there may be so many.
/// </summary>
internal sealed class RosterBulk
{
    /// <summary>Wrong rows are remembered up to here; of more of them the file is read again.</summary>
    private const int MostKept = 50_000;

    /// <summary>A wrong row costs some 400 bytes until the file is closed, where a sound one costs twenty.</summary>
    private const int MostWrong = 500_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Func<IRosterLines> open;
    private readonly SheetStream? workbook;
    private readonly RosterOrder order;
    private readonly RosterFrame frame;
    private readonly RosterRowCheck check;
    private readonly RosterNumbers numbers = new();
    private readonly HashSet<int> again = [];
    private readonly List<RosterRowReading> kept = [];
    private readonly string[] texts = new string[RosterColumns.All.Count];
    private readonly int keptFaults;
    private SheetRow header = new(0, []);
    private int[] columns = [];
    private char separator;
    private int mostSeparators;
    private int rows;
    private int sound;

    /// <summary>Said of a file of which nearly nothing is right.</summary>
    public static Refused TooWrong { get; } = new($"错误行超过 {MostWrong / 10_000} 万行，没有再读下去。多半是整列填写不当（例如身份类别、行政区划的写法，或列错位）。请对照模板改正整列后再上传。");

    private RosterBulk(Func<IRosterLines> open, SheetStream? workbook, RosterOrder order, int keptFaults)
    {
        (this.open, this.workbook, this.order, this.keptFaults) = (open, workbook, order, keptFaults);
        (frame, check) = (order.Frame, new RosterRowCheck(order.Frame));
    }

    /// <param name="file">Seekable; read twice.</param>
    /// <returns>Null for a file that has to be read the ordinary way: quoted, cancelling, or not UTF-8.</returns>
    public static Result<RosterBulkRead>? Read(Stream file, RosterOrder order, RosterCopy copy, int keptFaults, Action<int>? progress, CancellationToken ct) => new RosterBulk(
        () => new RosterLines(file), null, order, keptFaults).Read(copy, progress, ct);

    /// <param name="file">A workbook.</param>
    /// <returns>Null for one that has to be read the ordinary way: with formulas, cancelling, refused, or not of the kind that is read as bytes.</returns>
    public static Result<RosterBulkRead>? Read(UploadedFile file, RosterOrder order, RosterCopy copy, int keptFaults, Action<int>? progress, CancellationToken ct)
    {
        Result<RosterBulkRead>? read = null;
        var opened = UploadedSheet.Read<bool>(file, RosterLimits.Sheet, sheet =>
        {
            read = sheet.Rows is XlsxRows rows ? new RosterBulk(() => new WorkbookLines(rows.Bytes()), sheet, order, keptFaults).Read(copy, progress, ct) : null;
            return true;
        });
        return opened.IsOk ? read : null;
    }

    private Result<RosterBulkRead>? Read(RosterCopy copy, Action<int>? progress, CancellationToken ct)
    {
        try
        {
            if (FindHead() is not { } found)
            {
                return null;
            }

            if (!found.IsOk)
            {
                return found.Problem;
            }

            (header, columns, separator, mostSeparators) = (found.Value.Row, found.Value.Columns, found.Value.Separator, found.Value.MostSeparators);
            if (!CopySound(copy, progress, ct))
            {
                if (again.Count > MostWrong)
                {
                    return TooWrong;
                }

                return null;
            }

            copy.Complete();
            return Close(found.Value, ct);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private Result<RosterHead>? FindHead()
    {
        var lines = open();
        using var closing = lines as IDisposable;
        return RosterHead.Find(lines, workbook, order);
    }

    private IRosterLines Below()
    {
        var lines = open();
        while (lines.Number < header.Number && lines.Read(out _))
        {
        }

        return lines;
    }

    private bool CopySound(RosterCopy copy, Action<int>? progress, CancellationToken ct)
    {
        var lines = Below();
        using var closing = lines as IDisposable;
        var plain = new PlainRow(frame, columns, (byte)separator);
        while (lines.Read(out var line))
        {
            // Also where nothing is read: a byte that does not fit means another encoding, and then nothing of the file is what it seems.
            mostSeparators = Math.Max(mostSeparators, line.Count((byte)separator));
            if (!Utf8.IsValid(line) || mostSeparators >= RosterLimits.Sheet.MaxColumns || line.Length > RosterLimits.Sheet.MaxCellCharacters)
            {
                return false;
            }

            if (plain.Read(line, out var name, out var town, out var village))
            {
                copy.Add(lines.Number, plain.First17, name, plain.Region, town, village, plain.Born, plain.Category, plain.Identified);
                numbers.Add(plain.First17, name, plain.Region, plain.CategoryIndex);
                (rows, sound) = (rows + 1, sound + 1);
            }
            else if (!TakeOther(lines.Number, line, plain, copy))
            {
                return false;
            }

            if (rows % 16_384 == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress?.Invoke(rows);
            }
        }

        return !lines.IsBroken;
    }

    /// <returns>False for a row that cancels, since the staging by bytes knows none, and for one wrong row too many.</returns>
    private bool TakeOther(int number, ReadOnlySpan<byte> line, PlainRow plain, RosterCopy copy)
    {
        if (Fields(line) is false)
        {
            return true;
        }

        rows++;
        var reading = check.Read(number, texts);
        if (reading.Row is not { } row)
        {
            again.Add(number);
            if (again.Count > MostWrong)
            {
                return false;
            }

            if (kept.Count < MostKept)
            {
                kept.Add(reading);
            }

            if (reading.Number is { } known)
            {
                numbers.AddWrong(First17(known));
            }

            return true;
        }

        if (row.Change == RosterChange.Cancelled)
        {
            return false;
        }

        sound++;
        var (name, region) = (Strict.GetBytes(row.Name), Strict.GetBytes(row.Region.Value));
        numbers.Add(First17(row.Number), name, region, plain.Learn(row, line));
        copy.Add(number, First17(row.Number), name, region, Strict.GetBytes(row.Town), Strict.GetBytes(row.Village), row.Number.Born, Strict.GetBytes(row.Category), row.Identified);
        return true;
    }

    private static ulong First17(IdentityNumber number) => ulong.Parse(number.Value.AsSpan(0, 17), System.Globalization.CultureInfo.InvariantCulture);

    private RosterBulkRead Close(RosterHead head, CancellationToken ct)
    {
        var close = new RosterFile(frame.Kind, keptFaults);
        var copied = new HashSet<int>();
        if (numbers.Doubtful.Count == 0 && kept.Count == again.Count)
        {
            kept.ForEach(close.Add);
        }
        else
        {
            AddAgain(close, copied, ct);
        }

        var closed = close.Close();
        copied.ExceptWith(closed.Rows.Select(row => row.RowNumber));
        return new RosterBulkRead(rows, sound - copied.Count, copied, closed.Faults, closed.FaultCount, close.VerdictOf(rows), [.. workbook?.Notes ?? [], .. head.Place.Notes], PlaceOf(head));
    }

    private ExplanationPlace PlaceOf(RosterHead head) =>
        new(workbook?.Name ?? "CSV", workbook is null ? new CsvShape(CsvEncoding.Utf8, head.HasMark, separator) : null, head.Place.Row, head.Place.ErrorColumn ?? mostSeparators + 1);

    /// <summary>The rows that are wrong, and all of whoever stands in several that do not agree, in the order of the file.</summary>
    private void AddAgain(RosterFile close, HashSet<int> copied, CancellationToken ct)
    {
        var lines = Below();
        using var closing = lines as IDisposable;
        while (lines.Read(out var line))
        {
            if (lines.Number % 16_384 == 0)
            {
                ct.ThrowIfCancellationRequested();
            }

            if (again.Contains(lines.Number) || IsDoubtful(line))
            {
                Fields(line);
                var reading = check.Read(lines.Number, texts);
                close.Add(reading);
                if (reading.Row is not null)
                {
                    copied.Add(lines.Number);
                }
            }
        }
    }

    /// <summary>Whether the rows of a number have to be looked at together; a row that is not plain is looked at by its digits.</summary>
    private bool IsDoubtful(ReadOnlySpan<byte> line)
    {
        if (numbers.Doubtful.Count == 0)
        {
            return false;
        }

        var start = 0;
        for (var i = columns[(int)RosterColumn.Number]; i > 0; i--)
        {
            var length = line[start..].IndexOf((byte)separator);
            if (length < 0)
            {
                return false;
            }

            start += length + 1;
        }

        var end = line[start..].IndexOf((byte)separator);
        var field = end < 0 ? line[start..] : line.Slice(start, end);
        return field.Length == IdentityNumber.Length && System.Buffers.Text.Utf8Parser.TryParse(field[..17], out ulong plain, out var read) && read == 17
            ? numbers.Doubtful.Contains(plain)
            : IdentityNumber.Read(Strict.GetString(field).AsSpan().Trim().TrimStart("'‘’`=").Trim('"'), frame.Today, out var written) == IdentityNumberFault.None
                && numbers.Doubtful.Contains(First17(written));
    }

    /// <summary>A csv keeps its digits by signs that are no part of the text.</summary>
    private string Restored(string field) => workbook is null ? CsvText.Restored(field) : field;

    /// <returns>False for a blank line, and where the headings are repeated.</returns>
    private bool Fields(ReadOnlySpan<byte> line)
    {
        var fields = Strict.GetString(line).Split(separator);
        for (var i = 0; i < columns.Length; i++)
        {
            texts[i] = columns[i] >= 0 && columns[i] < fields.Length ? Restored(fields[columns[i]]) : "";
        }

        return !(RosterRowCheck.IsBlank(texts) || (Repeats(RosterColumn.Name) && Repeats(RosterColumn.Number)));

        bool Repeats(RosterColumn column) => texts[(int)column] == header[columns[(int)column]].Text;
    }
}
