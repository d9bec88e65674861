using System.Text;
using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What stands before the rows of a worksheet. It is small, so an ordinary reader of XML looks at it, and at what stands behind the rows.</summary>
internal sealed class SheetFrame
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const int Most = 4 * 1024 * 1024;

    /// <summary>Up to the name of the tag that begins the rows.</summary>
    private readonly byte[] before;
    private readonly string prefix;
    private readonly string root;

    private SheetFrame(byte[] before, bool isEmpty)
    {
        (this.before, IsEmpty) = (before, isEmpty);
        using var reader = XmlReader.Create(new MemoryStream([.. before, .. "sheetData/>"u8]), XlsxPart.Reading);
        (root, prefix) = ("", "");
        while (reader.Read())
        {
            switch (reader)
            {
                case { NodeType: XmlNodeType.XmlDeclaration } when !IsUtf8(reader.GetAttribute("encoding")):
                    throw new UnfamiliarException();
                case { NodeType: XmlNodeType.Element, Depth: 0 }:
                    root = reader is { LocalName: "worksheet", NamespaceURI: Main } ? reader.Name : throw new UnfamiliarException();
                    Declared = [.. DeclaredBy(reader)];
                    break;
                case { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "sheetData", NamespaceURI: Main, HasAttributes: false }:
                    prefix = reader.Prefix;
                    return;
            }
        }

        throw new UnfamiliarException();
    }

    public bool IsEmpty { get; }

    /// <summary>Prefixes that attributes of rows and cells may have.</summary>
    public IReadOnlyList<byte[]> Declared { get; } = [];

    /// <summary>Of every element, with its colon.</summary>
    public byte[] Prefix => prefix.Length == 0 ? [] : Encoding.UTF8.GetBytes(prefix + ":");

    /// <summary>Leaves the window behind the tag that begins the rows.</summary>
    public static SheetFrame Read(ByteWindow window)
    {
        int name;
        while ((name = window.Bytes.IndexOf("sheetData"u8)) < 0 || window.Bytes[name..].IndexOf((byte)'>') < 0)
        {
            if (window.Bytes.Length > Most || !window.Grow())
            {
                throw new UnfamiliarException();
            }
        }

        var bytes = window.Bytes;
        var tag = bytes[..name].LastIndexOf((byte)'<');
        var end = name + bytes[name..].IndexOf((byte)'>');
        var rest = bytes[(name + "sheetData".Length)..end].Trim(" \t\r\n"u8);
        if (tag < 0 || !(rest.Length == 0 || rest.SequenceEqual("/"u8)) || !IsOrdinary(bytes[..tag]))
        {
            throw new UnfamiliarException();
        }

        var frame = new SheetFrame(bytes[..name].ToArray(), isEmpty: rest.Length > 0);
        window.Skip(end + 1);
        return frame;
    }

    /// <summary>The sheet with other rows, and with what stands behind them, or nothing.</summary>
    public byte[] With(string rows, ReadOnlySpan<byte> behind) =>
        [.. before, .. Encoding.UTF8.GetBytes($"sheetData>{rows}</{Named("sheetData")}>"), .. behind.Length > 0 ? behind : Encoding.UTF8.GetBytes($"</{root}>")];

    public string Named(string element) => prefix.Length == 0 ? element : $"{prefix}:{element}";

    /// <summary>The rest of the part, looked at by those who look at sheets in the ordinary way.</summary>
    public byte[] Behind(ByteWindow window, SheetLimits limits, InflationBudget budget)
    {
        while (window.Grow())
        {
            if (window.Bytes.Length > Most)
            {
                throw new UnfamiliarException();
            }
        }

        var behind = window.Bytes.ToArray();
        using var reader = XmlReader.Create(new MemoryStream(With("", behind)), XlsxPart.Reading);
        reader.MoveToContent();
        var walk = new WorksheetWalk(limits, budget, new TextLength(limits));
        walk.Through(reader);
        return walk.Cells == 0 ? behind : throw new UnfamiliarException();
    }

    /// <summary>No comment, nothing declared, no instruction beside the first: what looks like a tag is one.</summary>
    public static bool IsOrdinary(ReadOnlySpan<byte> bytes) => bytes.IndexOf("<!"u8) < 0 && bytes.LastIndexOf("<?"u8) <= 3;

    public static bool IsUtf8(string? encoding) => encoding is null || encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<byte[]> DeclaredBy(XmlReader element)
    {
        while (element.MoveToNextAttribute())
        {
            if (element.Prefix == "xmlns")
            {
                yield return Encoding.UTF8.GetBytes(element.LocalName);
            }
        }

        element.MoveToElement();
    }
}
