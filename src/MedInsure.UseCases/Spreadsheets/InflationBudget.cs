namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What may still come out of one archive, in bytes and in XML elements; shared by its entries.</summary>
internal sealed class InflationBudget(long bytes, int elements)
{
    private long bytesLeft = bytes;
    private int elementsLeft = elements;

    public void SpendBytes(int count)
    {
        bytesLeft -= count;
        if (bytesLeft < 0)
        {
            throw new SheetRefusedException(SheetRefusal.Bomb);
        }
    }

    public InflationBudget Copy() => new(bytesLeft, elementsLeft);

    public void SpendElement() => SpendElements(1);

    public void SpendElements(int count)
    {
        elementsLeft -= count;
        if (elementsLeft < 0)
        {
            throw new SheetRefusedException(SheetRefusal.Bomb);
        }
    }
}
