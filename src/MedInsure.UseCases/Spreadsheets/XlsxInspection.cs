using System.IO.Compression;
using System.Xml;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>What the inspection learnt about one sheet part.</summary>
internal sealed class SheetFacts
{
    public int LastRow { get; set; }

    public int LastColumn { get; set; }

    /// <summary>Row and column from 1 of every cell that holds a formula.</summary>
    public HashSet<(int Row, int Column)> Formulas { get; } = [];

    /// <summary>Cells whose stored value is an error such as #REF!.</summary>
    public HashSet<(int Row, int Column)> Errors { get; } = [];
}

/// <summary>A sheet as the workbook lists it.</summary>
internal sealed record ListedSheet(string Name, bool IsVisible, string RelationshipId);

/// <summary>
/// Looks through a whole xlsx before any library reads it: sizes declared and real, macros, DTDs, rows, columns and cells. Nothing is kept but counts and the places of formulas.
/// </summary>
internal sealed class XlsxInspection
{
    /// <summary>Number formats; the library compares each with all others.</summary>
    public const int MostFormats = 4_096;

    private readonly SheetLimits limits;
    private readonly TextLength text;
    private readonly Dictionary<string, SheetFacts> parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> targets = new(StringComparer.Ordinal);
    private int formats;

    private XlsxInspection(SheetLimits limits)
    {
        this.limits = limits;
        text = new TextLength(limits);
        Budget = new InflationBudget(limits.MaxInflatedBytes, limits.MaxElements);
    }

    /// <summary>What is left of it.</summary>
    public InflationBudget Budget { get; }

    /// <summary>With content, in all sheets that were looked through.</summary>
    public int Cells { get; private set; }

    /// <summary>In the order of the tabs.</summary>
    public List<ListedSheet> Sheets { get; } = [];

    public static XlsxInspection Of(byte[] content, SheetLimits limits)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        return Of(archive, limits, _ => false);
    }

    /// <param name="isLeftOut">By the name of a part: what somebody else looks through, on the same budget.</param>
    public static XlsxInspection Of(ZipArchive archive, SheetLimits limits, Func<string, bool> isLeftOut)
    {
        var inspection = new XlsxInspection(limits);
        RefuseByDirectory(archive, limits);
        foreach (var entry in archive.Entries)
        {
            var name = XlsxPart.NameOf(entry);
            if (!isLeftOut(name))
            {
                using var stream = new CappedStream(entry.Open(), inspection.Budget, entry.CompressedLength, limits);
                inspection.Look(name, stream);
            }
        }

        return inspection.Sheets.Count == 0 ? throw new SheetRefusedException(SheetRefusal.NotASpreadsheet) : inspection;
    }

    public SheetFacts FactsOf(ListedSheet sheet) => PartOf(sheet) is { } part && parts.TryGetValue(part, out var facts) ? facts : new SheetFacts();

    /// <summary>The name of the part that holds the sheet.</summary>
    public string? PartOf(ListedSheet sheet) => targets.GetValueOrDefault(sheet.RelationshipId);

    private static void RefuseByDirectory(ZipArchive archive, SheetLimits limits)
    {
        if (archive.Entries.Count > limits.MaxEntries
            || archive.Entries.Aggregate(0m, (sum, e) => sum + e.Length) > limits.MaxInflatedBytes
            || archive.Entries.Any(e => CappedStream.IsBomb(e.CompressedLength, e.Length, limits)))
        {
            throw new SheetRefusedException(SheetRefusal.Bomb);
        }

        // Two entries of one name are read differently by different programs: what was inspected might not be what is read.
        if (archive.Entries.DistinctBy(e => e.FullName.Replace('\\', '/'), StringComparer.OrdinalIgnoreCase).Count() != archive.Entries.Count)
        {
            throw new SheetRefusedException(SheetRefusal.NotASpreadsheet);
        }

        if (archive.Entries.Any(e => e.Name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
            || e.FullName.Contains("macrosheets", StringComparison.OrdinalIgnoreCase)))
        {
            throw new SheetRefusedException(SheetRefusal.Macro);
        }
    }

    private void Look(string name, Stream stream)
    {
        var start = new byte[64];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        using var whole = new PrefixedStream(start.AsMemory(0, length), stream);
        if (!XlsxPart.IsXml(name, start.AsSpan(0, length)))
        {
            whole.CopyTo(Stream.Null);
            return;
        }

        try
        {
            using var reader = XmlReader.Create(whole, XlsxPart.Reading);
            LookAtXml(name, reader);
        }
        catch (XmlException failure) when (failure.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new SheetRefusedException(SheetRefusal.Entities);
        }
    }

    private void LookAtXml(string name, XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element)
        {
            return;
        }

        if (reader.LocalName == "worksheet")
        {
            var walk = new WorksheetWalk(limits, Budget, text);
            parts[name] = walk.Through(reader);
            Cells += walk.Cells;
            if (Cells > limits.MaxCells)
            {
                throw new SheetRefusedException(SheetRefusal.TooManyCells(limits));
            }

            return;
        }

        var root = reader.LocalName;
        do
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Budget.SpendElement();
            }

            switch (reader)
            {
                case { NodeType: XmlNodeType.Element, LocalName: "Default" or "Override" } when XlsxPart.IsMacro(reader.GetAttribute("ContentType")):
                    throw new SheetRefusedException(SheetRefusal.Macro);
                case { NodeType: XmlNodeType.Element, LocalName: "sheet" } when root == "workbook" && XlsxPart.RelationshipOf(reader) is { } id:
                    Sheets.Add(new ListedSheet(reader.GetAttribute("name") ?? "", reader.GetAttribute("state") is null or "visible", id));
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "Relationship" } when XlsxPart.IsWorkbookRelations(name):
                    targets[reader.GetAttribute("Id") ?? ""] = XlsxPart.Resolve(name, reader.GetAttribute("Target") ?? "");
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "numFmt" } when ++formats > MostFormats:
                    throw new SheetRefusedException(SheetRefusal.Bomb);
                case { NodeType: XmlNodeType.Element, LocalName: "si" }:
                    text.Begin();
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "t" }:
                    if (root != "sst")
                    {
                        text.Begin();
                    }

                    text.Check(reader);
                    break;
            }
        }
        while (reader.Read());
    }
}
