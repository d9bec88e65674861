using System.Buffers.Binary;
using System.Text;

namespace MedInsure.UseCases.Tests.Spreadsheets;

/// <summary>An .xls of Excel 97 to 2003 put together record by record, so that a test can make any of them hostile.</summary>
internal sealed class RawXls
{
    private const int SectorLength = 512;

    private readonly List<(string Name, byte State, byte Type, List<byte[]> Records)> sheets = [];
    private readonly List<string> shared = [];
    private readonly List<byte[]> globals = [];
    private readonly List<string> storages = [];

    /// <summary>Of the table that says which sector follows which; set after everything else.</summary>
    public Action<int[]>? Chains { get; init; }

    public string StreamName { get; init; } = "Workbook";

    /// <summary>The table of shared texts, instead of the right one.</summary>
    public byte[]? Texts { get; init; }

    public int PieceOfTexts { get; init; } = 8_000;

    public static byte[] Record(int kind, params ReadOnlySpan<byte> bytes)
    {
        var record = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(record, (ushort)kind);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(2), (ushort)bytes.Length);
        bytes.CopyTo(record.AsSpan(4));
        return record;
    }

    public static byte[] Words(params ReadOnlySpan<int> words)
    {
        var bytes = new byte[words.Length * 2];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), (ushort)words[i]);
        }

        return bytes;
    }

    public static RawXls OneRow(string text = "甲") => new RawXls().Sheet("填报").Text(0, 0, text);

    public RawXls Sheet(string name, byte state = 0, byte type = 0)
    {
        sheets.Add((name, state, type, []));
        return this;
    }

    /// <summary>Any record, in the sheet that was begun last.</summary>
    public RawXls With(byte[] record)
    {
        sheets[^1].Records.Add(record);
        return this;
    }

    public RawXls WithGlobal(byte[] record)
    {
        globals.Add(record);
        return this;
    }

    public RawXls WithStorage(string name)
    {
        storages.Add(name);
        return this;
    }

    public RawXls Text(int row, int column, string text)
    {
        shared.Add(text);
        return With(Record(0xFD, [.. Words(row, column, 0), .. BitConverter.GetBytes(shared.Count - 1)]));
    }

    public RawXls Number(int row, int column, double number, int style = 0) => With(Record(0x203, [.. Words(row, column, style), .. BitConverter.GetBytes(number)]));

    public RawXls Formula(int row, int column, double result) => With(Record(6, [.. Words(row, column, 0), .. BitConverter.GetBytes(result), .. new byte[8]]));

    public RawXls FormulaOfText(int row, int column, string result) =>
        With(Record(6, [.. Words(row, column, 0, 0, 0, 0, 0xFFFF), .. new byte[8]])).With(Record(0x207, [.. Words(result.Length), 1, .. Encoding.Unicode.GetBytes(result)]));

    public RawXls Error(int row, int column) => With(Record(0x205, [.. Words(row, column, 0), 0x2A, 1]));

    public byte[] Bytes() => Contained(Stream());

    /// <summary>The records alone.</summary>
    public byte[] Stream()
    {
        var place = Globals(new int[sheets.Count]).Length;
        var (parts, places) = (new List<byte[]>(), new List<int>());
        foreach (var sheet in sheets)
        {
            byte[] part = [.. Record(0x809, Words(0x600, 0x10, 0, 0, 0, 0, 0, 0)), .. sheet.Records.SelectMany(record => record), .. Record(0x0A)];
            places.Add(place);
            parts.Add(part);
            place += part.Length;
        }

        return [.. Globals([.. places]), .. parts.SelectMany(part => part), .. new byte[8]];
    }

    private byte[] Globals(int[] places) =>
    [
        .. Record(0x809, Words(0x600, 5, 0, 0, 0, 0, 0, 0)), .. Record(0x42, Words(1_200)), .. globals.SelectMany(record => record),
        .. Record(0xE0, [.. Words(0, 0), .. new byte[16]]), .. Record(0xE0, [.. Words(0, 14), .. new byte[16]]),
        .. sheets.SelectMany((sheet, i) => Record(0x85, [.. BitConverter.GetBytes(places[i]), sheet.State, sheet.Type, (byte)sheet.Name.Length, 1, .. Encoding.Unicode.GetBytes(sheet.Name)])),
        .. Table(), .. Record(0x0A),
    ];

    /// <summary>Cut between two texts wherever a record is full.</summary>
    private IEnumerable<byte> Table()
    {
        if (Texts is not null)
        {
            return Texts;
        }

        var (table, piece, kind) = (new List<byte>(), new List<byte>([.. BitConverter.GetBytes(shared.Count), .. BitConverter.GetBytes(shared.Count)]), 0xFC);
        foreach (var text in shared)
        {
            if (piece.Count > PieceOfTexts)
            {
                table.AddRange(Record(kind, [.. piece]));
                (piece, kind) = ([], 0x3C);
            }

            piece.AddRange([.. Words(text.Length), 1, .. Encoding.Unicode.GetBytes(text)]);
        }

        return [.. table, .. Record(kind, [.. piece])];
    }

    /// <summary>In a container: header, one table of chains, the directory, the stream.</summary>
    private byte[] Contained(byte[] stream)
    {
        var content = new byte[Math.Max((stream.Length + SectorLength - 1) / SectorLength, 8) * SectorLength];
        stream.CopyTo(content, 0);
        var entries = (byte[])[.. Entry("Root Entry", 5, 1, -2, 0, -1), .. Entry(StreamName, 2, -1, 0, content.Length, storages.Count > 0 ? 2 : -1), .. storages.SelectMany((name, i) => Entry(name, 1, -1, 0, 0, i + 1 < storages.Count ? i + 3 : -1))];
        var directory = new byte[(entries.Length + SectorLength - 1) / SectorLength * SectorLength];
        entries.CopyTo(directory, 0);
        var (directorySectors, first) = (directory.Length / SectorLength, 0);
        var all = directorySectors + (content.Length / SectorLength);
        var tables = (all + 127 + (all / 127)) / 128;
        first = tables + directorySectors;
        var chains = Enumerable.Repeat(-1, tables * 128).ToArray();
        for (var i = 0; i < tables + all; i++)
        {
            chains[i] = i < tables ? -3 : i == first - 1 || i == tables + all - 1 ? -2 : i + 1;
        }

        BinaryPrimitives.WriteInt32LittleEndian(directory.AsSpan(128 + 116), first);
        Chains?.Invoke(chains);
        var header = new byte[SectorLength];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header);
        Words(0x3E, 3, 0xFFFE, 9, 6).CopyTo(header, 24);
        foreach (var (at, value) in new[] { (44, tables), (48, tables), (56, 4_096), (60, -2), (64, 0), (68, -2), (72, 0) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), value);
        }

        for (var i = 0; i < 109; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(76 + (4 * i)), i < tables ? i : -1);
        }

        return [.. header, .. chains.SelectMany(BitConverter.GetBytes), .. directory, .. content];
    }

    private static byte[] Entry(string name, byte kind, int child, int start, int length, int right)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(64), (ushort)((name.Length + 1) * 2));
        (entry[66], entry[67]) = (kind, 1);
        foreach (var (at, value) in new[] { (68, -1), (72, right), (76, child), (116, start), (120, length) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(at), value);
        }

        return entry;
    }
}
