using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Measures a cell's text in pieces, all its runs together, so that a giant cell is refused without ever standing in memory.</summary>
internal sealed class TextLength(SheetLimits limits)
{
    private readonly char[] piece = new char[4096];

    private int sum;

    /// <summary>Another cell, or another shared text.</summary>
    public void Begin() => sum = 0;

    /// <summary>Leaves the reader at the element's end.</summary>
    /// <returns>Characters of this element.</returns>
    public int Check(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return 0;
        }

        var length = 0;
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            while (reader.CanReadValueChunk && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace
                && reader.ReadValueChunk(piece, 0, piece.Length) is > 0 and var read)
            {
                length += read;
                sum += read;
                if (sum > limits.MaxCellCharacters)
                {
                    throw new SheetRefusedException(SheetRefusal.GiantCell(limits));
                }
            }
        }

        return length;
    }
}
