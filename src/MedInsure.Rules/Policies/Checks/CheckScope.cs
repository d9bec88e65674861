using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies.Checks;

/// <summary>The content under test, what it may refer to, and what was found so far.</summary>
internal sealed class CheckScope(PolicyContent content, IReadOnlyList<PolicyContent> ancestors)
{
    private readonly List<(FindingKind Kind, FieldError Error)> findings = [];

    public PolicyContent Content { get; } = content;

    public IReadOnlyList<PolicyContent> Ancestors { get; } = ancestors;

    public IReadOnlyList<(FindingKind Kind, FieldError Error)> Findings => [.. findings.DistinctBy(finding => finding.Error)];

    /// <summary>What the check at work mostly looks for.</summary>
    public FindingKind Kind { get; set; }

    /// <summary>The content and its ancestors, nearest first.</summary>
    public IEnumerable<PolicyContent> NearestFirst => Ancestors.Append(Content).Reverse();

    public HashSet<string> Gaps { get; } = Ids(content, ancestors, policy => policy.Gaps.Select(gap => gap.Id));

    public HashSet<string> Groups { get; } = Ids(content, ancestors, policy => policy.Groups.Select(group => group.Id));

    public HashSet<string> Categories { get; } = Ids(content, ancestors, policy => policy.Subsidies.Categories.Select(category => category.Id));

    public void Add(string path, string sentence, FindingKind? kind = null) => findings.Add((kind ?? Kind, new FieldError(path, sentence)));

    public void AddIf(bool wrong, string path, string sentence, FindingKind? kind = null)
    {
        if (wrong)
        {
            Add(path, sentence, kind);
        }
    }

    /// <summary>All region selectors of the content, with their paths.</summary>
    public IEnumerable<(RegionSelector Selector, string Path)> Selectors() =>
        Content.FiscalSubsidy.At("$.fiscalSubsidy").Select(entry => (entry.Item.Where, entry.Path))
            .Concat(Content.Contribution.At("$.contribution").Select(entry => (entry.Item.Where, entry.Path)))
            .Concat(Content.Funding.Tiers.At("$.funding.tiers").Select(entry => (entry.Item.Where, entry.Path)))
            .Concat(Content.Funding.Splits.At("$.funding.splits").Select(entry => (entry.Item.Where, entry.Path)))
            .Concat(Content.Funding.TopUps.At("$.funding.topUps").Select(entry => (entry.Item.Where, entry.Path)))
            .Concat(Content.CriticalIllness.Tiers.At("$.criticalIllness.tiers").Select(entry => (entry.Item.Where, entry.Path)))
            .Concat(Content.FundItems.At("$.fundItems").Select(entry => (entry.Item.Where, entry.Path)))
            .Concat(Content.Bounds.At("$.bounds").Select(entry => (entry.Item.Where, entry.Path)))
            .Concat(Content.Subsidies.Rules.At("$.subsidies.rules").Select(entry => (entry.Item.Where, entry.Path)))
            .Concat((Content.Pooling?.Stages ?? []).At("$.pooling.stages").Select(entry => (entry.Item.Where, entry.Path)))
            .Select(entry => (entry.Where, entry.Path + ".where"));

    /// <summary>All lists of shares of the content, with their paths.</summary>
    public IEnumerable<(IReadOnlyList<TierShare> Shares, string Path)> ShareLists() =>
        Content.Funding.Tiers.At("$.funding.tiers").Select(entry => (entry.Item.Shares, entry.Path + ".shares"))
            .Concat(Content.Funding.Splits.At("$.funding.splits").Select(entry => (entry.Item.Shares, entry.Path + ".shares")))
            .Concat(Content.Funding.TopUps.At("$.funding.topUps").Select(entry => (entry.Item.Shares, entry.Path + ".shares")));

    private static HashSet<string> Ids(PolicyContent content, IReadOnlyList<PolicyContent> ancestors, Func<PolicyContent, IEnumerable<string>> idsOf) =>
        [.. ancestors.Append(content).SelectMany(idsOf)];
}
