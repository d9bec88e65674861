using System.Globalization;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>
/// Names for the items of a list that do not depend on their position: an id, or what tells an item from its neighbours. Only items that share a
/// key get a longer one, so that adding an item seldom changes the address of another.
/// </summary>
internal static class PolicyKeys
{
    /// <param name="keys">From the shortest to the longest; the next one is added where the ones before are not unique.</param>
    public static IReadOnlyList<(T Item, string Key, int Index)> Keyed<T>(IReadOnlyList<T> items, Func<T, string> canonical, params Func<T, string>[] keys)
    {
        var made = items.Select((item, i) => (Item: item, Key: Escape(keys[0](item)), Index: i)).ToList();
        for (var level = 1; level < keys.Length && Twice(made).Count > 0; level++)
        {
            var twice = Twice(made);
            made = [.. made.Select(entry => twice.Contains(entry.Key) ? entry with { Key = $"{entry.Key}#{Escape(keys[level](entry.Item))}" } : entry)];
        }

        // Left over are items that a check refuses (an id used twice): told apart by their content, and equal ones by their order.
        var numbered = new Dictionary<int, string>();
        foreach (var same in made.GroupBy(entry => entry.Key).Where(same => same.Count() > 1))
        {
            foreach (var (entry, i) in same.OrderBy(entry => canonical(entry.Item), StringComparer.Ordinal).Select((entry, i) => (entry, i)).Skip(1))
            {
                numbered[entry.Index] = string.Create(CultureInfo.InvariantCulture, $"{entry.Key}#{i + 1}");
            }
        }

        return [.. made.Select(entry => numbered.TryGetValue(entry.Index, out var key) ? entry with { Key = key } : entry)];
    }

    /// <summary>"city+county".</summary>
    public static string Of(Payers payers) => string.Join('+', PayerNames.InOrder.Where(payer => payers.HasFlag(payer)).Select(payer => Enum.GetName(payer)!.ToLowerInvariant()));

    /// <summary>"ordinary"; "一档+学生+60-": tier, group and ages as far as the item names them.</summary>
    public static string Of(string? tier, string? group, AgeRange? ages)
    {
        var parts = new[] { tier, group, ages is null ? null : string.Create(CultureInfo.InvariantCulture, $"{ages.From}-{ages.To}") }.OfType<string>().ToList();
        return parts.Count == 0 ? "ordinary" : string.Join('+', parts);
    }

    /// <summary>The first place that a selector names, since no two items of a sound list name the same place; empty for everywhere.</summary>
    public static string FirstOf(RegionSelector where) =>
        where.Groups.Order(StringComparer.Ordinal).FirstOrDefault() is { } group ? "@" + group
        : where.Under.Order().Select(code => code.Value).FirstOrDefault() is { } under ? $"@{under}*"
        : where.Regions.Order().Select(code => code.Value).FirstOrDefault() is { } region ? "@" + region
        : string.Empty;

    /// <summary>Everything that a selector names, in one order whatever the order of its lists.</summary>
    public static string AllOf(RegionSelector where) =>
        List(where.Groups, where.Under, where.Regions) + (where.Except is { } except ? "!" + List(except.Groups, except.Under, except.Regions) : string.Empty);

    public static string List(IEnumerable<string> groups, IEnumerable<RegionCode> under, IEnumerable<RegionCode> regions) =>
        string.Join(',', groups.Order(StringComparer.Ordinal).Concat(under.Order().Select(code => code.Value + "*")).Concat(regions.Order().Select(code => code.Value)));

    /// <summary>As in a JSON pointer, so that a word with a slash is one step of the path and one with # no longer key.</summary>
    private static string Escape(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal).Replace("#", "~2", StringComparison.Ordinal);

    private static HashSet<string> Twice<T>(List<(T Item, string Key, int Index)> made) => [.. made.GroupBy(entry => entry.Key).Where(same => same.Count() > 1).Select(same => same.Key)];
}
