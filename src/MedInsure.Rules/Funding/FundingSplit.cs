using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>
/// 分担: who pays how much a head in a region (01-domain §5). Every way in which the incomplete lists could still turn out is followed to its end;
/// where all ways meet in one row the region is determined although a list is missing, and where they do not, all rows are given and none is
/// chosen.
/// </summary>
public sealed class FundingSplit(EffectivePolicy policy)
{
    public RegionSplit For(RegionCode code)
    {
        if (policy.Regions.Find(code) is not { } region)
        {
            return Inconsistent(code, $"行政区划 {code} 在 {policy.Regions.AsOf:yyyy-MM-dd} 无效，请核对区划代码和日期。");
        }

        if (policy.Own.Root is { } root && root != code && !policy.Regions.IsUnder(code, root))
        {
            return Inconsistent(code, $"{region.Name}不属于{policy.Own.TenantName}的管辖范围。");
        }

        var scheme = policy.NearestFirst.FirstOrDefault(issued => issued.Content.Funding.Tiers.Count > 0 || issued.Content.Funding.Gap is not null);
        if (scheme is null)
        {
            return Inconsistent(code, "没有任何一级政策规定财政补助的分担方案，请先在政策中登记方案或缺口。");
        }

        if (scheme.Content.Funding.Gap is { } schemeGap)
        {
            return new RegionSplit(code, SplitState.Undetermined, [], [.. TotalGaps(region).Append(schemeGap).Distinct()], null, []);
        }

        var selectors = Selectors(scheme).ToList();
        var (worlds, gaps) = policy.Matching.WorldsOf(code, selectors);
        var outcomes = worlds.Select(world => new WorldSplit(policy, scheme, region, world).Compute()).ToList();
        var assumptions = policy.Matching.AssumptionsOf(code, selectors).Concat(outcomes.SelectMany(outcome => outcome.Assumptions)).Distinct().ToList();
        if (outcomes.Select(outcome => outcome.Problem).FirstOrDefault(problem => problem is not null) is { } contradiction)
        {
            return Inconsistent(code, contradiction);
        }

        var hidden = outcomes.SelectMany(outcome => outcome.Gaps).Distinct().ToList();
        var rows = outcomes.Select(outcome => outcome.Row).OfType<SplitPossibility>().ToList();
        var distinct = rows.DistinctBy(RowKey).ToList();
        if (hidden.Count > 0)
        {
            return new RegionSplit(code, SplitState.Undetermined, distinct, [.. gaps.Concat(hidden).Distinct()], null, assumptions);
        }

        return distinct.Count == 1
            ? new RegionSplit(code, SplitState.Determined, [distinct[0] with { Condition = string.Empty }], [], null, assumptions)
            : new RegionSplit(code, SplitState.Undetermined, distinct, gaps, null, assumptions);
    }

    /// <summary>What a payer's share would be had the region stood in another tier of today's scheme: for telling a change of tier from a change of standard. Null when there is no such tier or no certain answer.</summary>
    public Fraction? ShareInTier(RegionCode code, Payers payers, string tierId)
    {
        var scheme = policy.NearestFirst.FirstOrDefault(issued => issued.Content.Funding.Tiers.Count > 0);
        if (policy.Regions.Find(code) is not { } region || scheme?.Content.Funding.Tiers.FirstOrDefault(tier => tier.Id == tierId) is not { } tier)
        {
            return null;
        }

        var (worlds, _) = policy.Matching.WorldsOf(code, Selectors(scheme));
        var shares = worlds.Select(world => new WorldSplit(policy, scheme, region, world).Compute(tier).Row?.Of(payers)).Distinct().ToList();
        return shares.Count == 1 ? shares[0] : null;
    }

    private static string RowKey(SplitPossibility row) =>
        $"{row.TierId}|{row.Total.ToText()}|{string.Join('|', row.Shares.Select(share => $"{(int)share.Payers}={share.PerCapita.ToText()}"))}";

    private static RegionSplit Inconsistent(RegionCode code, string problem) => new(code, SplitState.Inconsistent, [], [], problem, []);

    private IEnumerable<RegionSelector> Selectors(IssuedPolicy scheme) =>
        policy.Chain.SelectMany(issued => issued.Content.FiscalSubsidy.Select(standard => standard.Where).Concat(issued.Content.Funding.Splits.Select(split => split.Where)))
            .Concat(scheme.Content.Funding.Tiers.Select(tier => tier.Where));

    private IEnumerable<string> TotalGaps(Region region)
    {
        var (worlds, _) = policy.Matching.WorldsOf(region.Code, policy.Chain.SelectMany(issued => issued.Content.FiscalSubsidy).Select(standard => standard.Where));
        return worlds.Select(world => StandardLookup.FiscalSubsidy(policy, region.Code, world).Gap).OfType<string>();
    }
}
