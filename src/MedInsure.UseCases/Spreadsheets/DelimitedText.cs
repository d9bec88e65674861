using System.Text;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Splits csv or a copied block into records: fields in double quotes may hold separators, doubled quotes and line breaks. A quote inside an
/// unquoted field is a character like any other. Record n is the row that a spreadsheet program shows as n. Blank fields at the end of a record are dropped.
/// </summary>
internal sealed class DelimitedText
{
    /// <summary>Blank rows and fields cost memory too: a file of nothing but line breaks must not become millions of them.</summary>
    private const int MostBlankRows = 1_000_000;
    private const int MostBlankFields = 16_384;

    private readonly SheetLimits limits;
    private readonly char separator;
    private readonly List<string> fields = [];
    private readonly StringBuilder field = new();
    private bool quoted;
    private bool begun;
    private int cells;
    private int rows;
    private IReadOnlyList<string>? ended;

    private DelimitedText(char separator, SheetLimits limits) => (this.separator, this.limits) = (separator, limits);

    /// <exception cref="SheetRefusedException">A quote is never closed, or a limit is passed.</exception>
    public static List<IReadOnlyList<string>> Split(string text, char separator, SheetLimits limits) => [.. Records(() => new StringReader(text), separator, limits)];

    /// <summary>One record after the other while they are asked for; asked again, from the beginning.</summary>
    /// <exception cref="SheetRefusedException">As above.</exception>
    public static IEnumerable<IReadOnlyList<string>> Records(CsvSource source, char separator, SheetLimits limits) => Records(source.Open, separator, limits);

    public static IEnumerable<IReadOnlyList<string>> Records(Func<TextReader> open, char separator, SheetLimits limits)
    {
        using var reader = open();
        var split = new DelimitedText(separator, limits);
        for (var c = reader.Read(); c >= 0;)
        {
            var next = reader.Read();
            var taken = split.Take((char)c, next < 0 ? '\0' : (char)next);
            c = taken > 0 ? reader.Read() : next;
            if (split.ended is { } record)
            {
                split.ended = null;
                yield return record;
            }
        }

        split.Refuse(split.quoted, () => SheetRefusal.OpenQuote(split.rows + 1));
        if (split.begun || split.fields.Count > 0)
        {
            split.EndRow();
            yield return split.ended!;
        }
    }

    /// <summary>Takes a character and says how many of the next were taken with it.</summary>
    private int Take(char c, char next)
    {
        if (quoted)
        {
            return TakeQuoted(c, next);
        }

        if (c == separator)
        {
            EndField();
        }
        else if (c is '\r' or '\n')
        {
            EndRow();
            return c == '\r' && next == '\n' ? 1 : 0;
        }
        else if (c == '"' && !begun)
        {
            quoted = begun = true;
        }
        else
        {
            Append(c);
        }

        return 0;
    }

    private int TakeQuoted(char c, char next)
    {
        if (c != '"')
        {
            Append(c);
        }
        else if (next == '"')
        {
            Append(c);
            return 1;
        }
        else
        {
            quoted = false;
        }

        return 0;
    }

    private void Append(char c)
    {
        begun = true;
        field.Append(c);
        if (field.Length > limits.MaxCellCharacters)
        {
            throw new SheetRefusedException(quoted ? SheetRefusal.OpenQuote(rows + 1) : SheetRefusal.GiantCell(limits));
        }
    }

    private void EndField()
    {
        fields.Add(field.ToString());
        Refuse(fields.Count > (field.Length > 0 ? limits.MaxColumns : limits.MaxColumns + MostBlankFields), () => SheetRefusal.TooManyColumns(limits));
        cells += field.Length > 0 ? 1 : 0;
        Refuse(cells > limits.MaxCells, () => SheetRefusal.TooManyCells(limits));
        field.Clear();
        begun = false;
    }

    private void EndRow()
    {
        EndField();
        var width = fields.FindLastIndex(f => f.Length > 0) + 1;
        ended = width == 0 ? [] : [.. fields.Take(width)];
        Refuse(++rows > (width > 0 ? limits.MaxRows : limits.MaxRows + MostBlankRows), () => SheetRefusal.TooManyRows(limits));
        fields.Clear();
    }

    private void Refuse(bool wrong, Func<Refused> refusal)
    {
        if (wrong)
        {
            throw new SheetRefusedException(refusal());
        }
    }
}
