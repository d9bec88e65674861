using MedInsure.Rules.Policies.Checks;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>Region codes that do not exist on the day, or belong to somebody else.</summary>
internal static class RegionFindings
{
    public static void Run(FoundList found)
    {
        var scope = new CheckScope(found.Draft, []);
        foreach (var (selector, path) in scope.Selectors())
        {
            Lists(found, selector.Regions, selector.Under, path);
            Lists(found, selector.Except?.Regions ?? [], selector.Except?.Under ?? [], path + ".except");
        }

        foreach (var (group, path) in found.Draft.Groups.At("$.groups"))
        {
            Lists(found, group.Regions, group.Under, path);
            Lists(found, group.Within?.Regions ?? [], group.Within?.Under ?? [], path + ".within");
        }
    }

    private static void Lists(FoundList found, IReadOnlyList<RegionCode> regions, IReadOnlyList<RegionCode> under, string path)
    {
        foreach (var (code, at) in regions.At(path + ".regions").Concat(under.At(path + ".under")))
        {
            var (tree, root) = (found.Context.Regions, found.Context.Root);
            if (tree.Find(code) is not { } region)
            {
                found.Add(FindingKind.RegionUnknown, FindingWeight.Hard, at, $"行政区划 {code} 在 {tree.AsOf:yyyy-MM-dd} 不存在，请核对代码或改用当年的区划。", detail: code.Value);
            }
            else if (root is { } own && code != own && !tree.IsUnder(code, own))
            {
                found.Add(FindingKind.RegionForeign, FindingWeight.Hard, at, $"{region.Name}（{code}）不属于{found.Context.TenantName}的管辖范围，请从名单中去掉。", detail: code.Value);
            }
        }
    }
}
