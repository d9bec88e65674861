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
    private readonly SheetLimits limits;
    private readonly InflationBudget budget;
    private readonly TextLength text;
    private readonly Dictionary<string, SheetFacts> parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> targets = new(StringComparer.Ordinal);
    private int cells;

    private XlsxInspection(SheetLimits limits)
    {
        this.limits = limits;
        text = new TextLength(limits);
        budget = new InflationBudget(limits.MaxInflatedBytes, limits.MaxElements);
    }

    /// <summary>In the order of the tabs.</summary>
    public List<ListedSheet> Sheets { get; } = [];

    public static XlsxInspection Of(byte[] content, SheetLimits limits)
    {
        var inspection = new XlsxInspection(limits);
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        RefuseByDirectory(archive, limits);
        foreach (var entry in archive.Entries)
        {
            using var stream = new CappedStream(entry.Open(), inspection.budget, entry.CompressedLength, limits);
            inspection.Look(entry.FullName.Replace('\\', '/'), stream);
        }

        return inspection.Sheets.Count == 0 ? throw new SheetRefusedException(SheetRefusal.NotASpreadsheet) : inspection;
    }

    public SheetFacts FactsOf(ListedSheet sheet) =>
        targets.TryGetValue(sheet.RelationshipId, out var target) && parts.TryGetValue(target, out var facts) ? facts : new SheetFacts();

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
            var walk = new WorksheetWalk(limits, budget, text);
            parts[name] = walk.Through(reader);
            cells += walk.Cells;
            if (cells > limits.MaxCells)
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
                budget.SpendElement();
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
                case { NodeType: XmlNodeType.Element, LocalName: "t" }:
                    text.Check(reader);
                    break;
            }
        }
        while (reader.Read());
    }
}
