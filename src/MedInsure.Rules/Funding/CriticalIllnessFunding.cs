using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>
/// 大病保险筹资: yuan a head of a region. The result has the form of a split with one share, <see cref="Payers.Whole"/>, because the notices give
/// the amount and name no payer.
/// </summary>
public sealed class CriticalIllnessFunding(EffectivePolicy policy)
{
    public RegionSplit For(RegionCode code)
    {
        if (policy.Regions.Find(code) is not { } region)
        {
            return Wrong(code, $"行政区划 {code} 在 {policy.Regions.AsOf:yyyy-MM-dd} 无效，请核对区划代码和日期。");
        }

        var issued = policy.NearestFirst.FirstOrDefault(candidate => candidate.Content.CriticalIllness.Tiers.Count > 0 || candidate.Content.CriticalIllness.Gap is not null);
        if (issued is null)
        {
            return Wrong(code, "没有任何一级政策规定大病保险筹资标准，请先在政策中登记标准或缺口。");
        }

        if (issued.Content.CriticalIllness.Gap is { } gap)
        {
            return new RegionSplit(code, SplitState.Undetermined, [], [gap], null, []);
        }

        var tiers = issued.Content.CriticalIllness.Tiers;
        var (worlds, gaps) = policy.Matching.WorldsOf(code, tiers.Select(tier => tier.Where));
        var rows = new List<SplitPossibility>();
        foreach (var world in worlds)
        {
            var best = policy.Matching.Best(tiers, tier => tier.Where, code, world);
            if (best.Count != 1)
            {
                return Wrong(code, best.Count == 0
                    ? $"{region.Name}未列入{issued.TenantName}大病保险筹资的任何一档，请核对名单。"
                    : $"{region.Name}同时列入大病保险筹资的{string.Join("、", best.Select(tier => tier.Name))}，请核对名单。");
            }

            rows.Add(Row(issued, best[0], region, world.Condition));
        }

        var distinct = rows.DistinctBy(row => row.TierId).ToList();
        var assumptions = policy.Matching.AssumptionsOf(code, tiers.Select(tier => tier.Where));
        return distinct.Count == 1
            ? new RegionSplit(code, SplitState.Determined, [distinct[0] with { Condition = string.Empty }], [], null, assumptions)
            : new RegionSplit(code, SplitState.Undetermined, distinct, gaps, null, assumptions);
    }

    /// <summary>Yuan a head of another tier, for telling a change of tier from a change of standard; null when there is no such tier.</summary>
    public Fraction? ShareInTier(RegionCode code, Payers payers, string tierId)
    {
        var tiers = policy.NearestFirst.FirstOrDefault(candidate => candidate.Content.CriticalIllness.Tiers.Count > 0)?.Content.CriticalIllness.Tiers ?? [];
        return payers == Payers.Whole ? tiers.FirstOrDefault(tier => tier.Id == tierId)?.Yuan : null;
    }

    private SplitPossibility Row(IssuedPolicy issued, CriticalIllnessTier tier, Region region, string condition)
    {
        var step = Step.Of("大病保险筹资标准", StepKind.Given, [new Operand(tier.Name, tier.Yuan, "元/人")], "元/人", issued.SourcesOf(tier.Cite));
        var world = new World(new Dictionary<string, bool>(), string.Empty);
        var notApplied = issued.Content.CriticalIllness.Tiers.Where(other => other != tier).Select(other => new NotApplied(
            other.Name,
            other.Where.Groups.Count == 0 && other.Where.Except is null && policy.Matching.Match(other.Where, region.Code, world) != Specificity.None
                ? $"该档虽覆盖{region.Name}的上级地区，但“{tier.Name}”的规定更具体，从其规定"
                : $"{region.Name}不在该档的地区范围内",
            issued.SourcesOf(other.Cite)));
        return new SplitPossibility(condition, issued.Tenant, tier.Id, tier.Name, tier.Yuan, step, [new PayerShare(Payers.Whole, tier.Yuan, [step])], [.. notApplied]);
    }

    private static RegionSplit Wrong(RegionCode code, string problem) => new(code, SplitState.Inconsistent, [], [], problem, []);
}
