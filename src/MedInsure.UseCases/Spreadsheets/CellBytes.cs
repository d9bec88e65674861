using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>As what the value of a cell is written.</summary>
internal enum CellType : byte
{
    Number,
    Shared,
    Text,
    Boolean,
    Day,
    Error,
}

/// <summary>Reads one cell element after the other: where it stands, what is in it, and as what.</summary>
internal sealed class CellBytes(SheetLimits limits, SharedTexts shared, NumberKinds kinds, RowCells cells)
{
    private readonly StringBuilder joined = new();
    private int column;
    private int next;

    public int Row { get; set; }

    public int Counted { get; private set; }

    public int Formulas { get; private set; }

    public void Begin() => (next, Counted, Formulas) = (0, 0, 0);

    /// <summary>A cell as most of them are written, known by comparing whole pieces.</summary>
    /// <param name="rowEnd">How every reference in the row ends: its number and the quotation mark.</param>
    /// <returns>False for any other, which is left as it is.</returns>
    public bool Quick(ref XmlTokens tokens, ReadOnlySpan<byte> rowEnd)
    {
        var quick = new QuickCell(tokens.Rest);
        if (tokens.HasPrefix || !quick.Read(rowEnd, next) || quick.TextLength > limits.MaxCellCharacters)
        {
            return false;
        }

        (column, next) = (quick.Column, quick.Column + 1);
        if (quick.TextLength > 0)
        {
            var kind = quick.Style >= 0 && quick.Type == CellType.Number ? kinds.Of(quick.Style) : NumberKind.Plain;
            Store(tokens.Rest.Slice(quick.TextStart, quick.TextLength), tokens.Position + quick.TextStart, quick.Type, kind);
        }

        tokens.Pass(quick.Length, quick.Elements);
        return true;
    }

    /// <summary>The cell whose tag has just been read, to its end.</summary>
    public bool Cell(ref XmlTokens tokens)
    {
        column = tokens.Attribute("r"u8) is { Length: > 0 } place ? ColumnOf(place) : next;
        next = column >= next ? column + 1 : throw new UnfamiliarException();
        var type = TypeOf(tokens.Attribute("t"u8));
        var kind = type == CellType.Number && tokens.Attribute("s"u8) is { Length: > 0 } style ? kinds.Of(Digits.OrZero(style, 6)) : NumberKind.Plain;
        if (type == CellType.Error)
        {
            Count();
            cells.Made(column, StoredValue.ErrorBytes);
        }

        if (tokens.IsEmpty)
        {
            return true;
        }

        var (hasValue, hasFormula) = (false, false);
        while (tokens.Tag())
        {
            if (tokens.IsEnd)
            {
                return tokens.Name.SequenceEqual("c"u8) ? true : throw new UnfamiliarException();
            }

            if (tokens.Is("f"u8) && !hasFormula)
            {
                hasFormula = true;
                if (!tokens.Text("f"u8, out var start, out var length))
                {
                    return false;
                }

                XmlText.Check(tokens.Between(start, length));
                Count();
                Formulas++;
                cells.Formula(column);
                continue;
            }

            if (hasValue || !(tokens.Is("v"u8) || tokens.Is("is"u8)))
            {
                throw new UnfamiliarException();
            }

            hasValue = true;
            if (!(tokens.Is("v"u8) ? Value(ref tokens, "v"u8, type, kind) : Inline(ref tokens, type, kind)))
            {
                return false;
            }
        }

        return false;
    }

    private static CellType TypeOf(ReadOnlySpan<byte> type) =>
        type.Length == 0 || type.SequenceEqual("n"u8) ? CellType.Number
        : type.SequenceEqual("s"u8) ? CellType.Shared
        : type.SequenceEqual("inlineStr"u8) || type.SequenceEqual("str"u8) ? CellType.Text
        : type.SequenceEqual("b"u8) ? CellType.Boolean
        : type.SequenceEqual("d"u8) ? CellType.Day
        : type.SequenceEqual("e"u8) ? CellType.Error
        : throw new UnfamiliarException();

    private void Count()
    {
        Counted++;
        if (column >= limits.MaxColumns)
        {
            throw new UnfamiliarException();
        }
    }

    /// <summary>"AB12" → 27, where the row is 12.</summary>
    private int ColumnOf(ReadOnlySpan<byte> place)
    {
        var (letters, number) = (0, 0);
        while (letters < place.Length && place[letters] is >= (byte)'A' and <= (byte)'Z')
        {
            number = (number * 26) + (place[letters++] - 'A' + 1);
        }

        return letters is > 0 and <= 3 && Digits.Of(place[letters..], 7) == Row ? number - 1 : throw new UnfamiliarException();
    }

    private bool Value(ref XmlTokens tokens, ReadOnlySpan<byte> element, CellType type, NumberKind kind)
    {
        if (!tokens.Text(element, out var start, out var length))
        {
            return false;
        }

        if (length == 0)
        {
            return true;
        }

        if (length > limits.MaxCellCharacters)
        {
            throw new UnfamiliarException();
        }

        Store(tokens.Between(start, length), start, type, kind);
        return true;
    }

    private void Store(ReadOnlySpan<byte> text, int start, CellType type, NumberKind kind)
    {
        Count();
        switch (type)
        {
            case CellType.Text when XmlText.IsPlain(text):
            case CellType.Number when kind == NumberKind.Plain && Digits.IsPlain(text):
                cells.InWindow(column, start, text.Length);
                break;
            case CellType.Shared:
                var index = Digits.OrZero(text, 9);
                cells.Shared(column, shared, index < shared.Count ? index : throw new UnfamiliarException());
                break;
            case CellType.Error:
                XmlText.Check(text);
                break;
            default:
                Put(XmlText.Of(text), type, kind);
                break;
        }
    }

    /// <summary>Text that stands in the cell itself, whole or in runs.</summary>
    private bool Inline(ref XmlTokens tokens, CellType type, NumberKind kind)
    {
        if (tokens.IsEmpty)
        {
            return true;
        }

        if (!tokens.Tag())
        {
            return false;
        }

        if (tokens.Is("t"u8))
        {
            return Value(ref tokens, "t"u8, type, kind) && tokens.End("is"u8);
        }

        joined.Clear();
        while (!tokens.IsEnd)
        {
            if (!RichText.Part(ref tokens, joined, limits) || !tokens.Tag())
            {
                return false;
            }
        }

        _ = tokens.Name.SequenceEqual("is"u8) ? true : throw new UnfamiliarException();
        if (joined.Length > 0)
        {
            Count();
            Put(joined.ToString(), type, kind);
        }

        return true;
    }

    private void Put(string text, CellType type, NumberKind kind) => cells.Made(column, RichText.Strict.GetBytes(type switch
    {
        CellType.Text => XmlText.Unescaped(text),
        CellType.Boolean => text == "1" ? "TRUE" : "FALSE",
        CellType.Day => StoredValue.Day(text),
        CellType.Number => StoredValue.Number(text, kind, kinds.Is1904),
        CellType.Error => StoredValue.Error,
        _ => throw new UnfamiliarException(),
    }));
}
