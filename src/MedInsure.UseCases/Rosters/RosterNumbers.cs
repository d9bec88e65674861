using System.Runtime.InteropServices;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// Numbers that stood in a file with what was said of the person, to find those of whom something else is said later: sixteen bytes a slot, where a set of texts takes hundreds. Who stands there again with the
/// same name and county in another category is in order. Name and county are compared by 40 bits of a hash: that two which differ pass for one happens once in 10¹² such pairs.
/// </summary>
internal sealed class RosterNumbers
{
    /// <summary>Categories are told apart up to here; beyond, a person is looked at again although all may be in order.</summary>
    private const int MostCategories = 24;

    private (ulong Number, ulong Said)[] slots = new (ulong, ulong)[1 << 16];
    private int count;

    /// <summary>Numbers whose rows have to be looked at together.</summary>
    public HashSet<ulong> Doubtful { get; } = [];

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
        if (count > slots.Length / 4 * 3)
        {
            Grow();
        }

        ref var slot = ref Find(slots, number);
        if (slot.Number == 0)
        {
            slot = (number, said);
            count++;
        }
        else if ((slot.Said ^ said) >> MostCategories != 0 || (slot.Said & said) << (64 - MostCategories) != 0 || said == 0)
        {
            Doubtful.Add(number);
        }
        else
        {
            slot.Said |= said;
        }
    }

    private static ref (ulong Number, ulong Said) Find((ulong Number, ulong Said)[] slots, ulong number)
    {
        var mask = slots.Length - 1;
        var at = (int)(unchecked(number * 0x9E3779B97F4A7C15UL) >> 33) & mask;
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
}
