using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Sheets;

/// <summary>The words that stand in a policy's tables for what the document names by id or code.</summary>
public sealed class SheetWords
{
    public const string Everywhere = "全部地区";

    private readonly RegionWords regions;
    private readonly WordList groups;

    /// <param name="above">The policies above, nearest first.</param>
    /// <param name="root">The bureau's own region; null for the national one.</param>
    public SheetWords(PolicyContent content, IReadOnlyList<PolicyContent> above, RegionTree regions, RegionCode? root)
    {
        ArgumentNullException.ThrowIfNull(content);
        IReadOnlyList<PolicyContent> all = [content, .. above];
        this.regions = new RegionWords(regions, root);
        groups = new WordList(all.SelectMany(one => one.Groups).Select(group => (group.Id, group.Name)), isTaken: word => word == Everywhere || this.regions.IsName(word));
        Categories = new WordList(
            all.SelectMany(one => one.Subsidies.Categories).Select(category => (category.Id, category.Name)),
            all.SelectMany(one => one.Subsidies.Categories.SelectMany(category => category.Aliases.Select(alias => (category.Id, alias))).Concat(one.Subsidies.Aliases.Select(alias => (alias.Category, alias.Name)))));
        Gaps = new WordList(all.SelectMany(one => one.Gaps).Select(gap => (gap.Id, gap.What)));
        Documents = all.SelectMany(one => one.Documents).DistinctBy(document => document.Id).ToDictionary(document => document.Id, document => document.Number, StringComparer.Ordinal);
    }

    internal WordList Categories { get; }

    internal WordList Gaps { get; }

    internal IReadOnlyDictionary<string, string> Documents { get; }

    /// <summary>"兰医保〔2020〕142号 一：榆中、永登、皋兰、兰州新区市县6:4".</summary>
    internal string Cited(IEnumerable<Citation> cite) => string.Join("；", cite.Select(one =>
        $"{string.Join(' ', new[] { one.Document is { } id ? Documents.GetValueOrDefault(id, id) : null, one.Clause }.OfType<string>())}：{one.Says}".TrimStart('：')).Distinct());

    internal SheetValue Regions(RegionSelector where)
    {
        var raws = Raws(where.Groups, where.Under, where.Regions);
        return raws.Count == 0 ? new SheetValue(string.Empty, Everywhere) : Regions(raws);
    }

    internal SheetValue Except(RegionExclusion? except) => except is null ? SheetValue.Blank : Regions(Raws(except.Groups, except.Under, except.Regions));

    internal SheetValue Regions(IEnumerable<string> raws)
    {
        var all = raws.Distinct(StringComparer.Ordinal).ToList();
        return new SheetValue(string.Join(',', all.Order(StringComparer.Ordinal)), string.Join('、', all.Select(WordOf)));
    }

    /// <summary>One place of a list: the group before the region, since a group can be called like one.</summary>
    internal (string? Raw, string? Problem) FindPlace(string word)
    {
        if (groups.Find(word) is { } group)
        {
            return ("@" + group, null);
        }

        var (found, problem) = regions.Find(word);
        return found is { } place ? (place.Code.Value + (place.Under ? "*" : string.Empty), null)
            : (null, WordList.Near(word, groups.Words) is { Length: > 0 } near && !problem!.Contains("是不是", StringComparison.Ordinal) ? problem + near : problem);
    }

    internal string WordOf(string raw) =>
        raw.StartsWith('@') ? groups.WordOf(raw[1..]) : regions.WordOf(new RegionCode(raw.TrimEnd('*')), raw.EndsWith('*'));

    private static List<string> Raws(IEnumerable<string> groups, IEnumerable<RegionCode> under, IEnumerable<RegionCode> regions) =>
        [.. groups.Select(group => "@" + group), .. under.Select(code => code.Value + "*"), .. regions.Select(code => code.Value)];
}
