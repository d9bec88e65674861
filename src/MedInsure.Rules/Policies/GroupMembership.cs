using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>Whether a region belongs to a group; where the list is incomplete, the gap that hides the answer.</summary>
/// <param name="IsMember">Null when unknown.</param>
/// <param name="Assumption">Label of the assumption that the answer rests on.</param>
public readonly record struct Membership(bool? IsMember, string? Gap = null, string? Assumption = null);

/// <summary>Answers membership for all groups that a chain of policies defines.</summary>
public sealed class GroupMembership
{
    private readonly Dictionary<string, RegionGroup> groups;
    private readonly Dictionary<string, Assumption> assumptions;
    private readonly RegionTree tree;

    public GroupMembership(IEnumerable<RegionGroup> groups, RegionTree tree, IReadOnlyList<Assumption> assumptions)
    {
        this.groups = groups.ToDictionary(group => group.Id);
        this.assumptions = assumptions.Where(assumption => assumption.Members is not null).ToDictionary(assumption => assumption.Gap);
        this.tree = tree;
    }

    public RegionGroup? Find(string group) => groups.GetValueOrDefault(group);

    public Membership Of(string groupId, RegionCode region)
    {
        if (!groups.TryGetValue(groupId, out var group))
        {
            throw new ArgumentException($"Group '{groupId}' is not defined in this policy or above it.", nameof(groupId));
        }

        if (Lists(group.Regions, group.Under, region))
        {
            return new Membership(true);
        }

        if (group.Gap is null || (group.Within is { } within && !Lists(within.Regions, within.Under, region)))
        {
            return new Membership(false);
        }

        return assumptions.TryGetValue(group.Gap, out var assumption)
            ? new Membership(assumption.Members!.Contains(region), group.Gap, assumption.Label)
            : new Membership(null, group.Gap);
    }

    private bool Lists(IReadOnlyList<RegionCode> regions, IReadOnlyList<RegionCode> under, RegionCode region) =>
        regions.Contains(region) || under.Any(parent => parent == region || tree.IsUnder(region, parent));
}
