using System.Text;
using MedInsure.Persistence.Rosters;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Rosters;

/// <param name="Rows">Rows with content.</param>
/// <param name="WrongRows">Row numbers that were copied as sound and turned out wrong when the whole file was known: to be taken out of the staging again.</param>
/// <param name="Faults">By row; the first ones only where there are very many.</param>
internal sealed record RosterBulkRead(int Rows, int Sound, IReadOnlyCollection<int> WrongRows, IReadOnlyList<RosterFault> Faults, int FaultCount, RosterVerdict Verdict, IReadOnlyList<string> Notes);

/// <summary>
/// Reads a csv of any length (UTF-8, no quotes) straight into the staging: a row that is plain goes through as bytes, any other through <see cref="RosterRowCheck"/>. What only the whole file shows, one person
/// twice, is looked at in a second pass over the few rows that are wrong or of whose person something else is said too, with <see cref="RosterFile"/>: so the outcome is that of <see cref="RosterSheet"/>, and
/// memory is some twenty to forty bytes a person.
/// </summary>
internal sealed class RosterBulk
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly RosterFrame frame;
    private readonly RosterRowCheck check;
    private readonly RosterNumbers numbers = new();
    private readonly HashSet<int> again = [];
    private readonly string[] texts = new string[RosterColumns.All.Count];
    private readonly int keptFaults;
    private SheetRow header = new(0, []);
    private int[] columns = [];
    private char separator = ',';
    private int rows;
    private int sound;

    private RosterBulk(RosterFrame frame, int keptFaults) => (this.frame, check, this.keptFaults) = (frame, new RosterRowCheck(frame), keptFaults);

    /// <param name="file">Seekable; read twice.</param>
    /// <returns>Null for a file that has to be read the ordinary way: quoted, or not UTF-8.</returns>
    /// <exception cref="DecoderFallbackException">Somewhere the file is not UTF-8.</exception>
    public static Result<RosterBulkRead>? Read(Stream file, RosterFrame frame, RosterCopy copy, int keptFaults, Action<int>? progress, CancellationToken ct)
    {
        var bulk = new RosterBulk(frame, keptFaults);
        var place = bulk.Place(file);
        if (!place.IsOk)
        {
            return place.Problem;
        }

        if (!bulk.CopySound(Below(file, bulk.header.Number), copy, progress, ct))
        {
            return null;
        }

        copy.Complete();
        return bulk.Close(file, place.Value.Notes);
    }

    private static RosterLines Below(Stream file, int header)
    {
        file.Position = 0;
        var lines = new RosterLines(file);
        while (lines.Number < header && lines.Read(out _))
        {
        }

        return lines;
    }

    private Result<HeaderPlace> Place(Stream file)
    {
        file.Position = 0;
        var lines = new RosterLines(file);
        var first = new List<SheetRow>();
        while (lines.Number < SheetHeader.SearchedRows && lines.Read(out var line))
        {
            var text = Strict.GetString(line).TrimStart('\uFEFF');
            if (lines.Number == 1)
            {
                separator = ",\t;".MaxBy(sign => text.Count(letter => letter == sign));
            }

            first.Add(new SheetRow(lines.Number, [.. text.Split(separator).Select(field => new SheetCell(CsvText.Restored(field), false))]));
        }

        var found = SheetHeader.PlaceOf(first, [.. RosterColumns.All.Select(one => new ExpectedColumn(one.Name, RosterColumns.IsRequired(one.Column, frame), one.Aliases))]);
        if (found.IsOk)
        {
            header = first.First(row => row.Number == found.Value.Row);
            columns = [.. RosterColumns.All.Select(one => found.Value.Columns.TryGetValue(one.Name, out var column) ? column : -1)];
        }

        return found;
    }

    private bool CopySound(RosterLines lines, RosterCopy copy, Action<int>? progress, CancellationToken ct)
    {
        var plain = new PlainRow(frame, columns, (byte)separator);
        while (lines.Read(out var line))
        {
            if (plain.Read(line, out var name, out var town, out var village))
            {
                copy.Add(lines.Number, plain.First17, name, plain.Region, town, village, plain.Born, plain.Category, plain.Identified);
                numbers.Add(plain.First17, name, plain.Region, plain.CategoryIndex);
                (rows, sound) = (rows + 1, sound + 1);
            }
            else if (line.IndexOfAny((byte)'"', (byte)'\r', (byte)0) >= 0)
            {
                return false;
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

        return !lines.IsTooLong;
    }

    /// <returns>False for a row that cancels: the staging by bytes knows none.</returns>
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

    private Result<RosterBulkRead> Close(Stream file, IEnumerable<string> notes)
    {
        var close = new RosterFile(frame.Kind, keptFaults);
        var (copied, lines) = (new HashSet<int>(), Below(file, header.Number));
        while ((again.Count > 0 || numbers.Doubtful.Count > 0) && lines.Read(out var line))
        {
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

        var closed = close.Close();
        copied.ExceptWith(closed.Rows.Select(row => row.RowNumber));
        return new RosterBulkRead(rows, sound - copied.Count, copied, closed.Faults, closed.FaultCount, close.VerdictOf(rows), [.. notes]);
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

    /// <returns>False for a blank line, and where the headings are repeated.</returns>
    private bool Fields(ReadOnlySpan<byte> line)
    {
        var fields = Strict.GetString(line).Split(separator);
        for (var i = 0; i < columns.Length; i++)
        {
            texts[i] = columns[i] >= 0 && columns[i] < fields.Length ? CsvText.Restored(fields[columns[i]]) : "";
        }

        return !(RosterRowCheck.IsBlank(texts) || (Repeats(RosterColumn.Name) && Repeats(RosterColumn.Number)));

        bool Repeats(RosterColumn column) => texts[(int)column] == header[columns[(int)column]].Text;
    }
}
