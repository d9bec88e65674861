using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using RunScheme = MedInsure.Rules.Allocations.Scheme;

namespace MedInsure.UseCases.Allocations;

/// <summary>What can stand in for a gap.</summary>
public enum AssumptionForm
{
    /// <summary>The members of an incomplete list.</summary>
    Members,

    /// <summary>A standard, yuan a head.</summary>
    Yuan,

    /// <summary>The ratio in which a bucket is divided.</summary>
    Parts,
}

/// <param name="GroupName">Name of the incomplete list; null for the other forms.</param>
/// <param name="Candidates">The units that may belong to the list, in code order.</param>
/// <param name="Bucket">The payers among whom the amount is divided.</param>
public sealed record AssumableGap(string Id, string What, string? Expected, AssumptionForm Form, string? GroupName, IReadOnlyList<CandidateUnit> Candidates, Payers Bucket);

public sealed record CandidateUnit(RegionCode Region, string Name, string? Prefecture);

/// <summary>The gaps that a trial run of a scheme may fill by an assumption. A notice that is not held at all cannot be assumed.</summary>
internal static class AssumableGaps
{
    public static IReadOnlyList<AssumableGap> Of(IReadOnlyList<IssuedPolicy> chain, RegionTree tree, RunScheme scheme)
    {
        var root = chain[^1].Root!.Value;
        var known = chain.SelectMany(policy => policy.Content.Gaps).ToDictionary(gap => gap.Id);
        var groups = chain.SelectMany(policy => policy.Content.Groups).ToDictionary(group => group.Id);
        var lists = Selectors(chain, scheme).SelectMany(selector => selector.Groups.Concat(selector.Except?.Groups ?? [])).Distinct()
            .Select(id => groups[id]).Where(group => group.Gap is not null)
            .Select(group => Gap(group.Gap!, AssumptionForm.Members) with { GroupName = group.Name, Candidates = Candidates(group, tree, root) })
            .Where(gap => gap.Candidates.Count > 0);
        if (scheme == RunScheme.CriticalIllness)
        {
            return [.. lists];
        }

        // Without the scheme itself nothing can be computed, whatever else is supposed.
        if (Scheme(chain)?.Content.Funding.Gap is not null)
        {
            return [];
        }

        var standards = chain.Reverse().FirstOrDefault(policy => policy.Content.FiscalSubsidy.Any(standard => standard.Yuan is not null || standard.Gap is not null))?.Content.FiscalSubsidy ?? [];
        var tiers = Scheme(chain)?.Content.Funding.Tiers ?? [];
        var split = chain.SelectMany(policy => policy.Content.Funding.Splits).Select(part => part.Of).ToHashSet();
        return
        [
            .. lists,
            .. standards.Select(standard => standard.Gap).OfType<string>().Distinct().Select(gap => Gap(gap, AssumptionForm.Yuan)),
            .. tiers.SelectMany(tier => tier.Shares).Where(share => share.OpenGap is not null && !split.Contains(share.Payers)).DistinctBy(share => share.OpenGap)
                .Select(share => Gap(share.OpenGap!, AssumptionForm.Parts) with { Bucket = share.Payers }),
        ];

        AssumableGap Gap(string id, AssumptionForm form) => new(id, known[id].What, known[id].Expected, form, null, [], Payers.None);
    }

    private static IssuedPolicy? Scheme(IReadOnlyList<IssuedPolicy> chain) =>
        chain.Reverse().FirstOrDefault(policy => policy.Content.Funding.Tiers.Count > 0 || policy.Content.Funding.Gap is not null);

    private static IEnumerable<RegionSelector> Selectors(IReadOnlyList<IssuedPolicy> chain, RunScheme scheme) => scheme == RunScheme.CriticalIllness
        ? chain.SelectMany(policy => policy.Content.CriticalIllness.Tiers).Select(tier => tier.Where)
        : chain.SelectMany(policy => policy.Content.FiscalSubsidy).Select(standard => standard.Where)
            .Concat(Scheme(chain)?.Content.Funding.Tiers.Select(tier => tier.Where) ?? [])
            .Concat(chain.SelectMany(policy => policy.Content.Funding.Splits).Select(split => split.Where));

    private static IReadOnlyList<CandidateUnit> Candidates(RegionGroup group, RegionTree tree, RegionCode root) =>
    [
        .. tree.FundingUnitsOf(root)
            .Where(unit => !Lists(group.Regions, group.Under, unit.Code, tree) && (group.Within is not { } within || Lists(within.Regions, within.Under, unit.Code, tree)))
            .Select(unit => new CandidateUnit(unit.Code, unit.Name, tree.PrefectureOf(unit.Code)?.Name)),
    ];

    private static bool Lists(IReadOnlyList<RegionCode> regions, IReadOnlyList<RegionCode> under, RegionCode code, RegionTree tree) =>
        regions.Contains(code) || under.Any(parent => parent == code || tree.IsUnder(code, parent));
}
