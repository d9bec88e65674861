using System.Text;
using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>The beginning of the table of shared texts.</summary>
internal static class TableFrame
{
    private const int Most = 64 * 1024;

    /// <summary>Leaves the window behind the root's tag.</summary>
    /// <returns>The prefix of the elements, with its colon.</returns>
    public static byte[] Read(ByteWindow window)
    {
        int name, length;
        while ((name = window.Bytes.IndexOf("sst"u8)) < 0 || (length = window.Bytes[name..].IndexOf((byte)'>')) < 0)
        {
            if (window.Bytes.Length > Most || !window.Grow())
            {
                throw new UnfamiliarException();
            }
        }

        var head = window.Bytes[..(name + length + 1)];
        if (!SheetFrame.IsOrdinary(head))
        {
            throw new UnfamiliarException();
        }

        window.Skip(head.Length);
        if (head[^2] == '/')
        {
            throw new UnfamiliarException();
        }

        using var reader = XmlReader.Create(new MemoryStream(head.ToArray()), XlsxPart.Reading);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.XmlDeclaration && !SheetFrame.IsUtf8(reader.GetAttribute("encoding")))
            {
                throw new UnfamiliarException();
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                return reader is not { LocalName: "sst", NamespaceURI: SheetFrame.Main } ? throw new UnfamiliarException() : reader.Prefix.Length == 0 ? [] : Encoding.UTF8.GetBytes(reader.Prefix + ":");
            }
        }

        throw new UnfamiliarException();
    }
}
