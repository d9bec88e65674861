using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Copies XML while it passes through.</summary>
internal static class XmlCopying
{
    /// <summary>The node by itself, without what is in it. Comments and instructions stay behind.</summary>
    public static void CopyNode(this XmlReader reader, XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                reader.CopyStart(writer, _ => true);
                if (reader.IsEmptyElement)
                {
                    writer.WriteEndElement();
                }

                break;
            case XmlNodeType.EndElement:
                writer.WriteEndElement();
                break;
            case XmlNodeType.XmlDeclaration:
                writer.WriteStartDocument(standalone: true);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                writer.WriteString(reader.Value);
                break;
            case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                writer.WriteWhitespace(reader.Value);
                break;
        }
    }

    /// <summary>The beginning of an element with the attributes that are to stay.</summary>
    public static void CopyStart(this XmlReader reader, XmlWriter writer, Func<string, bool> keeps)
    {
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (keeps(reader.Name))
            {
                writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
            }
        }

        reader.MoveToElement();
    }

    public static void WriteElement(this XmlWriter writer, string prefix, string name, string main, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.WriteStartElement(prefix, name, main);
        foreach (var (attribute, value) in attributes)
        {
            writer.WriteAttributeString(attribute, value);
        }

        writer.WriteEndElement();
    }
}
