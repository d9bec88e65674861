using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Regions;

/// <summary>Reads the official regions as the values that the rules know.</summary>
internal static class RegionFacts
{
    /// <summary>内部口径: the regions of a funding year are those of its last day.</summary>
    public static DateOnly AsOf(int fundingYear) => new(fundingYear, 12, 31);

    /// <summary>All regions that are valid on a day.</summary>
    public static async Task<RegionTree> TreeAsync(TenantSession db, DateOnly asOf, CancellationToken ct)
    {
        var rows = await db.Rows.Regions.AsNoTracking().ToListAsync(ct);
        return new RegionTree(rows.Select(row => row.ToRegion()), asOf);
    }

    /// <summary>The regions at, below and above a root, in code order: what a run's snapshot keeps.</summary>
    public static IReadOnlyList<Region> Around(this RegionTree tree, RegionCode root)
    {
        var above = tree.AncestorsOf(root).Select(region => region.Code).ToHashSet();
        return [.. tree.All.Where(region => region.Code == root || above.Contains(region.Code) || tree.IsUnder(region.Code, root))];
    }
}
