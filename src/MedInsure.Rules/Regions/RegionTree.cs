namespace MedInsure.Rules.Regions;

/// <summary>The regions as they stand on one date. Geography only: who pays and who pools are questions for the policy.</summary>
public sealed class RegionTree
{
    private readonly Dictionary<RegionCode, Region> byCode;
    private readonly ILookup<RegionCode, Region> byParent;

    public RegionTree(IEnumerable<Region> regions, DateOnly asOf)
    {
        AsOf = asOf;
        byCode = regions.Where(region => region.IsValidOn(asOf)).ToDictionary(region => region.Code);
        byParent = byCode.Values.Where(region => region.Parent is not null).OrderBy(region => region.Code).ToLookup(region => region.Parent!.Value);
    }

    public DateOnly AsOf { get; }

    public IEnumerable<Region> All => byCode.Values.OrderBy(region => region.Code);

    public Region? Find(RegionCode code) => byCode.GetValueOrDefault(code);

    public IEnumerable<Region> ChildrenOf(RegionCode code) => byParent[code];

    /// <summary>The region's parents, nearest first.</summary>
    public IEnumerable<Region> AncestorsOf(RegionCode code)
    {
        for (var region = Find(code)?.Parent; region is not null; region = Find(region.Value)?.Parent)
        {
            if (Find(region.Value) is { } parent)
            {
                yield return parent;
            }
        }
    }

    /// <summary>Strictly below: a region is not under itself.</summary>
    public bool IsUnder(RegionCode code, RegionCode ancestor) => AncestorsOf(code).Any(region => region.Code == ancestor);

    /// <summary>The units at or below a region that have a headcount of their own, in code order.</summary>
    public IEnumerable<Region> FundingUnitsOf(RegionCode root) =>
        All.Where(region => region.IsFundingUnit && (region.Code == root || IsUnder(region.Code, root)));

    /// <summary>The prefecture that the region belongs to or is; null for a county directly under its province.</summary>
    public Region? PrefectureOf(RegionCode code) =>
        Find(code) is { Kind: RegionKind.Prefecture } self ? self : AncestorsOf(code).FirstOrDefault(region => region.Kind == RegionKind.Prefecture);
}
