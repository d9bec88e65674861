using System.Collections;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>The rows of a sheet that is read from its bytes. Each time they are asked for they come from the beginning.</summary>
internal sealed class XlsxRows(byte[] content, SheetLimits limits, XlsxBytes book, string part) : IEnumerable<SheetRow>
{
    /// <summary>The same rows without a text for each cell.</summary>
    public RowBytes Bytes() => new(content, limits, book, part);

    public IEnumerator<SheetRow> GetEnumerator()
    {
        using var rows = Bytes();
        var words = new WordCache(limits.MaxColumns);
        while (rows.Read())
        {
            yield return rows.Row(words);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
