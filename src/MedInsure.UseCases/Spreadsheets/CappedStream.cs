namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Reads an entry and stops where it gives more bytes than the budget, or many times more than it takes in the archive.</summary>
internal sealed class CappedStream(Stream inner, InflationBudget budget, long packedBytes, SheetLimits limits) : Stream
{
    private const long RatioCountsFrom = 1024 * 1024;
    private long unpacked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => unpacked;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether an entry of these sizes unpacks to too much for what it takes.</summary>
    public static bool IsBomb(long packed, long unpacked, SheetLimits limits) =>
        unpacked > RatioCountsFrom && unpacked / Math.Max(packed, 1) > limits.MaxRatio;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        budget.SpendBytes(read);
        unpacked += read;
        return IsBomb(packedBytes, unpacked, limits) ? throw new SheetRefusedException(SheetRefusal.Bomb) : read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
