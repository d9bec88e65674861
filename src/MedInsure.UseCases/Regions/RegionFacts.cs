using System.Collections.Concurrent;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Regions;

/// <summary>Reads the official regions as the values that the rules know.</summary>
internal static class RegionFacts
{
    /// <summary>内部口径: the regions of a funding year are those of its last day.</summary>
    public static DateOnly AsOf(int fundingYear) => new(fundingYear, 12, 31);

    /// <summary>Trees by the revision of the regions and the day. A tree never changes; a revision is the database's own and returns in no other.</summary>
    private static readonly ConcurrentDictionary<(Guid Revision, DateOnly AsOf), RegionTree> Trees = new();

    private const int MaxTrees = 32;

    /// <summary>All regions that are valid on a day.</summary>
    public static async Task<RegionTree> TreeAsync(TenantSession db, DateOnly asOf, CancellationToken ct)
    {
        // Asked before the rows are read: a change in between leaves newer rows under an older revision, which the next asker no longer finds.
        var revision = await db.Rows.Database.SqlQuery<Guid>($"SELECT revision AS \"Value\" FROM region_revision").SingleAsync(ct);
        if (Trees.TryGetValue((revision, asOf), out var tree))
        {
            return tree;
        }

        var rows = await db.Rows.Regions.AsNoTracking().ToListAsync(ct);
        tree = new RegionTree(rows.Select(row => row.ToRegion()), asOf);
        if (Trees.Count >= MaxTrees)
        {
            Trees.Clear();
        }

        return Trees.GetOrAdd((revision, asOf), tree);
    }

    /// <summary>The regions at, below and above a root, in code order: what a run's snapshot keeps.</summary>
    public static IReadOnlyList<Region> Around(this RegionTree tree, RegionCode root)
    {
        var above = tree.AncestorsOf(root).Select(region => region.Code).ToHashSet();
        return [.. tree.All.Where(region => region.Code == root || above.Contains(region.Code) || tree.IsUnder(region.Code, root))];
    }
}
