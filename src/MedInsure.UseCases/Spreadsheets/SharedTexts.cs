using System.Buffers.Binary;
using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// The texts that the cells of a workbook share, as UTF-8 in pieces of one megabyte, four bytes beside each: half a million of them are a few megabytes and no objects. References are resolved, runs of one
/// text are joined, what is written above a text for its pronunciation is left out.
/// </summary>
internal sealed class SharedTexts
{
    private const int Piece = 1024 * 1024;

    private readonly List<byte[]> pieces = [];
    private readonly List<uint> places = [];
    private readonly StringBuilder joined = new();
    private readonly SheetLimits limits;
    private int used = Piece;

    private SharedTexts(SheetLimits limits) => this.limits = limits;

    public int Count => places.Count;

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var piece = pieces[(int)(places[index] / Piece)].AsSpan((int)(places[index] % Piece));
            return piece.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(piece));
        }
    }

    public static SharedTexts None { get; } = new(new SheetLimits());

    public static SharedTexts Read(Stream part, SheetLimits limits, InflationBudget budget)
    {
        using var window = new ByteWindow(part);
        var texts = new SharedTexts(limits);
        texts.Through(window, budget);
        return texts;
    }

    private void Through(ByteWindow window, InflationBudget budget)
    {
        var prefix = TableFrame.Read(window);
        Span<AttributePlace> attributes = stackalloc AttributePlace[16];
        for (var isEnd = false; !isEnd;)
        {
            var tokens = new XmlTokens(window.Bytes, prefix, [], attributes);
            if (!One(ref tokens, out isEnd))
            {
                if (!window.Grow())
                {
                    throw new UnfamiliarException();
                }

                continue;
            }

            budget.SpendElements(tokens.Elements);
            window.Skip(tokens.Position);
        }

        while (window.Bytes.Length > 0 || window.Grow())
        {
            var blank = window.Bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? window.Bytes.Length : throw new UnfamiliarException();
            window.Skip(blank);
        }
    }

    private bool One(ref XmlTokens tokens, out bool isEnd)
    {
        isEnd = false;
        if (!tokens.Tag())
        {
            return false;
        }

        if (tokens.IsEnd)
        {
            isEnd = tokens.Name.SequenceEqual("sst"u8) ? true : throw new UnfamiliarException();
            return true;
        }

        if (!tokens.Is("si"u8))
        {
            throw new UnfamiliarException();
        }

        if (tokens.IsEmpty)
        {
            Add([]);
            return true;
        }

        if (!tokens.Tag())
        {
            return false;
        }

        if (tokens.Is("t"u8))
        {
            if (!tokens.Text("t"u8, out var start, out var length) || !tokens.Tag())
            {
                return false;
            }

            var text = tokens.Between(start, length);
            if (length > limits.MaxCellCharacters)
            {
                throw new UnfamiliarException();
            }

            if (tokens.IsEnd && tokens.Name.SequenceEqual("si"u8) && XmlText.IsPlain(text))
            {
                Add(text);
                return true;
            }

            joined.Clear().Append(XmlText.Of(text));
        }
        else
        {
            joined.Clear();
        }

        return Joined(ref tokens);
    }

    /// <summary>Texts and runs until the item ends, beginning with the tag at which the tokens stand.</summary>
    private bool Joined(ref XmlTokens tokens)
    {
        while (!tokens.IsEnd)
        {
            if (!(tokens.Is("t"u8) || tokens.Is("r"u8) ? RichText.Part(ref tokens, joined, limits) : tokens.Is("rPh"u8) || tokens.Is("phoneticPr"u8) ? tokens.Skip(limits.MaxCellCharacters) : throw new UnfamiliarException())
                || !tokens.Tag())
            {
                return false;
            }
        }

        Add(RichText.Bytes(tokens.Name.SequenceEqual("si"u8) ? joined.ToString() : throw new UnfamiliarException()));
        return true;
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        if (used + sizeof(int) + text.Length > Piece)
        {
            pieces.Add(new byte[Piece]);
            used = 0;
        }

        places.Add((uint)(((long)(pieces.Count - 1) * Piece) + used));
        var room = pieces[^1].AsSpan(used);
        BinaryPrimitives.WriteInt32LittleEndian(room, text.Length);
        text.CopyTo(room[sizeof(int)..]);
        used += sizeof(int) + text.Length;
    }
}
