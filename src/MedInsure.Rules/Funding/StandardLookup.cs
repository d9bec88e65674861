using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>A standard found on the way up, or the gap or contradiction that stands in its place.</summary>
/// <param name="Issuer">The bureau that set it.</param>
public sealed record FoundStandard(Fraction? Yuan, Fraction? Base, Strength Strength, IssuedPolicy? Issuer, IReadOnlyList<Source> Sources, string? Gap, string? Problem, string? Assumption)
{
    /// <summary>As the bureau's document has it; null when none was found.</summary>
    public Standard? Standard { get; init; }
}

/// <summary>Finds the value of a standard: the nearest bureau up the path that sets one for the region.</summary>
public static class StandardLookup
{
    /// <summary>人均财政补助标准, yuan a head of the funding year.</summary>
    public static FoundStandard FiscalSubsidy(EffectivePolicy policy, RegionCode region, World world) =>
        Find(policy, region, world, content => content.FiscalSubsidy, Enrolment.Ordinary, "人均财政补助标准");

    /// <summary>个人缴费标准, yuan a head of the coverage year, for a contribution tier, population group and age (null: the ordinary one).</summary>
    public static FoundStandard Contribution(EffectivePolicy policy, RegionCode region, World world, string? tier = null, string? populationGroup = null, int? age = null) =>
        Find(policy, region, world, content => content.Contribution, new Enrolment(tier, populationGroup, age), "个人缴费标准");

    private static FoundStandard Find(EffectivePolicy policy, RegionCode region, World world, Func<PolicyContent, IReadOnlyList<Standard>> standardsOf, Enrolment asked, string name)
    {
        foreach (var issued in policy.NearestFirst)
        {
            var standards = standardsOf(issued.Content);
            if (standards.Count == 0)
            {
                continue;
            }

            var here = policy.Matching.All(standards, standard => standard.Where, region, world);
            var (meant, problem) = asked.Narrow(here, standard => (standard.ContributionTier, standard.PopulationGroup, standard.Ages));
            if (problem is not null)
            {
                return new FoundStandard(null, null, Strength.Hard, issued, [], null, $"{issued.TenantName}的{name}：{problem}", null);
            }

            var best = policy.Matching.Best(meant, standard => standard.Where, region, world);
            if (best.Count > 1)
            {
                return new FoundStandard(null, null, Strength.Hard, issued, [], null, $"{issued.TenantName}对该地区规定了 {best.Count} 个同样适用的{name}，请核对政策。", null);
            }

            if (best.Count == 1)
            {
                return Of(policy, issued, best[0]) with { Standard = best[0] };
            }
        }

        return new FoundStandard(null, null, Strength.Hard, null, [], null, $"没有任何一级政策规定{name}，请先在政策中登记数值或缺口。", null);
    }

    private static FoundStandard Of(EffectivePolicy policy, IssuedPolicy issued, Standard standard)
    {
        var sources = policy.SourcesOf(issued, standard.Cite);
        if (standard.Yuan is { } yuan)
        {
            return new FoundStandard(yuan, standard.BaseYuan ?? yuan, standard.Strength, issued, sources, null, null, null);
        }

        if (standard.Gap is null)
        {
            return new FoundStandard(null, null, standard.Strength, issued, sources, null, $"{issued.TenantName}列了这项标准，却既没有数值也没有缺口，请核对政策。", null);
        }

        return policy.AssumptionFor(standard.Gap) is { Yuan: { } supposed } assumption
            ? new FoundStandard(supposed, standard.BaseYuan ?? supposed, standard.Strength, issued, sources, null, null, assumption.Label)
            : new FoundStandard(null, null, standard.Strength, issued, sources, standard.Gap, null, null);
    }
}
