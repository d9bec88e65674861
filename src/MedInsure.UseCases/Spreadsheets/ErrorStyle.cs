using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Red, wrapped text, added to the end of a workbook's own styles so that none of them moves.</summary>
internal sealed class ErrorStyle
{
    private readonly int fonts;

    private ErrorStyle(int fonts, int formats) => (this.fonts, Number) = (fonts, formats);

    /// <summary>By which cells name the style.</summary>
    public int Number { get; }

    /// <summary>Null where the part has no place for a style: the explanations are then written without a colour.</summary>
    public static ErrorStyle? For(ZipArchiveEntry part)
    {
        using var stream = part.Open();
        using var reader = XmlReader.Create(stream, XlsxPart.Reading);
        int? letters = null, formats = null;
        var list = "";
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 1 })
            {
                list = reader.LocalName;
                (letters, formats) = (list == "fonts" ? 0 : letters, list == "cellXfs" ? 0 : formats);
            }
            else if (reader is { NodeType: XmlNodeType.Element, Depth: 2 })
            {
                (letters, formats) = (list == "fonts" ? letters + 1 : letters, list == "cellXfs" ? formats + 1 : formats);
            }
        }

        return letters is { } all && formats is { } cells ? new ErrorStyle(all, cells) : null;
    }

    public void Copy(XmlReader reader, XmlWriter writer)
    {
        while (reader.Read())
        {
            if (reader is not { Depth: 1, LocalName: "fonts" or "cellXfs", NodeType: XmlNodeType.Element or XmlNodeType.EndElement })
            {
                reader.CopyNode(writer);
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                reader.CopyStart(writer, attribute => attribute != "count");
                writer.WriteAttributeString("count", ((reader.LocalName == "fonts" ? fonts : Number) + 1).ToString(CultureInfo.InvariantCulture));
            }

            if (reader.NodeType == XmlNodeType.EndElement || reader.IsEmptyElement)
            {
                Add(writer, reader.LocalName, reader.Prefix, reader.NamespaceURI);
                writer.WriteEndElement();
            }
        }
    }

    private void Add(XmlWriter writer, string list, string prefix, string main)
    {
        if (list == "fonts")
        {
            writer.WriteStartElement(prefix, "font", main);
            writer.WriteElement(prefix, "sz", main, ("val", "11"));
            writer.WriteElement(prefix, "color", main, ("rgb", "FFC00000"));
            writer.WriteElement(prefix, "name", main, ("val", "Microsoft YaHei"));
        }
        else
        {
            writer.WriteStartElement(prefix, "xf", main);
            writer.WriteAttributeString("fontId", fonts.ToString(CultureInfo.InvariantCulture));
            writer.WriteAttributeString("applyFont", "1");
            writer.WriteAttributeString("applyAlignment", "1");
            writer.WriteElement(prefix, "alignment", main, ("vertical", "top"), ("wrapText", "1"));
        }

        writer.WriteEndElement();
    }
}
