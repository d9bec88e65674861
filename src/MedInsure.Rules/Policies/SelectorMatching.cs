using System.Collections.Concurrent;
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
public sealed record World(IReadOnlyDictionary<string, bool> Memberships, string Condition)
{
    /// <summary>The world of a region whose memberships are all known.</summary>
    public static World Known { get; } = new(new Dictionary<string, bool>(StringComparer.Ordinal), string.Empty);
}

/// <summary>Matches selectors with regions; see docs/rules/selectors.md. Safe to share between threads.</summary>
public sealed class SelectorMatching(RegionTree tree, GroupMembership groups)
{
    /// <summary>More unknown lists than this make more possibilities than a person can weigh; then none is listed.</summary>
    public const int MaxUnknownGroups = 8;

    private readonly ConcurrentDictionary<RegionSelector, (RegionList Included, RegionList? Excluded)> lists = new(ReferenceEqualityComparer.Instance);

    public Specificity Match(RegionSelector selector, RegionCode region, World world)
    {
        ArgumentNullException.ThrowIfNull(selector);
        if (ReferenceEquals(selector, RegionSelector.Everywhere))
        {
            return Specificity.Everywhere;
        }

        var (included, excluded) = lists.GetOrAdd(selector, static key => (new RegionList(key.Regions, key.Under), key.Except is { } except ? new RegionList(except.Regions, except.Under) : null));
        if (excluded is not null && (excluded.Covers(region, tree) || IsMemberOfAny(selector.Except!.Groups, region, world)))
        {
            return Specificity.None;
        }

        if (included.Names(region))
        {
            return Specificity.Named;
        }

        var under = included.Under(region, tree);
        if (under < Specificity.Group && IsMemberOfAny(selector.Groups, region, world))
        {
            return Specificity.Group;
        }

        return under == Specificity.None && included.IsEmpty && selector.Groups.Count == 0 ? Specificity.Everywhere : under;
    }

    /// <summary>The items that fit best: none, one, or several that are equally specific, which is an error for the caller to name.</summary>
    public IReadOnlyList<T> Best<T>(IEnumerable<T> items, Func<T, RegionSelector> selectorOf, RegionCode region, World world)
    {
        var fit = Specificity.None;
        List<T> best = [];
        foreach (var item in items)
        {
            var match = Match(selectorOf(item), region, world);
            if (match == Specificity.None || match < fit)
            {
                continue;
            }

            if (match > fit)
            {
                best.Clear();
                fit = match;
            }

            best.Add(item);
        }

        return best;
    }

    /// <summary>The items that fit at all.</summary>
    internal IReadOnlyList<T> All<T>(IReadOnlyList<T> items, Func<T, RegionSelector> selectorOf, RegionCode region, World world)
    {
        List<T>? fitting = null;
        foreach (var item in items)
        {
            if (Match(selectorOf(item), region, world) != Specificity.None)
            {
                (fitting ??= []).Add(item);
            }
        }

        return fitting is null ? [] : fitting;
    }

    /// <summary>
    /// All worlds that the unknown memberships of a region in the groups of these selectors allow, with the gaps behind them. No world at all
    /// when more than <see cref="MaxUnknownGroups"/> memberships are unknown: the gaps then hide everything.
    /// </summary>
    public (IReadOnlyList<World> Worlds, IReadOnlyList<string> Gaps) WorldsOf(RegionCode region, IEnumerable<RegionSelector> selectors) =>
        WorldsOf(region, GroupsOf(selectors), World.Known);

    /// <summary>Labels of the assumptions that a region's memberships in the groups of these selectors rest on.</summary>
    public IReadOnlyList<string> AssumptionsOf(RegionCode region, IEnumerable<RegionSelector> selectors) =>
        AssumptionsOf(region, GroupsOf(selectors));

    internal IReadOnlyList<string> AssumptionsOf(RegionCode region, IReadOnlyList<string> groupIds) =>
        [.. groupIds.Select(group => groups.Of(group, region).Assumption).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Ids of all groups that the selectors name, each once, in order.</summary>
    internal static IReadOnlyList<string> GroupsOf(IEnumerable<RegionSelector> selectors) =>
        [.. selectors.SelectMany(selector => selector.Groups.Concat(selector.Except?.Groups ?? [])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <param name="given">Memberships that are already supposed; the worlds agree with them and do not repeat them in their conditions.</param>
    /// <param name="doubtAssumptions">Treats what an assumption supposes as unknown, to see what rests on it.</param>
    internal (IReadOnlyList<World> Worlds, IReadOnlyList<string> Gaps) WorldsOf(RegionCode region, IReadOnlyList<string> groupIds, World given, bool doubtAssumptions = false)
    {
        List<(string Group, string Gap)>? unknown = null;
        foreach (var group in groupIds)
        {
            var membership = groups.Of(group, region);
            if ((membership.IsMember is null || (doubtAssumptions && membership.Assumption is not null)) && !given.Memberships.ContainsKey(group))
            {
                (unknown ??= []).Add((group, membership.Gap!));
            }
        }

        if (unknown is null)
        {
            return ([given.Memberships.Count == 0 ? World.Known : given with { Condition = string.Empty }], []);
        }

        var worlds = unknown.Count > MaxUnknownGroups ? [] : Enumerable.Range(0, 1 << unknown.Count).Select(bits =>
        {
            var memberships = unknown.Select((entry, i) => KeyValuePair.Create(entry.Group, (bits >> (unknown.Count - 1 - i) & 1) == 0)).ToList();
            return new World(new Dictionary<string, bool>(given.Memberships.Concat(memberships), StringComparer.Ordinal), ConditionOf(memberships));
        });
        return ([.. worlds], [.. unknown.Select(entry => entry.Gap).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>"若属于“甲名单”，若不属于“乙名单”"; empty when nothing is supposed.</summary>
    internal string ConditionOf(IEnumerable<KeyValuePair<string, bool>> memberships) =>
        string.Join("，", memberships.Select(entry => $"若{(entry.Value ? "属于" : "不属于")}“{groups.Find(entry.Key)!.Name}”"));

    /// <summary>
    /// Regions with one footprint are one to these selectors: each fits them equally closely in every world, so what is found for one of them
    /// holds for all.
    /// </summary>
    internal string FootprintOf(RegionCode region, IReadOnlyList<RegionSelector> selectors, IReadOnlyList<string> groupIds)
    {
        var marks = new char[selectors.Count + groupIds.Count];
        for (var i = 0; i < selectors.Count; i++)
        {
            var (included, excluded) = lists.GetOrAdd(selectors[i], static key => (new RegionList(key.Regions, key.Under), key.Except is { } except ? new RegionList(except.Regions, except.Under) : null));
            marks[i] = (char)('A' + (int)included.Under(region, tree) + (included.Names(region) ? 8 : 0) + (excluded is not null && excluded.Covers(region, tree) ? 16 : 0));
        }

        for (var i = 0; i < groupIds.Count; i++)
        {
            marks[selectors.Count + i] = groups.Of(groupIds[i], region).IsMember switch { true => '+', false => '-', _ => '?' };
        }

        return new string(marks);
    }

    internal Membership MembershipOf(string group, RegionCode region) => groups.Of(group, region);

    private bool IsMemberOfAny(IReadOnlyList<string> ids, RegionCode region, World world)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            var member = world.Memberships.TryGetValue(ids[i], out var supposed)
                ? supposed
                : groups.Of(ids[i], region).IsMember ?? throw new InvalidOperationException($"The world leaves the membership of {region} in '{ids[i]}' open.");
            if (member)
            {
                return true;
            }
        }

        return false;
    }
}
