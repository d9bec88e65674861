using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>Named regions and regions at or below others, in a form that answers in constant time: a list can name thousands of counties.</summary>
internal sealed class RegionList(IReadOnlyList<RegionCode> regions, IReadOnlyList<RegionCode> under)
{
    private readonly HashSet<RegionCode> named = [.. regions];
    private readonly HashSet<RegionCode> roots = [.. under];

    public bool IsEmpty => named.Count + roots.Count == 0;

    public bool Names(RegionCode region) => named.Count > 0 && named.Contains(region);

    public bool Covers(RegionCode region, RegionTree tree)
    {
        if (Names(region) || (roots.Count > 0 && roots.Contains(region)))
        {
            return true;
        }

        if (roots.Count > 0)
        {
            foreach (var ancestor in tree.AncestryOf(region))
            {
                if (roots.Contains(ancestor.Code))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The most specific of the roots at or above a region; none when there is no such root.</summary>
    public Specificity Under(RegionCode region, RegionTree tree)
    {
        var best = Specificity.None;
        if (roots.Count == 0)
        {
            return best;
        }

        if (roots.Contains(region))
        {
            best = SpecificityOf(tree.Find(region)?.Kind);
        }

        foreach (var ancestor in tree.AncestryOf(region))
        {
            if (roots.Contains(ancestor.Code))
            {
                best = (Specificity)Math.Max((int)best, (int)SpecificityOf(ancestor.Kind));
            }
        }

        return best;
    }

    private static Specificity SpecificityOf(RegionKind? root) => root switch
    {
        RegionKind.Country => Specificity.Everywhere,
        RegionKind.Province => Specificity.UnderProvince,
        RegionKind.County or RegionKind.Zone => Specificity.Named,
        _ => Specificity.UnderPrefecture,
    };
}
