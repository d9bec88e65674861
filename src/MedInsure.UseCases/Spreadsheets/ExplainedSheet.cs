using System.Globalization;
using System.Xml;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Copies the XML of a worksheet and puts one cell with an explanation into the header and into every wrong row. A program finds the extent of the sheet by itself when the file does not say it.</summary>
internal sealed class ExplainedSheet(XmlReader reader, XmlWriter writer, int headerRow, int column, IReadOnlyDictionary<int, string> texts, int? style)
{
    private const string Width = "60";

    private int row;
    private bool hasWidths;

    public void Copy()
    {
        while (reader.Read())
        {
            switch (reader)
            {
                case { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "dimension" }:
                    Drop();
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "cols" }:
                    hasWidths = true;
                    Widths();
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "sheetData" }:
                    if (!hasWidths)
                    {
                        writer.WriteStartElement(reader.Prefix, "cols", reader.NamespaceURI);
                        WriteWidth(reader.Prefix, reader.NamespaceURI);
                        writer.WriteEndElement();
                    }

                    reader.CopyNode(writer);
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "row" }:
                    CopyRow();
                    break;
                default:
                    reader.CopyNode(writer);
                    break;
            }
        }
    }

    /// <summary>Leaves the reader at the end of the element.</summary>
    private void Drop()
    {
        var depth = reader.Depth;
        while (!reader.IsEmptyElement && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
        }
    }

    /// <summary>Leaves the widths alone where the file already says something about the column.</summary>
    private void Widths()
    {
        var (prefix, main, number, isDone) = (reader.Prefix, reader.NamespaceURI, column + 1, false);
        reader.CopyStart(writer, _ => true);
        if (!reader.IsEmptyElement)
        {
            reader.Read();
            while (reader.NodeType != XmlNodeType.EndElement)
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "col" } && !isDone)
                {
                    var (min, max) = (Number(reader.GetAttribute("min")), Number(reader.GetAttribute("max")));
                    isDone = min <= number && number <= max;
                    if (min > number)
                    {
                        WriteWidth(prefix, main);
                        isDone = true;
                    }
                }

                writer.WriteNode(reader, defattr: false);
            }
        }

        if (!isDone)
        {
            WriteWidth(prefix, main);
        }

        writer.WriteEndElement();
    }

    private void WriteWidth(string prefix, string main)
    {
        var number = (column + 1).ToString(CultureInfo.InvariantCulture);
        writer.WriteElement(prefix, "col", main, ("min", number), ("max", number), ("width", Width), ("customWidth", "1"));
    }

    private void CopyRow()
    {
        row = Number(reader.GetAttribute("r")) ?? row + 1;
        var text = row == headerRow ? SheetHeader.ErrorColumn : row > headerRow ? texts.GetValueOrDefault(row) : null;
        var (prefix, main, position, isWritten) = (reader.Prefix, reader.NamespaceURI, -1, text is null);
        reader.CopyStart(writer, attribute => text is null || attribute != "spans");
        if (!reader.IsEmptyElement)
        {
            reader.Read();
            while (reader.NodeType != XmlNodeType.EndElement)
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "c" })
                {
                    position = reader.GetAttribute("r") is { } reference ? Column(reference) : position + 1;
                    if (position == column && (text is not null || row > headerRow))
                    {
                        WriteCell(prefix, main, text ?? "", text is null ? reader.GetAttribute("s") : Style);
                        isWritten = true;
                        reader.Skip();
                        continue;
                    }

                    if (position > column && !isWritten)
                    {
                        WriteCell(prefix, main, text!, Style);
                        isWritten = true;
                    }
                }

                writer.WriteNode(reader, defattr: false);
            }
        }

        if (!isWritten)
        {
            WriteCell(prefix, main, text!, Style);
        }

        writer.WriteEndElement();
    }

    private string? Style => style?.ToString(CultureInfo.InvariantCulture);

    private void WriteCell(string prefix, string main, string text, string? styleNumber)
    {
        writer.WriteStartElement(prefix, "c", main);
        writer.WriteAttributeString("r", XlsxPage.Reference(row - 1, column));
        if (styleNumber is not null)
        {
            writer.WriteAttributeString("s", styleNumber);
        }

        if (text.Length > 0)
        {
            writer.WriteAttributeString("t", "inlineStr");
            writer.WriteStartElement(prefix, "is", main);
            writer.WriteStartElement(prefix, "t", main);
            writer.WriteAttributeString("xml", "space", null, "preserve");
            writer.WriteString(XlsxText.Safe(text));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int Column(string reference) => reference.TakeWhile(char.IsAsciiLetter).Aggregate(0, (sum, c) => sum * 26 + (char.ToUpperInvariant(c) - 'A' + 1)) - 1;
}
