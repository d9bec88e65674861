namespace MedInsure.Rules.Policies.Checks;

/// <summary>资助对象类别: no circle of parents, and no word that means two categories.</summary>
internal static class CategoryCheck
{
    public static void Run(CheckScope scope)
    {
        var parents = scope.NearestFirst.SelectMany(policy => policy.Subsidies.Categories).GroupBy(category => category.Id).ToDictionary(group => group.Key, group => group.First().Parent);
        foreach (var (category, path) in scope.Content.Subsidies.Categories.At("$.subsidies.categories"))
        {
            scope.AddIf(IsInCircle(category.Id, parents), path + ".parent", "上级类别绕回了自己，请核对 parent。");
        }

        var meanings = scope.Ancestors.SelectMany(policy => Words(policy.Subsidies)).GroupBy(word => word.Word).ToDictionary(group => group.Key, group => group.First().Category);
        foreach (var (word, category, path) in Words(scope.Content.Subsidies))
        {
            scope.AddIf(string.IsNullOrWhiteSpace(word), path, "请写明类别的叫法。");
            scope.AddIf(meanings.TryGetValue(word, out var other) && other != category, path, $"“{word}”已是类别“{other}”的叫法，一个叫法只能指一个类别。");
            meanings.TryAdd(word, category);
        }
    }

    private static bool IsInCircle(string category, Dictionary<string, string?> parents)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? current = category;
        while (current is not null && seen.Add(current))
        {
            current = parents.GetValueOrDefault(current);
        }

        return current is not null;
    }

    private static IEnumerable<(string Word, string Category, string Path)> Words(SubsidyPolicy subsidies) =>
        subsidies.Categories.At("$.subsidies.categories")
            .SelectMany(entry => entry.Item.Aliases.At(entry.Path + ".aliases").Prepend((Item: entry.Item.Name, Path: entry.Path + ".name")).Select(word => (word.Item, entry.Item.Id, word.Path)))
            .Concat(subsidies.Aliases.At("$.subsidies.aliases").Select(entry => (entry.Item.Name, entry.Item.Category, entry.Path + ".name")));
}
