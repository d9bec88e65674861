using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Rules.Constraints;

/// <summary>One of the bureau's values, the regions where it stands so, and what the bounds say of it.</summary>
/// <param name="What">"人均财政补助标准", "个人缴费标准", "大病保险筹资标准", or the name of a subsidy category.</param>
public sealed record ComplianceLine(BoundSubject Subject, string? Category, string What, Fraction Value, IReadOnlyList<RegionCode> Regions, IReadOnlyList<BoundResult> Results);

/// <summary>Checks every amount that is effective in a bureau's regions against every bound of the chain; equal answers of several regions are one line.</summary>
public sealed class PolicyCompliance(EffectivePolicy policy)
{
    private readonly BoundCheck check = new(policy);
    private readonly SubsidyStandards subsidies = new(policy);

    public IReadOnlyList<ComplianceLine> Lines(RegionCode root)
    {
        var values = policy.Regions.FundingUnitsOf(root).SelectMany(unit => ValuesOf(unit.Code)).ToList();
        return
        [
            .. values.GroupBy(value => (value.Subject, value.Category, Value: value.Value.ToText(), Key: Key(value.Results)))
                .Select(group => group.First() with { Regions = [.. group.SelectMany(value => value.Regions)] })
                .OrderBy(line => line.Subject),
        ];
    }

    private static string Key(IReadOnlyList<BoundResult> results) =>
        string.Join('|', results.Select(result => $"{result.Issuer}/{string.Join(',', result.BoundIds)}/{result.Verdict}/{result.Requirement}"));

    private IEnumerable<ComplianceLine> ValuesOf(RegionCode region)
    {
        var standards = policy.Chain.SelectMany(issued => issued.Content.FiscalSubsidy.Concat(issued.Content.Contribution).Select(standard => standard.Where)
            .Concat(issued.Content.Subsidies.Rules.Select(rule => rule.Where))).ToList();
        var (worlds, _) = policy.Matching.WorldsOf(region, standards);
        foreach (var world in worlds)
        {
            if (StandardLookup.FiscalSubsidy(policy, region, world).Yuan is { } total)
            {
                yield return Line(BoundSubject.FiscalSubsidy, null, "人均财政补助标准", total, region);
            }

            if (StandardLookup.Contribution(policy, region, world).Yuan is { } contribution)
            {
                yield return Line(BoundSubject.Contribution, null, "个人缴费标准", contribution, region);
            }

            foreach (var category in subsidies.Categories)
            {
                if (subsidies.Of(category.Id, region, world).Yuan is { } amount)
                {
                    yield return Line(BoundSubject.Subsidy, category.Id, category.Name, amount, region);
                }
            }
        }

        if (policy.Chain.Any(issued => issued.Content.CriticalIllness.Tiers.Count > 0) && new CriticalIllnessFunding(policy).For(region).Determined is { } illness)
        {
            yield return Line(BoundSubject.CriticalIllness, null, "大病保险筹资标准", illness.Total, region);
        }
    }

    private ComplianceLine Line(BoundSubject subject, string? category, string what, Fraction value, RegionCode region) =>
        new(subject, category, what, value, [region], check.Check(subject, region, value, category));
}
