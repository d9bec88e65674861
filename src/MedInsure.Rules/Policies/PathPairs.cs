using MedInsure.Rules.Amounts;

namespace MedInsure.Rules.Policies;

/// <summary>
/// Which item of an earlier content is which of a later one, where items have no id and are named by the first place they apply to: a county that moves
/// from one ratio to another can change both names. Items of one list that share most of their places are one item.
/// </summary>
internal static class PathPairs
{
    /// <returns>The earlier values' paths as the later content names them; a path that has no counterpart stays, marked when the later content uses it for another item.</returns>
    public static Func<string, string> Of(IReadOnlyList<PolicyValue> before, IReadOnlyList<PolicyValue> after)
    {
        var (old, current) = (PlacesOf(before), PlacesOf(after));
        var candidates = from was in old
                         from now in current
                         where ListOf(was.Key) == ListOf(now.Key)
                         let common = was.Value.Intersect(now.Value).Count()
                         where common > 0
                         select (Was: was.Key, Now: now.Key, Alike: new Fraction(common, was.Value.Union(now.Value).Count()));
        candidates = candidates.OrderByDescending(pair => pair.Alike).ThenByDescending(pair => pair.Was == pair.Now)
            .ThenBy(pair => pair.Was, StringComparer.Ordinal).ThenBy(pair => pair.Now, StringComparer.Ordinal);
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (was, now, _) in candidates)
        {
            if (!pairs.ContainsKey(was) && taken.Add(now))
            {
                pairs[was] = now;
            }
        }

        // An item that lost its counterpart gives way when its name now belongs to another one, and keeps it when nobody else has it.
        foreach (var was in old.Keys.Where(was => !pairs.ContainsKey(was)))
        {
            pairs[was] = taken.Contains(was) ? was + "#before" : was;
        }

        return path => PrefixOf(path) is { } prefix && pairs.TryGetValue(prefix, out var now) ? now + path[prefix.Length..] : path;
    }

    /// <summary>The places of each item that is named by one, by the item's path.</summary>
    private static Dictionary<string, HashSet<string>> PlacesOf(IReadOnlyList<PolicyValue> values) => values
        .Where(value => PrefixOf(value.Path) is { } prefix && (value.Path == prefix || value.Path == prefix + "/where"))
        .GroupBy(value => PrefixOf(value.Path)!, StringComparer.Ordinal)
        .ToDictionary(item => item.Key, item => item.SelectMany(value => value.Path == item.Key && item.Any(other => other.Path == item.Key + "/where") ? [] : value.Raw.Split(',', '!')).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>"/funding/splits/city+county@620103" of "/funding/splits/city+county@620103/shares/city"; null for an item that is not named by a place.</summary>
    private static string? PrefixOf(string path)
    {
        var at = path.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var end = path.IndexOf('/', at);
        return end < 0 ? path : path[..end];
    }

    private static string ListOf(string prefix) => prefix[..prefix.IndexOf('@', StringComparison.Ordinal)];
}
