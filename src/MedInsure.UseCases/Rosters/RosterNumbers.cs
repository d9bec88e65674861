using System.Runtime.InteropServices;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// Numbers that stood in a file with what was said of the person, to find those of whom something else is said elsewhere: sixteen bytes a row, where a set of texts takes hundreds. Who stands there again with the
/// same name and county in another category is in order. Name and county are compared by 40 bits of a hash: that two which differ pass for one happens once in 10¹² such pairs.
/// </summary>
/// <remarks>
/// Ten million numbers lie wide apart in any one table, and each row would wait for memory; so rows are only put down, by a part of their number's hash, one behind the other, and looked at when the last one was
/// read: part by part, in a table that stays near the processor.
/// </remarks>
internal sealed class RosterNumbers
{
    /// <summary>Categories are told apart up to here; beyond, a person is looked at again although all may be in order.</summary>
    private const int MostCategories = 24;

    /// <summary>Of ten million rows a part has 80,000, and its table two megabytes.</summary>
    private const int PartBits = 7;

    private const int LeastBlock = 64;
    private const int MostBlock = 8_192;

    private readonly Part[] parts = new Part[1 << PartBits];
    private readonly HashSet<ulong> doubtful = [];
    private (ulong Number, ulong Said)[] slots = new (ulong, ulong)[1 << 10];
    private int count;
    private bool isSettled = true;

    /// <summary>Numbers whose rows have to be looked at together. To be asked when all rows were added.</summary>
    public HashSet<ulong> Doubtful
    {
        get
        {
            if (!isSettled)
            {
                Array.ForEach(parts, Settle);
                isSettled = true;
                slots = [];
                Array.Clear(parts);
            }

            return doubtful;
        }
    }

    /// <summary>A row of which not everything is known.</summary>
    public void AddWrong(ulong first17) => Add(first17, 0);

    /// <param name="category">Counted from 0.</param>
    public void Add(ulong first17, ReadOnlySpan<byte> name, ReadOnlySpan<byte> region, int category)
    {
        var hash = Hash(Hash(0x9E3779B97F4A7C15UL, name), region);
        Add(first17, (hash & ~0xFFFFFFUL) | (1UL << Math.Min(category, MostCategories - 1)));
    }

    private void Add(ulong number, ulong said)
    {
        if (slots.Length == 0)
        {
            throw new InvalidOperationException("The numbers were looked at already.");
        }

        isSettled = false;
        ref var part = ref parts[(int)(Spread(number) >> (64 - PartBits))];
        if (part.Block is null || part.Used == part.Block.Length)
        {
            var length = part.Block is null ? LeastBlock : Math.Min(2 * part.Block.Length, MostBlock);
            (part.Blocks ??= []).Add(part.Block = GC.AllocateUninitializedArray<(ulong, ulong)>(length));
            part.Used = 0;
        }

        part.Block[part.Used++] = (number, said);
    }

    /// <summary>In the order of the file: of a number that stands there again, what was said first is compared with.</summary>
    private void Settle(Part part)
    {
        Array.Clear(slots);
        count = 0;
        foreach (var block in part.Blocks ?? [])
        {
            var entries = block.AsSpan(0, block == part.Block ? part.Used : block.Length);
            while (count + entries.Length > slots.Length / 4 * 3)
            {
                Grow();
            }

            foreach (var (number, said) in entries)
            {
                Put(number, said);
            }
        }
    }

    private void Put(ulong number, ulong said)
    {
        ref var slot = ref Find(slots, number);
        if (slot.Number == 0)
        {
            slot = (number, said);
            count++;
        }
        else if ((slot.Said ^ said) >> MostCategories != 0 || (slot.Said & said) << (64 - MostCategories) != 0 || said == 0)
        {
            doubtful.Add(number);
        }
        else
        {
            slot.Said |= said;
        }
    }

    private static ulong Spread(ulong number) => unchecked(number * 0x9E3779B97F4A7C15UL);

    private static ref (ulong Number, ulong Said) Find((ulong Number, ulong Said)[] slots, ulong number)
    {
        var mask = slots.Length - 1;
        var at = (int)(Spread(number) >> 33) & mask;
        while (slots[at].Number != 0 && slots[at].Number != number)
        {
            at = (at + 1) & mask;
        }

        return ref slots[at];
    }

    private static ulong Hash(ulong hash, ReadOnlySpan<byte> text)
    {
        unchecked
        {
            for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
            {
                hash = Mixed(hash ^ MemoryMarshal.Read<ulong>(text));
            }

            var rest = (ulong)text.Length + 1;
            foreach (var letter in text)
            {
                rest = (rest << 8) | letter;
            }

            return Mixed(hash ^ rest);
        }
    }

    private static ulong Mixed(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
            return hash ^ (hash >> 31);
        }
    }

    private void Grow()
    {
        var larger = new (ulong, ulong)[slots.Length * 2];
        foreach (var slot in slots)
        {
            if (slot.Number != 0)
            {
                Find(larger, slot.Number) = slot;
            }
        }

        slots = larger;
    }

    /// <summary>Rows of one part of the numbers.</summary>
    private struct Part
    {
        /// <summary>Also the one that is being filled.</summary>
        public List<(ulong Number, ulong Said)[]>? Blocks;

        /// <summary>Filled up to <see cref="Used"/>.</summary>
        public (ulong Number, ulong Said)[]? Block;

        public int Used;
    }
}
