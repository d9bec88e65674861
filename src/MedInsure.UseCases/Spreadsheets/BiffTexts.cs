using System.Buffers.Binary;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Walks the table of shared texts of an old workbook, which goes on over many records, cut wherever one was full. The library believes every length in it; here each is held against what is there.
/// </summary>
internal sealed class BiffTexts(BiffRecords records, SheetLimits limits)
{
    private const int Continue = 0x3C;
    private const int HasRuns = 8;
    private const int HasMore = 4;
    private const int IsWide = 1;

    private int at;

    /// <summary>The table begins in the record at which the records stand.</summary>
    public void Walk()
    {
        var count = records.AtLeast(8).Int(4);
        at = 8;
        for (var i = 0U; i < count; i++)
        {
            One();
        }
    }

    private void One()
    {
        if (at == records.Length)
        {
            GoOn();
        }

        var head = records.Bytes[at..];
        if (head.Length < 3)
        {
            throw BiffRecords.Broken;
        }

        var (characters, flags) = ((int)BinaryPrimitives.ReadUInt16LittleEndian(head), head[2]);
        var runs = (flags & HasRuns) == 0 ? 0 : head.Length >= 5 ? BinaryPrimitives.ReadUInt16LittleEndian(head[3..]) : throw BiffRecords.Broken;
        var place = (flags & HasRuns) == 0 ? 3 : 5;
        var more = (flags & HasMore) == 0 ? 0 : head.Length >= place + 4 ? BinaryPrimitives.ReadUInt32LittleEndian(head[place..]) : throw BiffRecords.Broken;
        if (characters > limits.MaxCellCharacters)
        {
            throw new SheetRefusedException(SheetRefusal.GiantCell(limits));
        }

        at += place + ((flags & HasMore) == 0 ? 0 : 4);
        Characters(characters, (flags & IsWide) != 0);
        for (var left = (4L * runs) + more; left > 0;)
        {
            if (at == records.Length)
            {
                GoOn();
            }

            var taken = (int)Math.Min(left, records.Length - at);
            at += taken > 0 ? taken : throw BiffRecords.Broken;
            left -= taken;
        }
    }

    private void Characters(int left, bool isWide)
    {
        while (left > 0)
        {
            if (at == records.Length)
            {
                GoOn();
                isWide = records.Bytes[at++] != 0;
            }

            var taken = Math.Min(left, (records.Length - at) / (isWide ? 2 : 1));
            at += taken > 0 ? taken * (isWide ? 2 : 1) : throw BiffRecords.Broken;
            left -= taken;
        }
    }

    private void GoOn()
    {
        records.Need(Continue, 1);
        at = 0;
    }
}
