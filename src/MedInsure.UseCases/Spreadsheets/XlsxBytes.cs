using System.IO.Compression;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>
/// Reads a workbook whose rows are written as programs write them, from the bytes and once; whatever else it may be is read in the ordinary way, which also says why a file is refused. See docs/adr/0016.
/// </summary>
internal sealed class XlsxBytes
{
    private const string SharedPart = "xl/sharedStrings.xml";

    private static readonly string[] Beside = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"];

    private readonly byte[] content;
    private readonly SheetLimits limits;
    private readonly Dictionary<string, byte[]> parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, byte[]> sheets = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> withContent = new(StringComparer.OrdinalIgnoreCase);
    private SharedTexts shared = SharedTexts.None;
    private NumberKinds kinds = NumberKinds.Unasked;
    private InflationBudget budget = new(0, 0);
    private int cells;

    private XlsxBytes(byte[] content, SheetLimits limits) => (this.content, this.limits) = (content, limits);

    public string Sheet { get; private set; } = "";

    /// <returns>Null where the ordinary reading has to say what the file is.</returns>
    public static SheetStream? Open(byte[] content, SheetLimits limits)
    {
        try
        {
            return new XlsxBytes(content, limits).Open();
        }
        catch (Exception failure) when (IsHandedOver(failure))
        {
            return null;
        }
    }

    public static bool IsHandedOver(Exception failure) => failure is UnfamiliarException or SheetRefusedException || XlsxReading.IsTheFiles(failure);

    public SheetCells Begin(ZipArchive archive, string part) => Begin(archive, part, budget.Copy(), limits with { MaxCells = limits.MaxCells - cells });

    /// <summary>Whether what stands behind the rows is in order as well.</summary>
    public void End(SheetCells read, string part) =>
        NumberKinds.Of(parts, new Dictionary<string, byte[]>(sheets, StringComparer.OrdinalIgnoreCase) { [part] = read.Frame.With("", read.Behind()) }, Sheet, 0);

    public ZipArchive Archive() => new(new MemoryStream(content, writable: false), ZipArchiveMode.Read);

    private SheetStream Open()
    {
        using var archive = Archive();
        var inspection = XlsxInspection.Of(archive, limits, name => IsSheet(name) || name.Equals(SharedPart, StringComparison.OrdinalIgnoreCase));
        (budget, cells) = (inspection.Budget, inspection.Cells);
        var listed = inspection.Sheets;
        if (listed.DistinctBy(sheet => sheet.Name, StringComparer.Ordinal).Count() != listed.Count || listed.DistinctBy(inspection.PartOf, StringComparer.OrdinalIgnoreCase).Count() != listed.Count)
        {
            throw new UnfamiliarException();
        }

        if (archive.Entries.FirstOrDefault(entry => XlsxPart.NameOf(entry).Equals(SharedPart, StringComparison.OrdinalIgnoreCase)) is { } texts)
        {
            using var stream = Opened(texts, budget);
            shared = SharedTexts.Read(stream, limits, budget);
        }

        var chosen = Choose(archive, inspection);
        var part = inspection.PartOf(chosen)!;
        Sheet = chosen.Name;
        foreach (var entry in archive.Entries.Where(entry => XlsxPart.NameOf(entry) is var name && IsSheet(name) && !sheets.ContainsKey(name)))
        {
            Through(archive, XlsxPart.NameOf(entry), toTheEnd: true);
        }

        Ask(archive, part);
        withContent.Add(part);
        var contents = listed.Where(sheet => inspection.PartOf(sheet) is { } its && withContent.Contains(its)).ToList();
        return new SheetStream(SheetFormat.Xlsx, Sheet, new XlsxRows(content, limits, this, part))
        {
            Notes = [.. XlsxReading.NotesOn(contents, chosen)],
            Stamp = contents.FirstOrDefault(sheet => !sheet.IsVisible && sheet.Name == TemplateSheets.Stamp) is { } stamp ? StampOf(archive, inspection.PartOf(stamp)!) : null,
        };
    }

    /// <summary>The first visible sheet with content; those before it are looked through.</summary>
    private ListedSheet Choose(ZipArchive archive, XlsxInspection inspection)
    {
        foreach (var sheet in inspection.Sheets.Where(sheet => sheet.IsVisible))
        {
            if (inspection.FactsOf(sheet).LastRow > 0 || inspection.PartOf(sheet) is not { } part)
            {
                throw new UnfamiliarException();
            }

            if (IsSheet(part) && Through(archive, part, toTheEnd: false))
            {
                return sheet;
            }
        }

        throw new UnfamiliarException();
    }

    /// <summary>Looks through a sheet that will not be read.</summary>
    /// <returns>Whether it has content; then, unless it is looked through to the end, nothing of it is remembered.</returns>
    private bool Through(ZipArchive archive, string part, bool toTheEnd)
    {
        var spent = budget.Copy();
        using var sheet = Begin(archive, part, spent, limits with { MaxCells = limits.MaxCells - cells });
        var more = true;
        while (more && (toTheEnd || sheet.Counted == 0))
        {
            more = sheet.Read();
        }

        if (!toTheEnd && sheet.Counted > 0)
        {
            return true;
        }

        sheets[part] = sheet.Frame.With("", sheet.Behind());
        (budget, cells) = (spent, cells + sheet.Counted);
        return sheet.Counted > 0 && withContent.Add(part);
    }

    private void Ask(ZipArchive archive, string part)
    {
        foreach (var entry in archive.Entries.Where(entry => Beside.Contains(XlsxPart.NameOf(entry), StringComparer.OrdinalIgnoreCase)))
        {
            using var stream = Opened(entry, budget);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            parts[XlsxPart.NameOf(entry)] = bytes.ToArray();
        }

        var styles = NumberKinds.CountOf(parts.GetValueOrDefault(Beside[2]) ?? []);
        using var sheet = Begin(archive, part);
        kinds = NumberKinds.Of(parts, new Dictionary<string, byte[]>(sheets, StringComparer.OrdinalIgnoreCase) { [part] = sheet.Frame.With(NumberKinds.Question(sheet.Frame, styles), []) }, Sheet, styles);
    }

    private TemplateStamp? StampOf(ZipArchive archive, string part)
    {
        using var sheet = Begin(archive, part);
        return sheet.Read() && sheet.Number == 1
            ? TemplateStamps.Of([.. Enumerable.Range(0, sheet.Count).Select(column => System.Text.Encoding.UTF8.GetString(sheet[column]))])
            : TemplateStamps.Of([]);
    }

    private SheetCells Begin(ZipArchive archive, string part, InflationBudget spent, SheetLimits within) =>
        archive.Entries.FirstOrDefault(entry => XlsxPart.NameOf(entry).Equals(part, StringComparison.OrdinalIgnoreCase)) is { } entry
            ? new SheetCells(Opened(entry, spent), within, spent, shared, kinds)
            : throw new UnfamiliarException();

    private CappedStream Opened(ZipArchiveEntry entry, InflationBudget spent) => new(entry.Open(), spent, entry.CompressedLength, limits);

    private static bool IsSheet(string part) =>
        part.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) && part.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && part.LastIndexOf('/') == "xl/worksheets".Length;
}
