using System.Buffers.Text;
using System.Text;
using MedInsure.Rules.Rosters;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// Reads a row that is in order letter for letter, as nearly all are, without making a text of it: digits and X, Chinese characters, a day as 2020-11-20, and words that <see cref="RosterRowCheck"/> has taken
/// before. It says yes only where that check would; whatever it does not say yes to goes to that check.
/// </summary>
internal sealed class PlainRow(RosterFrame frame, int[] columns, byte separator)
{
    /// <summary>More spellings than any office has; a file of nothing but spellings must not fill the memory.</summary>
    private const int MostWords = 4_096;

    private readonly Dictionary<byte[], (byte[] Id, int Index)> categories = new(Utf8Words.Instance);
    private readonly List<string> ids = [];
    private readonly Dictionary<byte[], byte[]> regions = new(Utf8Words.Instance);
    private readonly DateOnly last = frame.Month.LastDay;
    private readonly int oldest = frame.Today.Year - IdentityNumber.OldestAge;
    private readonly Range[] fields = new Range[64];

    public ulong First17 { get; private set; }

    public DateOnly Born { get; private set; }

    public DateOnly Identified { get; private set; }

    public byte[] Category { get; private set; } = [];

    /// <summary>Of the category among those that occur, from 0.</summary>
    public int CategoryIndex { get; private set; }

    public byte[] Region { get; private set; } = [];

    /// <summary>Keeps the words of a row that the other check took, and says which of the occurring categories it is.</summary>
    public int Learn(RosterRow row, ReadOnlySpan<byte> line)
    {
        var index = ids.IndexOf(row.Category);
        if (index < 0)
        {
            ids.Add(row.Category);
            index = ids.Count - 1;
        }

        var count = Split(line);
        if (categories.Count >= MostWords || regions.Count >= MostWords)
        {
            return index;
        }

        categories.TryAdd(Field(line, count, RosterColumn.Category).ToArray(), (Encoding.UTF8.GetBytes(row.Category), index));
        regions.TryAdd(Field(line, count, RosterColumn.Region).ToArray(), Encoding.UTF8.GetBytes(row.Region.Value));
        return index;
    }

    public bool Read(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> town, out ReadOnlySpan<byte> village)
    {
        name = town = village = default;
        // An increment says of each row what it does, and that is read by the other check.
        if (frame.Kind == RosterKind.Increment || line.Contains((byte)'"'))
        {
            return false;
        }

        var count = Split(line);

        name = Field(line, count, RosterColumn.Name);
        town = Field(line, count, RosterColumn.Town);
        village = Field(line, count, RosterColumn.Village);
        if (name.Length == 0 || !IsChinese(name) || !IsChinese(town) || !IsChinese(village)
            || Field(line, count, RosterColumn.Change).Length + Field(line, count, RosterColumn.Cancelled).Length > 0
            || !ReadNumber(Field(line, count, RosterColumn.Number)) || !ReadDay(Field(line, count, RosterColumn.Identified), out var day) || day > last || day < Born
            || !categories.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(Field(line, count, RosterColumn.Category), out var category)
            || !regions.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(Field(line, count, RosterColumn.Region), out var region))
        {
            return false;
        }

        (Identified, Category, CategoryIndex, Region) = (day, category.Id, category.Index, region);
        return true;
    }

    /// <summary>Fields beyond those that fit are not looked at; a roster's columns stand before.</summary>
    private int Split(ReadOnlySpan<byte> line)
    {
        var (count, start) = (0, 0);
        while (count < fields.Length)
        {
            var length = line[start..].IndexOf(separator);
            fields[count++] = new Range(start, length < 0 ? line.Length : start + length);
            if (length < 0)
            {
                break;
            }

            start += length + 1;
        }

        return count;
    }

    /// <summary>Only from U+4E00 to U+9FEF, and fewer than the most that a name or a place may have.</summary>
    private static bool IsChinese(ReadOnlySpan<byte> text)
    {
        if (text.Length % 3 != 0 || text.Length > 3 * RosterRowCheck.MaxPlaceLength)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i += 3)
        {
            if (text[i] is < 0xE4 or > 0xE9 || (text[i] == 0xE4 && text[i + 1] < 0xB8) || (text[i] == 0xE9 && text[i + 1] == 0xBF && text[i + 2] > 0xAF) || (text[i + 1] & 0xC0) != 0x80 || (text[i + 2] & 0xC0) != 0x80)
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadDay(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-' || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..], out var ofMonth)
            || year == 0 || month is < 1 or > 12 || ofMonth < 1 || ofMonth > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateOnly(year, month, ofMonth);
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> text, out int number) => Utf8Parser.TryParse(text, out number, out var read, 'D') && read == text.Length && text[0] is >= (byte)'0' and <= (byte)'9';

    private bool ReadNumber(ReadOnlySpan<byte> text)
    {
        if (text.Length != IdentityNumber.Length)
        {
            return false;
        }

        // ISO 7064 MOD 11-2, as the check digit of the number is defined.
        var (sum, value) = (0, 0UL);
        for (var i = 0; i < 17; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            sum = (sum + digit) * 2 % 11;
            value = (value * 10) + (ulong)digit;
        }

        var check = (12 - sum) % 11;
        if (text[17] != (check == 10 ? 'X' : '0' + check))
        {
            return false;
        }

        var birth = (int)(value / 1000 % 100_000_000);
        var (year, month, day) = (birth / 10_000, birth / 100 % 100, birth % 100);
        if (year < oldest || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        (First17, Born) = (value, new DateOnly(year, month, day));
        return Born <= frame.Today;
    }

    private ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int count, RosterColumn column) =>
        columns[(int)column] is var place && place >= 0 && place < count ? line[fields[place]] : default;
}
