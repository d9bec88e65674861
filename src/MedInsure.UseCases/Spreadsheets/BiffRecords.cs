using System.Buffers.Binary;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>The records that an old workbook's stream is made of: a kind, a length, bytes. One that does not end within the stream is refused.</summary>
internal sealed class BiffRecords(byte[] stream, InflationBudget budget)
{
    private int start;

    public int Kind { get; private set; }

    public int Length { get; private set; }

    /// <summary>Where the next one stands.</summary>
    public int Next { get; private set; }

    public ReadOnlySpan<byte> Bytes => stream.AsSpan(start, Length);

    public static SheetRefusedException Broken => new(SheetRefusal.NotASpreadsheet);

    public void GoTo(uint place) => Next = place < stream.Length ? (int)place : throw Broken;

    /// <returns>False at the end of the stream.</returns>
    public bool Read()
    {
        if (Next + 4 > stream.Length)
        {
            return false;
        }

        budget.SpendElement();
        Kind = BinaryPrimitives.ReadUInt16LittleEndian(stream.AsSpan(Next));
        Length = BinaryPrimitives.ReadUInt16LittleEndian(stream.AsSpan(Next + 2));
        start = Next + 4;
        Next = start + Length;
        return Next <= stream.Length ? true : throw Broken;
    }

    /// <summary>The record that must stand there.</summary>
    public void Need(int kind, int length)
    {
        if (!Read() || Kind != kind || Length < length)
        {
            throw Broken;
        }
    }

    public int Word(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[at..]);

    public uint Int(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[at..]);

    public BiffRecords AtLeast(int length) => Length >= length ? this : throw Broken;
}
