using System.Text.RegularExpressions;
using MedInsure.Rules.Policies.Editing;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>
/// Regions in a cell: 榆中县, 兰州市. A county's name means the county, a city's or a province's everything in it; where the document has it the other way round the
/// word says so. A name that several regions have carries its code.
/// </summary>
internal sealed partial class RegionWords
{
    private const string WithAllBelow = "（含下辖）";
    private const string Itself = "（本身）";

    private readonly RegionTree tree;
    private readonly RegionCode? root;
    private readonly ILookup<string, Region> byName;

    public RegionWords(RegionTree tree, RegionCode? root)
    {
        (this.tree, this.root) = (tree, root);
        byName = tree.All.SelectMany(region => (region.Aliases ?? []).Prepend(region.Name).Distinct(StringComparer.Ordinal).Select(name => (Name: name, Region: region)))
            .ToLookup(pair => pair.Name, pair => pair.Region, StringComparer.Ordinal);
    }

    public bool IsName(string word) => byName.Contains(word);

    public string WordOf(RegionCode code, bool under)
    {
        var region = tree.Find(code);
        var name = region is null ? code.Value : IsPlain(region) ? region.Name : region.Name + code.Value;
        var usual = IsWhole(region);
        return under == usual ? name : name + (under ? WithAllBelow : Itself);
    }

    /// <returns>The region and whether all below it is meant; or why it is not known.</returns>
    public ((RegionCode Code, bool Under)? Found, string? Problem) Find(string word)
    {
        var text = WordList.Plain(word);
        var under = text.EndsWith(WithAllBelow, StringComparison.Ordinal);
        var itself = text.EndsWith(Itself, StringComparison.Ordinal);
        var name = under ? text[..^WithAllBelow.Length] : itself ? text[..^Itself.Length] : text;
        var (region, problem) = RegionOf(name);
        return region is null ? (null, problem) : ((region.Code, under || (!itself && IsWhole(region))), null);
    }

    private (Region? Region, string? Problem) RegionOf(string name)
    {
        if (CodeAtEnd().Match(name) is { Success: true } coded && RegionCode.TryParse(coded.Groups["code"].Value, out var code) && tree.Find(code) is { } named)
        {
            var said = coded.Groups["name"].Value;
            return said.Length == 0 || said == named.Name || named.Aliases?.Contains(said) == true
                ? (named, null)
                : (null, $"“{name}”的名称与代码不符（{code} 是{named.Name}），请核对");
        }

        var match = RegionNames.Match(tree, root, name);
        return match switch
        {
            { Matched: [var one], Unmatched: [], Ambiguous: [] } => (one, null),
            { Ambiguous: [var (_, candidates)] } => (null, $"有几个地区都叫“{name}”，请写明代码：{string.Join("、", candidates.Take(5).Select(candidate => candidate.Name + candidate.Code))}"),
            _ => (null, $"没有找到地区“{name}”{WordList.Near(name, Places().Select(place => place.Name))}"),
        };
    }

    private IEnumerable<Region> Places() => tree.All.Where(region => region.Kind != RegionKind.Container && IsOwn(region));

    private bool IsOwn(Region region) => root is not { } own || region.Code == own || tree.IsUnder(region.Code, own);

    /// <summary>Whether the name alone leads back to this region and no other, as <see cref="RegionNames"/> looks.</summary>
    private bool IsPlain(Region region)
    {
        var same = byName[region.Name].ToList();
        var own = same.Where(IsOwn).ToList();
        return region.Kind != RegionKind.Container && !CodeAtEnd().IsMatch(region.Name) && region.Name.AsSpan().IndexOfAny(WordList.Separators) < 0 && region.Name == WordList.Plain(region.Name)
            && (own.Count > 0 ? own is [var one] && one.Code == region.Code : same is [var only] && only.Code == region.Code);
    }

    private static bool IsWhole(Region? region) => region?.Kind is RegionKind.Country or RegionKind.Province or RegionKind.Prefecture or RegionKind.Container;

    [GeneratedRegex(@"^(?<name>.*?)(?<code>\d{6}|\d{4}L\d)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeAtEnd();
}
