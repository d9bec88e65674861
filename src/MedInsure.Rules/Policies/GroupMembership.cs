using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>Whether a region belongs to a group; where the list is incomplete, the gap that hides the answer.</summary>
/// <param name="IsMember">Null when unknown.</param>
/// <param name="Assumption">Label of the assumption that the answer rests on.</param>
public readonly record struct Membership(bool? IsMember, string? Gap = null, string? Assumption = null);

/// <summary>Answers membership for all groups that a chain of policies defines.</summary>
public sealed class GroupMembership
{
    private readonly Dictionary<string, (RegionGroup Group, RegionList Members, RegionList? Within)> groups;
    private readonly Dictionary<string, (Assumption Assumption, HashSet<RegionCode> Members)> assumptions;
    private readonly RegionTree tree;

    public GroupMembership(IEnumerable<RegionGroup> groups, RegionTree tree, IReadOnlyList<Assumption> assumptions)
    {
        this.groups = groups.ToDictionary(
            group => group.Id,
            group => (group, new RegionList(group.Regions, group.Under), group.Within is { } within ? new RegionList(within.Regions, within.Under) : null),
            StringComparer.Ordinal);
        this.assumptions = assumptions.Where(assumption => assumption.Members is not null)
            .ToDictionary(assumption => assumption.Gap, assumption => (assumption, assumption.Members!.ToHashSet()), StringComparer.Ordinal);
        this.tree = tree;
    }

    public RegionGroup? Find(string group) => groups.GetValueOrDefault(group).Group;

    public Membership Of(string groupId, RegionCode region) => Of(groupId, region, groups.Count);

    private Membership Of(string groupId, RegionCode region, int depthLeft)
    {
        if (!groups.TryGetValue(groupId, out var entry))
        {
            throw new ArgumentException($"Group '{groupId}' is not defined in this policy or above it.", nameof(groupId));
        }

        var (group, members, _) = entry;
        if (members.Covers(region, tree))
        {
            return new Membership(true);
        }

        if (group.Gap is null || !MayLieWithin(group, entry.Within, region, depthLeft))
        {
            return new Membership(false);
        }

        return assumptions.TryGetValue(group.Gap, out var supposed)
            ? new Membership(supposed.Members.Contains(region), group.Gap, supposed.Assumption.Label)
            : new Membership(null, group.Gap);
    }

    /// <summary>An outer bound excludes only what certainly lies outside it: where its own groups are unknown, the region may still be inside.</summary>
    private bool MayLieWithin(RegionGroup group, RegionList? within, RegionCode region, int depthLeft)
    {
        if (within is null || within.Covers(region, tree))
        {
            return true;
        }

        return group.Within!.Groups.Any(outer => depthLeft == 0 || Of(outer, region, depthLeft - 1) is not { IsMember: false, Assumption: null });
    }
}
