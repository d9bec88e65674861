using System.IO.Compression;
using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What the names and first bytes of a package's parts say.</summary>
internal static class XlsxPart
{
    private static ReadOnlySpan<byte> MarksAndSpaces => [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0x00, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n'];

    public static XmlReaderSettings Reading { get; } = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false };

    public static string NameOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/');

    /// <summary>By name or by content: a part that hides behind another extension is looked through as well.</summary>
    public static bool IsXml(string name, ReadOnlySpan<byte> start) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
        || (start.IndexOfAnyExcept(MarksAndSpaces) is >= 0 and var first && start[first] == '<');

    public static bool IsMacro(string? contentType) =>
        contentType is not null
        && (contentType.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
            || contentType.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
            || contentType.Contains("macrosheet", StringComparison.OrdinalIgnoreCase));

    public static bool IsWorkbookRelations(string name) => name.EndsWith("_rels/workbook.xml.rels", StringComparison.OrdinalIgnoreCase);

    /// <summary>The relationship id of a sheet element, in the ordinary or the strict namespace.</summary>
    public static string? RelationshipOf(XmlReader sheet) =>
        sheet.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
        ?? sheet.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");

    /// <summary>A relationship's target as an entry name: "/xl/a.xml" from the root, "a.xml" beside the workbook.</summary>
    public static string Resolve(string relationsName, string target)
    {
        if (target.StartsWith('/'))
        {
            return target[1..];
        }

        var folder = relationsName[..^"_rels/workbook.xml.rels".Length];
        while (target.StartsWith("../", StringComparison.Ordinal))
        {
            target = target[3..];
            folder = folder.TrimEnd('/') is var inner && inner.LastIndexOf('/') is >= 0 and var cut ? inner[..(cut + 1)] : "";
        }

        return folder + (target.StartsWith("./", StringComparison.Ordinal) ? target[2..] : target);
    }

    /// <summary>The entries of a sheet and of the styles.</summary>
    /// <exception cref="InvalidDataException">The package has no such sheet.</exception>
    public static (ZipArchiveEntry Sheet, ZipArchiveEntry? Styles) Locate(ZipArchive archive, string sheetName)
    {
        ZipArchiveEntry? Entry(string? name) => archive.Entries.FirstOrDefault(entry => NameOf(entry).Equals(name, StringComparison.OrdinalIgnoreCase));
        var relations = archive.Entries.FirstOrDefault(entry => IsWorkbookRelations(NameOf(entry))) ?? throw new InvalidDataException("The package has no workbook.");
        var name = NameOf(relations);
        var (targets, styles) = (new Dictionary<string, string>(StringComparer.Ordinal), (string?)null);
        foreach (var relation in Elements(relations, "Relationship"))
        {
            var target = Resolve(name, relation.GetAttribute("Target") ?? "");
            targets[relation.GetAttribute("Id") ?? ""] = target;
            styles = relation.GetAttribute("Type")?.EndsWith("/styles", StringComparison.Ordinal) == true ? target : styles;
        }

        var workbook = Entry(Resolve(name, "workbook.xml")) ?? throw new InvalidDataException("The package has no workbook.");
        var id = Elements(workbook, "sheet").Where(sheet => sheet.GetAttribute("name") == sheetName).Select(RelationshipOf).FirstOrDefault();
        return (Entry(targets.GetValueOrDefault(id ?? "")) ?? throw new InvalidDataException("The sheet that was read is no ordinary part of the package."), Entry(styles));
    }

    private static IEnumerable<XmlReader> Elements(ZipArchiveEntry entry, string name)
    {
        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, Reading);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == name)
            {
                yield return reader;
            }
        }
    }
}
