using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>
/// 大病保险筹资: yuan a head of a region. The result has the form of a split with one share, <see cref="Payers.Whole"/>, because the notices give
/// the amount and name no payer.
/// </summary>
public sealed class CriticalIllnessFunding
{
    private readonly EffectivePolicy policy;
    private readonly IssuedPolicy? issued;
    private readonly IReadOnlyList<CriticalIllnessTier> tiers;
    private readonly IReadOnlyList<string> groups;

    public CriticalIllnessFunding(EffectivePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        this.policy = policy;
        issued = policy.NearestFirst.FirstOrDefault(candidate => candidate.Content.CriticalIllness.Tiers.Count > 0 || candidate.Content.CriticalIllness.Gap is not null);
        tiers = issued?.Content.CriticalIllness.Tiers ?? [];
        groups = SelectorMatching.GroupsOf(tiers.Select(tier => tier.Where));
    }

    public RegionSplit For(RegionCode code)
    {
        if (policy.ProblemOf(code) is { } outside)
        {
            return Wrong(code, outside);
        }

        if (issued is null)
        {
            return Wrong(code, "没有任何一级政策规定大病保险筹资标准，请先在政策中登记标准或缺口。");
        }

        if (issued.Content.CriticalIllness.Gap is { } gap)
        {
            return new RegionSplit(code, SplitState.Undetermined, [], [gap], null, []);
        }

        var region = policy.Regions.Find(code)!;
        var (worlds, unknown) = policy.Matching.WorldsOf(code, groups, World.Known);
        if (worlds.Count == 0)
        {
            return new RegionSplit(code, SplitState.Undetermined, [], unknown, null, []);
        }

        var possible = Possible(region, worlds);
        if (possible.Distinct.All(entry => entry.Outcome.Row is null))
        {
            return Wrong(code, possible.Distinct[0].Outcome.Problem!);
        }

        var rows = possible.Distinct.Where(entry => entry.Outcome.Row is not null).Select(entry => entry.Outcome.Row! with { Condition = entry.Condition }).ToList();
        IReadOnlyList<string> assumptions = policy.Assumptions.Count == 0 ? [] : [.. RestingOn(region).Distinct(StringComparer.Ordinal)];
        return possible.Distinct.Count == 1
            ? new RegionSplit(code, SplitState.Determined, rows, [], null, assumptions)
            : new RegionSplit(code, SplitState.Undetermined, rows, possible.Gaps, null, assumptions);
    }

    /// <summary>Yuan a head of another tier, for telling a change of tier from a change of standard; null when there is no such tier.</summary>
    public Fraction? ShareInTier(RegionCode code, Payers payers, string tierId) =>
        payers == Payers.Whole ? tiers.FirstOrDefault(tier => tier.Id == tierId)?.Yuan : null;

    private Possibilities<Outcome> Possible(Region region, IReadOnlyList<World> worlds) =>
        Possibilities<Outcome>.Of(policy.Matching, region.Code, worlds, world => Compute(region, world), outcome => outcome.Row?.TierId ?? outcome.Problem!);

    /// <summary>The assumptions about lists without which the result could be another one.</summary>
    private IEnumerable<string> RestingOn(Region region)
    {
        var (worlds, _) = policy.Matching.WorldsOf(region.Code, groups, World.Known, doubtAssumptions: true);
        return worlds.Count == 0 ? policy.Matching.AssumptionsOf(region.Code, groups) : Possible(region, worlds).Assumptions;
    }

    private Outcome Compute(Region region, World world)
    {
        var best = policy.Matching.Best(tiers, tier => tier.Where, region.Code, world);
        return best.Count switch
        {
            1 => new Outcome(Row(issued!, best[0], region, world), null),
            0 => new Outcome(null, $"{region.Name}未列入{issued!.TenantName}大病保险筹资的任何一档，请核对名单。"),
            _ => new Outcome(null, $"{region.Name}同时列入大病保险筹资的{string.Join("、", best.Select(tier => tier.Name))}，请核对名单。"),
        };
    }

    private SplitPossibility Row(IssuedPolicy issuer, CriticalIllnessTier tier, Region region, World world)
    {
        var step = Step.Of("大病保险筹资标准", StepKind.Given, [new Operand(tier.Name, tier.Yuan, "元/人")], "元/人", policy.SourcesOf(issuer, tier.Cite));
        var notApplied = new LaterList<NotApplied>(() => [.. tiers.Where(other => !ReferenceEquals(other, tier)).Select(other => new NotApplied(
            other.Name,
            policy.Matching.Match(other.Where, region.Code, world) != Specificity.None
                ? $"该档虽覆盖{region.Name}的上级地区，但“{tier.Name}”的规定更具体，从其规定"
                : $"{region.Name}不在该档的地区范围内",
            policy.SourcesOf(issuer, other.Cite)))]);
        return new SplitPossibility(string.Empty, issuer.Tenant, tier.Id, tier.Name, tier.Yuan, step, [new PayerShare(Payers.Whole, tier.Yuan, [step])], notApplied);
    }

    private static RegionSplit Wrong(RegionCode code, string problem) => new(code, SplitState.Inconsistent, [], [], problem, []);

    private sealed record Outcome(SplitPossibility? Row, string? Problem);
}
