using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>
/// What comes out of all worlds of one region: equal outcomes are one, under the shortest condition that tells it from the others, and only
/// the lists that decide between outcomes count.
/// </summary>
internal sealed class Possibilities<T>
{
    private readonly SelectorMatching matching;
    private readonly RegionCode region;

    private Possibilities(SelectorMatching matching, RegionCode region, IReadOnlyList<(T Outcome, string Condition)> distinct, IReadOnlyList<string> decisive)
    {
        this.matching = matching;
        this.region = region;
        Distinct = distinct;
        DecisiveGroups = decisive;
    }

    /// <summary>In the order of the worlds.</summary>
    public IReadOnlyList<(T Outcome, string Condition)> Distinct { get; }

    /// <summary>The groups where being a member or not makes a difference.</summary>
    public IReadOnlyList<string> DecisiveGroups { get; }

    /// <summary>The gaps of those groups: what would have to be filled for a certain answer.</summary>
    public IReadOnlyList<string> Gaps => [.. DecisiveGroups.Select(group => matching.MembershipOf(group, region).Gap!).Distinct(StringComparer.Ordinal)];

    /// <summary>Labels of the assumptions that decide.</summary>
    public IEnumerable<string> Assumptions => DecisiveGroups.Select(group => matching.MembershipOf(group, region).Assumption).OfType<string>();

    /// <param name="worlds">All combinations of some memberships, as <see cref="SelectorMatching"/> makes them.</param>
    /// <param name="keyOf">Equal for outcomes that are the same to the reader.</param>
    public static Possibilities<T> Of(SelectorMatching matching, RegionCode region, IReadOnlyList<World> worlds, Func<World, T> outcomeOf, Func<T, string> keyOf)
    {
        if (worlds.Count == 1)
        {
            return new Possibilities<T>(matching, region, [(outcomeOf(worlds[0]), string.Empty)], []);
        }

        var outcomes = worlds.Select(world => (world, outcome: outcomeOf(world))).Select(entry => (entry.world, entry.outcome, key: keyOf(entry.outcome))).ToList();
        var varying = worlds[0].Memberships.Keys.Where(group => worlds.Any(world => world.Memberships[group] != worlds[0].Memberships[group])).Order(StringComparer.Ordinal).ToList();
        var decisive = varying.Where(group =>
        {
            var others = varying.Where(other => other != group).ToList();
            return outcomes.GroupBy(entry => Signature(entry.world, others)).Any(twins => twins.DistinctBy(twin => twin.key).Count() > 1);
        }).ToList();
        var distinct = outcomes.GroupBy(entry => entry.key).Select(same => (same.First().outcome, Condition(matching, [.. same.Select(entry => entry.world).DistinctBy(world => Signature(world, decisive))], decisive)));
        return new Possibilities<T>(matching, region, [.. distinct], decisive);
    }

    private static string Signature(World world, IReadOnlyList<string> groups) => string.Concat(groups.Select(group => world.Memberships[group] ? '1' : '0'));

    /// <param name="worlds">One for each combination of the deciding groups that leads to the outcome.</param>
    private static string Condition(SelectorMatching matching, IReadOnlyList<World> worlds, IReadOnlyList<string> decisive)
    {
        var common = decisive.Where(group => worlds.All(world => world.Memberships[group] == worlds[0].Memberships[group])).ToList();
        return worlds.Count == 1 << (decisive.Count - common.Count)
            ? Text(worlds[0], common)
            : string.Join("；或", worlds.Select(world => Text(world, decisive)));

        string Text(World world, IEnumerable<string> groups) => matching.ConditionOf(groups.Select(group => KeyValuePair.Create(group, world.Memberships[group])));
    }
}
