using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Editing;

/// <param name="Unmatched">As they were written, in order.</param>
/// <param name="Ambiguous">What several regions answer to, with their full names.</param>
public sealed record MatchedRegions(IReadOnlyList<Region> Matched, IReadOnlyList<string> Unmatched, IReadOnlyList<(string Text, IReadOnlyList<Region> Candidates)> Ambiguous);

/// <summary>Finds regions by the names that a notice uses: 榆中、永登, 兰州新区, 620171. A name that two regions have is asked about and never guessed.</summary>
public static class RegionNames
{
    private static readonly char[] Separators = ['、', '，', ',', ';', '；', '\n', '\r', '\t', ' ', '　', '。', '/', '|'];
    private static readonly string[] Endings = ["自治县", "自治州", "自治旗", "地区", "林区", "矿区", "新区", "县", "市", "区", "州", "盟", "旗", "省"];

    /// <param name="root">The bureau's own region: what lies in it comes first, and only when it has no such name the rest of the country.</param>
    public static MatchedRegions Match(RegionTree regions, RegionCode? root, string text)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(text);
        var (matched, unmatched, ambiguous) = (new List<Region>(), new List<string>(), new List<(string, IReadOnlyList<Region>)>());
        var places = regions.All.Where(region => region.Kind != RegionKind.Container).ToList();
        var own = root is { } code ? places.Where(region => region.Code == code || regions.IsUnder(region.Code, code)).ToList() : places;
        foreach (var name in text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
        {
            var found = Find(own, name);
            found = found.Count > 0 || own.Count == places.Count ? found : Find(places, name);
            switch (found.Count)
            {
                case 0:
                    unmatched.Add(name);
                    break;
                case 1:
                    matched.Add(found[0]);
                    break;
                default:
                    ambiguous.Add((name, found));
                    break;
            }
        }

        return new MatchedRegions([.. matched.DistinctBy(region => region.Code)], unmatched, ambiguous);
    }

    private static IReadOnlyList<Region> Find(IReadOnlyList<Region> places, string name)
    {
        Func<Region, bool>[] ways =
        [
            region => region.Code.Value == name,
            region => region.Name == name || region.Aliases?.Contains(name) == true,
            region => Short(region.Name) == Short(name),
            region => name.Length > 1 && region.Name.StartsWith(name, StringComparison.Ordinal),
        ];
        return ways.Select(way => (IReadOnlyList<Region>)[.. places.Where(way)]).FirstOrDefault(found => found.Count > 0) ?? [];
    }

    /// <summary>Without 县, 市, 区 where two characters remain.</summary>
    private static string Short(string name) => Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal) && name.Length - ending.Length >= 2) is { } end ? name[..^end.Length] : name;
}
