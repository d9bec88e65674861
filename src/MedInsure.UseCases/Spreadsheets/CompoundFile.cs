using System.Buffers.Binary;
using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// The container of old office files: streams cut into sectors, and tables that say which sector follows which. Nobody else reads it: a chain that runs in a circle or points beyond the file is refused here.
/// </summary>
internal sealed class CompoundFile
{
    private const int EndOfChain = -2;
    private const int EntryLength = 128;

    private readonly byte[] content;
    private readonly int sectorLength;
    private readonly int sectors;
    private readonly int[] next;
    private readonly List<Entry> entries = [];

    private CompoundFile(byte[] content)
    {
        this.content = content;
        sectorLength = Word(26) switch
        {
            3 when Word(30) == 9 => 512,
            4 when Word(30) == 12 => 4096,
            _ => throw Broken,
        };
        sectors = ((content.Length + sectorLength - 1) / sectorLength) - 1;
        next = Table();
        var directory = Chained(Int(48), next, sectors, sectorLength, Sector);
        for (var at = 0; at + EntryLength <= directory.Length; at += EntryLength)
        {
            entries.Add(new Entry(directory.AsSpan(at, EntryLength)));
        }
    }

    private enum EntryKind : byte
    {
        Storage = 1,
        Stream = 2,
        Root = 5,
    }

    /// <summary>Of every stream and storage, however deep.</summary>
    public IEnumerable<string> Names => entries.Select(entry => entry.Name);

    private static SheetRefusedException Broken => new(SheetRefusal.NotASpreadsheet);

    /// <exception cref="SheetRefusedException">The file is broken.</exception>
    public static CompoundFile Open(byte[] content) => content.Length >= 1536 ? new CompoundFile(content) : throw Broken;

    /// <summary>A stream that stands in the root; null where there is none of that name.</summary>
    public byte[]? Stream(string name)
    {
        var root = entries.Count > 0 && entries[0].Kind == EntryKind.Root ? entries[0] : throw Broken;
        if (Below(root).FirstOrDefault(entry => entry.Kind == EntryKind.Stream && entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            return null;
        }

        var whole = found.Length >= Int(56) ? Chained(found.Start, next, sectors, sectorLength, Sector) : Small(found, root);
        return found.Length <= whole.Length ? whole[..(int)found.Length] : throw Broken;
    }

    /// <summary>What is shorter than a few sectors stands in a stream of its own, in sectors of 64 bytes.</summary>
    private byte[] Small(Entry found, Entry root)
    {
        const int Length = 64;
        var all = Chained(root.Start, next, sectors, sectorLength, Sector);
        var follows = Ints(Chained(Int(60), next, sectors, sectorLength, Sector));
        return Chained(found.Start, follows, all.Length / Length, Length, sector => all.AsSpan(sector * Length, Length));
    }

    /// <summary>The entries of a storage are a tree beside each other.</summary>
    private IEnumerable<Entry> Below(Entry storage)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([storage.Child]);
        while (open.TryPop(out var index))
        {
            if (index < 0)
            {
                continue;
            }

            var entry = index < entries.Count && seen.Add(index) ? entries[index] : throw Broken;
            yield return entry;
            open.Push(entry.Right);
            open.Push(entry.Left);
        }
    }

    /// <summary>Which sector follows each. Where the table itself stands, the header says, and sectors after it.</summary>
    private int[] Table()
    {
        const int InHeader = 109;
        var count = Int(44);
        if (count < 0 || count > sectors)
        {
            throw Broken;
        }

        var places = Enumerable.Range(0, Math.Min(count, InHeader)).Select(i => Int(76 + (i * sizeof(int)))).ToList();
        var more = Int(68);
        for (var visited = 0; places.Count < count; visited++)
        {
            var list = Ints(Sector(visited < sectors ? more : throw Broken));
            places.AddRange(list.SkipLast(1).Take(count - places.Count));
            more = list[^1];
        }

        return [.. places.SelectMany(place => Ints(Sector(place)))];
    }

    private byte[] Chained(int start, int[] follows, int most, int length, SectorOf sector)
    {
        using var bytes = new MemoryStream();
        var visited = 0;
        for (var at = start; at != EndOfChain; at = follows[at])
        {
            if (at < 0 || at >= most || at >= follows.Length || ++visited > most)
            {
                throw Broken;
            }

            bytes.Write(sector(at));
        }

        return bytes.ToArray();
    }

    /// <summary>The last one may be cut short; what is missing is zero.</summary>
    private ReadOnlySpan<byte> Sector(int number)
    {
        if (number < 0 || number >= sectors)
        {
            throw Broken;
        }

        var start = (number + 1) * sectorLength;
        if (start + sectorLength <= content.Length)
        {
            return content.AsSpan(start, sectorLength);
        }

        var padded = new byte[sectorLength];
        content.AsSpan(start).CopyTo(padded);
        return padded;
    }

    private static int[] Ints(ReadOnlySpan<byte> bytes)
    {
        var ints = new int[bytes.Length / sizeof(int)];
        for (var i = 0; i < ints.Length; i++)
        {
            ints[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }

        return ints;
    }

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(at));

    private int Word(int at) => BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(at));

    private delegate ReadOnlySpan<byte> SectorOf(int number);

    private sealed class Entry
    {
        public Entry(ReadOnlySpan<byte> bytes)
        {
            var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(bytes[64..]) - 2, 0, 62);
            (Name, Kind) = (Encoding.Unicode.GetString(bytes[..(length / 2 * 2)]), (EntryKind)bytes[66]);
            (Left, Right, Child) = (BinaryPrimitives.ReadInt32LittleEndian(bytes[68..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[72..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[76..]));
            (Start, Length) = (BinaryPrimitives.ReadInt32LittleEndian(bytes[116..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[120..]));
        }

        public string Name { get; }

        public EntryKind Kind { get; }

        public int Left { get; }

        public int Right { get; }

        public int Child { get; }

        public int Start { get; }

        public long Length { get; }
    }
}
