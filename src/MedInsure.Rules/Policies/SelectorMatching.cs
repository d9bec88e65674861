using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>How closely a selector fits a region. The most specific match wins: 天祝 is tier 1 by its group although 武威 is tier 2.</summary>
public enum Specificity
{
    None,
    Everywhere,
    UnderProvince,
    UnderPrefecture,
    Group,
    Named,
}

/// <summary>
/// One way in which the incomplete lists could turn out for one region. With no unknown list there is one world and no condition.
/// </summary>
public sealed record World(IReadOnlyDictionary<string, bool> Memberships, string Condition);

/// <summary>Matches selectors with regions; see docs/rules/selectors.md.</summary>
public sealed class SelectorMatching(RegionTree tree, GroupMembership groups)
{
    public Specificity Match(RegionSelector selector, RegionCode region, World world)
    {
        ArgumentNullException.ThrowIfNull(selector);
        if (selector.Except is { } except
            && (except.Regions.Contains(region) || except.Under.Any(parent => IsAtOrUnder(region, parent)) || except.Groups.Any(group => IsMember(group, region, world))))
        {
            return Specificity.None;
        }

        if (selector.Regions.Contains(region))
        {
            return Specificity.Named;
        }

        if (selector.Groups.Any(group => IsMember(group, region, world)))
        {
            return Specificity.Group;
        }

        if (selector.Under.Where(parent => IsAtOrUnder(region, parent)).Select(SpecificityUnder).DefaultIfEmpty().Max() is var under and not Specificity.None)
        {
            return under;
        }

        return selector.Regions.Count + selector.Groups.Count + selector.Under.Count == 0 ? Specificity.Everywhere : Specificity.None;
    }

    /// <summary>The items that fit best: none, one, or several that are equally specific, which is an error for the caller to name.</summary>
    public IReadOnlyList<T> Best<T>(IEnumerable<T> items, Func<T, RegionSelector> selectorOf, RegionCode region, World world)
    {
        var matches = items.Select(item => (item, fit: Match(selectorOf(item), region, world))).Where(match => match.fit != Specificity.None).ToList();
        return matches.Count == 0 ? [] : [.. matches.Where(match => match.fit == matches.Max(other => other.fit)).Select(match => match.item)];
    }

    /// <summary>All worlds that the unknown memberships of a region in the groups of these selectors allow, with the gaps behind them.</summary>
    public (IReadOnlyList<World> Worlds, IReadOnlyList<string> Gaps) WorldsOf(RegionCode region, IEnumerable<RegionSelector> selectors)
    {
        var unknown = selectors
            .SelectMany(selector => selector.Groups.Concat(selector.Except?.Groups ?? []))
            .Distinct(StringComparer.Ordinal)
            .Select(group => (group, membership: groups.Of(group, region)))
            .Where(entry => entry.membership.IsMember is null)
            .OrderBy(entry => entry.group, StringComparer.Ordinal)
            .ToList();
        if (unknown.Count > 6)
        {
            throw new InvalidOperationException($"Region {region} has {unknown.Count} unknown memberships; more than 6 cannot be listed.");
        }

        var worlds = Enumerable.Range(0, 1 << unknown.Count).Select(bits =>
        {
            var memberships = unknown.Select((entry, i) => (entry.group, member: (bits >> i & 1) == 0)).ToDictionary(entry => entry.group, entry => entry.member);
            return new World(memberships, string.Join("，", memberships.Select(entry => $"若{(entry.Value ? "属于" : "不属于")}“{groups.Find(entry.Key)!.Name}”")));
        });
        return ([.. worlds], [.. unknown.Select(entry => entry.membership.Gap!).Distinct()]);
    }

    /// <summary>Labels of the assumptions that a region's memberships in the groups of these selectors rest on.</summary>
    public IReadOnlyList<string> AssumptionsOf(RegionCode region, IEnumerable<RegionSelector> selectors) =>
        [.. selectors.SelectMany(selector => selector.Groups.Concat(selector.Except?.Groups ?? [])).Distinct()
            .Select(group => groups.Of(group, region).Assumption).OfType<string>().Distinct()];

    private bool IsMember(string group, RegionCode region, World world) =>
        world.Memberships.TryGetValue(group, out var supposed)
            ? supposed
            : groups.Of(group, region).IsMember ?? throw new InvalidOperationException($"The world leaves the membership of {region} in '{group}' open.");

    private bool IsAtOrUnder(RegionCode region, RegionCode parent) => region == parent || tree.IsUnder(region, parent);

    private Specificity SpecificityUnder(RegionCode parent) => tree.Find(parent)?.Kind switch
    {
        RegionKind.Country => Specificity.Everywhere,
        RegionKind.Province => Specificity.UnderProvince,
        RegionKind.County or RegionKind.Zone => Specificity.Named,
        _ => Specificity.UnderPrefecture,
    };
}
