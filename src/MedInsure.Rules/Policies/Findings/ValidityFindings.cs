namespace MedInsure.Rules.Policies.Findings;

/// <summary>Times and ages that are covered twice or not at all: coverage from one year to the next, authorities of a roster, contributions by age.</summary>
internal static class ValidityFindings
{
    public static void Run(FoundList found)
    {
        foreach (var (window, path) in found.Draft.Year.Coverage.At("$.year.coverage"))
        {
            FollowsLastYear(found, window, path);
        }

        foreach (var (category, path) in found.Draft.Subsidies.Categories.At("$.subsidies.categories"))
        {
            Authorities(found, category, path);
        }

        foreach (var group in found.Draft.Contribution.At("$.contribution").GroupBy(entry => (entry.Item.ContributionTier, entry.Item.PopulationGroup, Where: PolicyKeys.AllOf(entry.Item.Where))))
        {
            Ages(found, [.. group]);
        }
    }

    private static void FollowsLastYear(FoundList found, YearWindow window, string path)
    {
        if (window.From is not { } from || found.Context.LastYear is not { } before)
        {
            return;
        }

        var last = before.NearestFirst.Select(issued => issued.Content.Year.CoverageFor(window.PopulationGroup)).FirstOrDefault(other => other is not null);
        if (last?.To is not { } to || last.PopulationGroup != window.PopulationGroup || to.AddDays(1) == from)
        {
            return;
        }

        found.Add(
            to >= from ? FindingKind.ValidityOverlap : FindingKind.ValidityHole,
            FindingWeight.Hard,
            path,
            to >= from
                ? $"待遇期从 {from:yyyy-MM-dd} 开始，上一年的待遇期到 {to:yyyy-MM-dd} 才结束，两年重叠，请改为 {to.AddDays(1):yyyy-MM-dd} 开始。"
                : $"上一年的待遇期到 {to:yyyy-MM-dd} 结束，这一年从 {from:yyyy-MM-dd} 才开始，中间有空档，请改为 {to.AddDays(1):yyyy-MM-dd} 开始。");
    }

    /// <summary>Where the roster of one category passes from one office to the next, it passes without a day between or twice. Undated offices keep it side by side.</summary>
    private static void Authorities(FoundList found, SubsidyCategory category, string path)
    {
        var dated = category.Authorities.At(path + ".authorities").Where(entry => entry.Item.From is not null || entry.Item.To is not null)
            .OrderBy(entry => entry.Item.From ?? DateOnly.MinValue).ToList();
        foreach (var (one, next) in dated.Zip(dated.Skip(1)))
        {
            var (to, from) = (one.Item.To ?? DateOnly.MaxValue, next.Item.From ?? DateOnly.MinValue);
            if (to >= from)
            {
                found.Add(FindingKind.ValidityOverlap, FindingWeight.Hard, next.Path, $"{category.Name}的名单部门{one.Item.Name}和{next.Item.Name}时间重叠，请核对起止日期。");
            }
            else if (to.AddDays(1) != from)
            {
                found.Add(FindingKind.ValidityHole, FindingWeight.Hard, next.Path, $"{category.Name}的名单在 {to.AddDays(1):yyyy-MM-dd} 至 {from.AddDays(-1):yyyy-MM-dd} 没有部门负责，请补齐或改正起止日期。");
            }
        }
    }

    /// <summary>Contributions by age alone must leave out no age; an entry without ages takes whoever is left.</summary>
    private static void Ages(FoundList found, IReadOnlyList<(Standard Item, string Path)> entries)
    {
        if (entries.Any(entry => entry.Item.Ages is null))
        {
            return;
        }

        var next = 0;
        foreach (var (standard, path) in entries.OrderBy(entry => entry.Item.Ages!.From ?? 0))
        {
            if (standard.Ages!.From is { } from && from > next)
            {
                Hole(path, next, from - 1);
            }

            next = Math.Max(next, (standard.Ages.To ?? 150) + 1);
        }

        if (next <= 150)
        {
            Hole(entries[^1].Path, next, null);
        }

        void Hole(string path, int from, int? to) => found.Add(
            FindingKind.ValidityHole, FindingWeight.Hard, path, $"个人缴费标准没有规定{new AgeRange { From = from, To = to }.ToText()}的人员，请补一项，或写一项不分年龄的标准。", detail: $"{from}-{to}");
    }
}
