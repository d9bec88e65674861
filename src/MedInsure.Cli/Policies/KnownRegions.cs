using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;

namespace MedInsure.Cli.Policies;

/// <summary>Regions from a csv file in the form of data/regions.csv, and the bureaus that the program knows.</summary>
internal sealed class KnownRegions
{
    private const int MaxBytes = 32 * 1024 * 1024;
    private readonly IReadOnlyList<Region> regions;
    private readonly Dictionary<string, (string Name, RegionCode? Root)> tenants;

    private KnownRegions(IReadOnlyList<Region> regions)
    {
        this.regions = regions;
        tenants = CsvRows.Of(Embedded("tenants.csv")).Skip(1).ToDictionary(
            row => row.Cells[1],
            row => (row.Cells[2], RegionCode.TryParse(row.Cells[6], out var root) && regions.Any(region => region.Code == root) ? root : (RegionCode?)null),
            StringComparer.Ordinal);
    }

    /// <param name="file">Null for the program's own regions.</param>
    public static Result<KnownRegions> Load(FileInfo? file)
    {
        if (file is null)
        {
            return new KnownRegions(RegionTable.Read(Embedded("regions.csv")).Value);
        }

        var text = PolicyFiles.ReadText(file, MaxBytes);
        if (!text.IsOk)
        {
            return text.Problem;
        }

        var read = RegionTable.Read(text.Value);
        return read.IsOk ? new KnownRegions(read.Value) : new Invalid($"区划表 {file} 有错误，请按下列位置改正。", ((Invalid)read.Problem).Errors);
    }

    public Result<RegionTree> On(DateOnly asOf)
    {
        try
        {
            return new RegionTree(regions, asOf);
        }
        catch (ArgumentException)
        {
            return new Refused($"区划表在 {asOf:yyyy-MM-dd} 有同一代码的两个区划，或有区划互为上级，请核对起止日期和上级。");
        }
    }

    public string? TenantName(string tenant) => tenants.TryGetValue(tenant, out var known) ? known.Name : null;

    /// <summary>Null for the national bureau and for one that the program does not know: its regions are then not limited.</summary>
    public RegionCode? TenantRoot(string tenant) => tenants.TryGetValue(tenant, out var known) ? known.Root : null;

    private static string Embedded(string name)
    {
        using var stream = typeof(KnownRegions).Assembly.GetManifestResourceStream("data/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
