namespace MedInsure.Rules.Policies;

public enum ChangeKind
{
    /// <summary>新增</summary>
    Added,

    /// <summary>删除</summary>
    Removed,

    /// <summary>修改: the value, its source, or both.</summary>
    Changed,
}

/// <summary>One value that differs between two contents.</summary>
/// <param name="BeforeText">Null for an added value, as <paramref name="BeforeCite"/> is then empty.</param>
/// <param name="AfterText">Null for a removed value, as <paramref name="AfterCite"/> is then empty.</param>
public sealed record PolicyChange(
    string Path,
    string Section,
    string Label,
    ChangeKind Kind,
    string? BeforeText,
    string? AfterText,
    IReadOnlyList<Citation> BeforeCite,
    IReadOnlyList<Citation> AfterCite)
{
    /// <summary>The value is what it was and only stands on another clause now (仅依据变更).</summary>
    public bool IsSourceOnly { get; init; }

    /// <summary>The value is another one and still stands on the clauses of the old one (依据未变): whoever reviews it looks whether they say so.</summary>
    public bool KeepsSource => Kind == ChangeKind.Changed && !IsSourceOnly && AfterCite.Count > 0 && PolicyRedline.SameSources(BeforeCite, AfterCite);
}

/// <summary>
/// 政策变动对比: what differs between two contents, value by value, in the order of the later one, each removed value where it stood. The order of
/// lists counts only where it is a rule (who steps in first, which category comes first on a tie).
/// </summary>
public static class PolicyRedline
{
    public static IReadOnlyList<PolicyChange> Compare(PolicyContent before, PolicyContent after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Compare(before, PolicyNames.Of(before), after, PolicyNames.Of(after));
    }

    /// <param name="beforeNames">Names of the regions and categories as they were; the two contents can be of different years.</param>
    public static IReadOnlyList<PolicyChange> Compare(PolicyContent before, PolicyNames beforeNames, PolicyContent after, PolicyNames afterNames)
    {
        var (earlier, current) = (PolicyValues.Of(before, beforeNames), PolicyValues.Of(after, afterNames));
        var pathNow = PathPairs.Of(earlier, current);
        var old = earlier.Select(value => value with { Path = pathNow(value.Path) }).ToList();
        var oldByPath = old.ToDictionary(value => value.Path, StringComparer.Ordinal);
        var paths = current.Select(value => value.Path).ToHashSet(StringComparer.Ordinal);
        var removed = old.Where(value => !paths.Contains(value.Path)).Select(Removed).ToLookup(change => change.Section, StringComparer.Ordinal);
        var found = current.Select(value => oldByPath.TryGetValue(value.Path, out var was) ? Changed(was, value) : Added(value)).OfType<PolicyChange>().ToLookup(change => change.Section, StringComparer.Ordinal);
        return [.. current.Concat(old).Select(value => value.Section).Distinct(StringComparer.Ordinal).SelectMany(section => found[section].Concat(removed[section]))];
    }

    private static PolicyChange Added(PolicyValue value) => new(value.Path, value.Section, value.Label, ChangeKind.Added, null, value.Text, [], value.Cite);

    private static PolicyChange Removed(PolicyValue value) => new(value.Path, value.Section, value.Label, ChangeKind.Removed, value.Text, null, value.Cite, []);

    private static PolicyChange? Changed(PolicyValue was, PolicyValue now)
    {
        var sameSource = (was.Cites ?? now.Cites) is null || SameSources(was.Cite, now.Cite);
        return was.Raw == now.Raw && sameSource
            ? null
            : new PolicyChange(now.Path, now.Section, now.Label, ChangeKind.Changed, was.Text, now.Text, was.Cite, now.Cite) { IsSourceOnly = was.Raw == now.Raw };
    }

    /// <summary>The same clauses, in whatever order they are written.</summary>
    internal static bool SameSources(IReadOnlyList<Citation> one, IReadOnlyList<Citation> other) =>
        one.Count == other.Count && one.GroupBy(cite => cite).All(same => other.Count(cite => cite == same.Key) == same.Count());
}
