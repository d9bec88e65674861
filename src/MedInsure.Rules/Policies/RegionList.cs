using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>Named regions and regions at or below others, in a form that answers in constant time: a list can name thousands of counties.</summary>
internal sealed class RegionList(IReadOnlyList<RegionCode> regions, IReadOnlyList<RegionCode> under)
{
    private readonly HashSet<RegionCode> named = [.. regions];
    private readonly HashSet<RegionCode> roots = [.. under];

    public bool IsEmpty => named.Count + roots.Count == 0;

    public bool Names(RegionCode region) => named.Count > 0 && named.Contains(region);

    public bool Covers(RegionCode region, RegionTree tree) => Names(region) || RootsAbove(region, tree).Any();

    /// <summary>The roots at or above a region, nearest first.</summary>
    public IEnumerable<RegionCode> RootsAbove(RegionCode region, RegionTree tree)
    {
        if (roots.Count == 0)
        {
            yield break;
        }

        if (roots.Contains(region))
        {
            yield return region;
        }

        foreach (var ancestor in tree.AncestorsOf(region))
        {
            if (roots.Contains(ancestor.Code))
            {
                yield return ancestor.Code;
            }
        }
    }
}
