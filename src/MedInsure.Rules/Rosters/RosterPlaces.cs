using MedInsure.Rules.Access;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Rosters;

/// <summary>
/// Which county a row belongs to: what the file says, or else the one county of the person who uploads. Never the first six digits of an identity card: they say where it was first issued.
/// </summary>
public sealed class RosterPlaces
{
    private readonly string bureau;
    private readonly RegionTree tree;
    private readonly RegionCode root;
    private readonly HashSet<RegionCode> units;
    private readonly HashSet<RegionCode> mine;
    private readonly Region? own;
    private readonly ILookup<string, Region> unitsByName;
    private readonly ILookup<string, Region> othersByName;

    /// <param name="bureau">Its name, for sentences.</param>
    public RosterPlaces(RegionTree tree, RegionCode root, string bureau, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(actor);
        (this.tree, this.root, this.bureau) = (tree, root, bureau);
        var inBureau = tree.FundingUnitsOf(root).ToList();
        Mine = [.. inBureau.Where(unit => actor.Covers(unit.Code, tree))];
        units = [.. inBureau.Select(unit => unit.Code)];
        mine = [.. Mine.Select(unit => unit.Code)];
        own = Mine.Count == 1 ? Mine[0] : null;
        unitsByName = ByName(inBureau);
        othersByName = ByName(tree.All.Where(region => !units.Contains(region.Code)));
    }

    /// <summary>The counties that the person may write for, in code order.</summary>
    public IReadOnlyList<Region> Mine { get; }

    /// <summary>Whether each row has to say its county.</summary>
    public bool MustBeSaid => own is null;

    /// <returns>The county, or why there is none, as a Chinese sentence.</returns>
    public (RegionCode? Region, string? Problem) Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = WrittenText.Plain(text).ToUpperInvariant();
        if (plain.Length == 0)
        {
            return own is null ? (null, "没有填行政区划，而您负责多个县（市、区），请补填县（市、区）的名称或代码。") : (own.Code, null);
        }

        if (RegionCode.TryParse(plain, out var code))
        {
            return tree.Find(code) is { } coded ? Checked(coded) : (null, $"没有代码为 {code} 的行政区划，请核对代码或改填名称。");
        }

        var found = unitsByName[plain].ToList();
        return found.Count switch
        {
            1 => Checked(found[0]),
            > 1 when found.Where(region => mine.Contains(region.Code)).ToList() is [var only] => Checked(only),
            > 1 => (null, $"{WrittenText.Quoted(text)}可以指{string.Join("、", found.Select(region => $"{(tree.PrefectureOf(region.Code) is { } city ? city.Name : "")}{region.Name}（{region.Code}）"))}，请改填代码。"),
            _ => othersByName[plain].FirstOrDefault() is { } other ? Checked(other) : (null, $"没有名为{WrittenText.Quoted(text)}的县（市、区），请核对名称或改填六位代码。"),
        };
    }

    private (RegionCode?, string?) Checked(Region region) =>
        mine.Contains(region.Code) ? (region.Code, null)
        : units.Contains(region.Code) ? (null, $"{region.Name}（{region.Code}）不在您负责的地区范围内，请由负责该地区的同事上传。")
        : region.Code == root || tree.IsUnder(region.Code, root) ? (null, $"{region.Name}（{region.Code}）不是县（市、区），请填到县（市、区）。")
        : (null, $"{region.Name}（{region.Code}）不属于{bureau}，请核对是否放错了名单。");

    /// <summary>城关区, 城关, 兰州市城关区, 甘肃省兰州市城关区, 甘肃省城关区, and what else the region is called.</summary>
    private ILookup<string, Region> ByName(IEnumerable<Region> regions) => regions
        .SelectMany(region => NamesOf(region).Select(name => (Name: WrittenText.Plain(name).ToUpperInvariant(), Region: region)).DistinctBy(named => named.Name))
        .ToLookup(named => named.Name, named => named.Region, StringComparer.Ordinal);

    private IEnumerable<string> NamesOf(Region region)
    {
        var above = tree.AncestorsOf(region.Code).Where(one => one.Kind is RegionKind.Prefecture or RegionKind.Province).ToList();
        foreach (var name in (region.Aliases ?? []).Append(region.Name))
        {
            yield return name;
            yield return string.Concat(above.AsEnumerable().Reverse().Select(one => one.Name).Append(name));
            foreach (var one in above)
            {
                yield return one.Name + name;
            }
        }

        if (region.Name.Length > 2)
        {
            yield return region.Name[..^1];
        }
    }
}
