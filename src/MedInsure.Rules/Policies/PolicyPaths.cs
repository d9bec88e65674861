namespace MedInsure.Rules.Policies;

/// <summary>The items of a list with the JSON path of each.</summary>
internal static class PolicyPaths
{
    public static IEnumerable<(T Item, string Path)> At<T>(this IEnumerable<T> items, string path) => items.Select((item, i) => (item, $"{path}[{i}]"));
}
