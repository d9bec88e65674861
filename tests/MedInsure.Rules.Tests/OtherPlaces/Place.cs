using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Findings;
using MedInsure.Rules.Policies.Sheets;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.Rules.Tests.Policies.Sheets;

namespace MedInsure.Rules.Tests.OtherPlaces;

/// <summary>A place that does not exist: its map, and the documents of its bureaus as a person would type them, national first.</summary>
internal sealed class Place
{
    private static readonly DateOnly Day = new(2031, 12, 31);

    /// <param name="map">A region a line: code, name, kind, parent; a county or zone has a headcount of its own, and so has what is marked 单位. 直管 marks a 省直管县.</param>
    /// <param name="documents">JSON texts; the root region of each bureau is the one that its title begins with.</param>
    public Place(string map, params string[] documents)
    {
        Regions = new RegionTree(map.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadRegion), Day);
        var chain = new List<IssuedPolicy>();
        foreach (var text in documents)
        {
            var read = PolicyJson.Read(text);
            Assert.True(read.IsOk, Errors.Of(read));
            var content = read.Value;
            var root = Regions.All.FirstOrDefault(region => content.Title.StartsWith(region.Name, StringComparison.Ordinal))?.Code;
            var context = new FindingContext([.. chain], Regions) { Root = root, TenantName = content.Title };
            Assert.Equal(string.Empty, string.Join('\n', PolicyFindings.Of(content, context).Select(finding => $"{content.Tenant} {finding.Path}: {finding.Sentence}")));
            Assert.Equal(PolicyJson.Hash(content), PolicyJson.Hash(PolicyJson.Read(PolicyJson.Write(content)).Value));
            chain.Add(new IssuedPolicy(content.Tenant, content.Title, root, 1, PolicyJson.Hash(content), content));
        }

        Policy = new EffectivePolicy(chain, Regions);
        for (var i = 0; i < chain.Count; i++)
        {
            SheetRoundTripTests.ComesBack(new Workbook(chain[i].Content, new SheetWords(chain[i].Content, [.. chain.Take(i).Reverse().Select(issued => issued.Content)], Regions, chain[i].Root)));
        }
    }

    public RegionTree Regions { get; }

    public EffectivePolicy Policy { get; }

    /// <summary>"中央 360，省级 150，县级 90".</summary>
    public string Split(string region)
    {
        var split = new FundingSplit(Policy).For(new RegionCode(region));
        return split.Determined is { } row
            ? string.Join("，", row.Shares.Select(share => $"{PayerNames.Of(share.Payers)} {share.PerCapita.ToText()}"))
            : split.Problem ?? string.Join("，", split.Gaps);
    }

    public string Contribution(string region, string? tier = null, string? group = null, int? age = null) =>
        StandardLookup.Contribution(Policy, new RegionCode(region), World.Known, tier, group, age) is { Yuan: { } yuan } ? yuan.ToText() : "没有";

    public SubsidyStandard Subsidy(string region, string category, string? tier = null, string? group = null, int? age = null) =>
        new SubsidyStandards(Policy).Of(category, new RegionCode(region), World.Known, tier, group, age);

    /// <summary>What a document of one bureau alone is refused for, beside those before it.</summary>
    public IReadOnlyList<string> FindingsIn(string text)
    {
        var content = PolicyJson.Read(text).Value;
        var root = Regions.All.FirstOrDefault(region => content.Title.StartsWith(region.Name, StringComparison.Ordinal))?.Code;
        return [.. PolicyFindings.Of(content, new FindingContext([.. Policy.Chain.TakeWhile(issued => issued.Tenant != content.Tenant)], Regions) { Root = root, TenantName = content.Title }).Select(finding => finding.Sentence)];
    }

    private static Region ReadRegion(string line)
    {
        var words = line.Split(' ');
        var kind = words[2] switch { "省" => RegionKind.Province, "市" => RegionKind.Prefecture, "区" => RegionKind.Zone, _ => RegionKind.County };
        return new Region(
            new RegionCode(words[0]), words[1], kind, words[3] == "-" ? null : new RegionCode(words[3]),
            words.Contains("直管") ? FiscalStatus.ProvinceManaged : FiscalStatus.Ordinary, kind is RegionKind.County or RegionKind.Zone || words.Contains("单位"));
    }
}
