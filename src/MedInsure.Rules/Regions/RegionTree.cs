namespace MedInsure.Rules.Regions;

/// <summary>
/// The regions as they stand on one date. Geography only: who pays and who pools are questions for the policy. A code that stands twice on
/// the date and a region that is its own ancestor are refused.
/// </summary>
public sealed class RegionTree
{
    private readonly Region[] inOrder;
    private readonly Dictionary<RegionCode, Region> byCode;
    private readonly Dictionary<RegionCode, Region[]> ancestors;
    private readonly ILookup<RegionCode, Region> byParent;

    public RegionTree(IEnumerable<Region> regions, DateOnly asOf)
    {
        AsOf = asOf;
        inOrder = [.. regions.Where(region => region.IsValidOn(asOf)).OrderBy(region => region.Code)];
        byCode = inOrder.ToDictionary(region => region.Code);
        byParent = inOrder.Where(region => region.Parent is not null).ToLookup(region => region.Parent!.Value);
        ancestors = new Dictionary<RegionCode, Region[]>(inOrder.Length);
        foreach (var region in inOrder)
        {
            AncestryOf(region, inOrder.Length);
        }
    }

    public DateOnly AsOf { get; }

    /// <summary>In code order.</summary>
    public IEnumerable<Region> All => inOrder;

    public Region? Find(RegionCode code) => byCode.GetValueOrDefault(code);

    public IEnumerable<Region> ChildrenOf(RegionCode code) => byParent[code];

    /// <summary>The region's parents, nearest first.</summary>
    public IReadOnlyList<Region> AncestorsOf(RegionCode code) => AncestryOf(code);

    /// <summary>Strictly below: a region is not under itself.</summary>
    public bool IsUnder(RegionCode code, RegionCode ancestor)
    {
        foreach (var region in AncestryOf(code))
        {
            if (region.Code == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The units at or below a region that have a headcount of their own, in code order.</summary>
    public IEnumerable<Region> FundingUnitsOf(RegionCode root) =>
        inOrder.Where(region => region.IsFundingUnit && (region.Code == root || IsUnder(region.Code, root)));

    /// <summary>The prefecture that the region belongs to or is; null for a county directly under its province.</summary>
    public Region? PrefectureOf(RegionCode code) =>
        Find(code) is { Kind: RegionKind.Prefecture } self ? self : AncestorsOf(code).FirstOrDefault(region => region.Kind == RegionKind.Prefecture);

    internal Region[] AncestryOf(RegionCode code) => ancestors.TryGetValue(code, out var above) ? above : [];

    private Region[] AncestryOf(Region region, int depthLeft)
    {
        if (ancestors.TryGetValue(region.Code, out var known))
        {
            return known;
        }

        if (depthLeft == 0)
        {
            throw new ArgumentException($"Region {region.Code} is its own ancestor.", nameof(region));
        }

        Region[] above = region.Parent is { } code && Find(code) is { } parent ? [parent, .. AncestryOf(parent, depthLeft - 1)] : [];
        ancestors[region.Code] = above;
        return above;
    }
}
