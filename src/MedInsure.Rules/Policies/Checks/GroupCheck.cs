namespace MedInsure.Rules.Policies.Checks;

/// <summary>Lists of regions: complete or a gap, as many as the notice counts, nothing twice.</summary>
internal static class GroupCheck
{
    public static void Run(CheckScope scope)
    {
        foreach (var (group, path) in scope.Content.Groups.At("$.groups"))
        {
            var listed = group.Regions.Count;
            scope.AddIf(string.IsNullOrWhiteSpace(group.Name), path + ".name", "请写明分组的名称。");
            scope.AddIf(group.Gap is null && listed + group.Under.Count == 0, path, "分组没有成员；名单没有拿到的，请用 gap 登记缺口。");
            scope.AddIf(group.Gap is null && group.Within is not null, path + ".within", "名单已经完整，不需要外围；请去掉 within，或用 gap 登记缺口。");
            scope.AddIf(group.Count is <= 0, path + ".count", "成员数应为正数。");
            if (group.Count is { } count)
            {
                scope.AddIf(group.Gap is null && group.Under.Count == 0 && listed != count, path + ".count", $"文件说有 {count} 个，名单列了 {listed} 个，请核对；没有列全的，请用 gap 登记缺口。");
                scope.AddIf(group.Gap is not null && listed > count, path + ".count", $"文件说有 {count} 个，名单却列了 {listed} 个，请核对。");
                scope.AddIf(group.Gap is not null && listed == count, path + ".gap", $"{count} 个成员已经列全，请去掉缺口。");
            }

            Twice(scope, group.Regions.Select(region => region.Value), path + ".regions");
            Twice(scope, group.Under.Select(region => region.Value), path + ".under");
        }

        foreach (var (selector, path) in scope.Selectors())
        {
            Twice(scope, selector.Regions.Select(region => region.Value), path + ".regions");
            Twice(scope, selector.Under.Select(region => region.Value), path + ".under");
            Twice(scope, selector.Groups, path + ".groups");
            scope.AddIf(
                selector.Except is { } except && except.Regions.Count + except.Under.Count + except.Groups.Count == 0,
                path + ".except",
                "例外是空的，请写明除外的地区，或去掉 except。");
        }
    }

    private static void Twice(CheckScope scope, IEnumerable<string> values, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (value, at) in values.At(path))
        {
            scope.AddIf(!seen.Add(value), at, $"“{value}”列了两次，请只保留一处。");
        }
    }
}
