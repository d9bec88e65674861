using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>The split of one region in one world: exactly one of a row, gaps and a problem comes out.</summary>
internal sealed class WorldSplit(EffectivePolicy policy, IssuedPolicy scheme, Region region, World world)
{
    private readonly List<string> assumptions = [];

    /// <param name="supposed">Another tier than the one whose regions include this one; null in all ordinary work.</param>
    public Outcome Compute(FundingTier? supposed = null)
    {
        var total = StandardLookup.FiscalSubsidy(policy, region.Code, world);
        if (total.Assumption is { } label)
        {
            assumptions.Add(label);
        }

        if (total.Yuan is not { } yuan)
        {
            return total.Gap is { } gap ? Blocked(gap) : Wrong(total.Problem!);
        }

        var tiers = supposed is not null ? [supposed] : policy.Matching.Best(scheme.Content.Funding.Tiers, tier => tier.Where, region.Code, world);
        if (tiers.Count != 1)
        {
            return Wrong(tiers.Count == 0
                ? $"{region.Name}未列入{scheme.TenantName}分担方案的任何一档，请核对方案的地区名单。"
                : $"{region.Name}同时列入{scheme.TenantName}分担方案的{string.Join("、", tiers.Select(tier => tier.Name))}，请核对方案的地区名单。");
        }

        var whole = new Operand("人均财政补助标准", yuan, "元/人");
        var division = new ShareArithmetic(scheme, region.FiscalStatus, whole, total.Base ?? yuan).Divide(tiers[0].Shares);
        return division switch
        {
            Division.NeedsGap needs => Blocked(needs.Gap),
            Division.Contradiction contradiction => Wrong($"{region.Name}：{contradiction.Sentence}"),
            Division.Divided divided => WithBuckets(divided.Shares, tiers[0], yuan, total.Sources),
            _ => throw new InvalidOperationException(),
        };
    }

    private Outcome WithBuckets(IReadOnlyList<PayerShare> shares, FundingTier tier, Fraction total, IReadOnlyList<Source> totalSources)
    {
        var result = new List<PayerShare>();
        foreach (var share in shares)
        {
            var division = share.IsBucket ? Split(share, DeclaredBucket(tier, share)) : new Division.Divided([share]);
            switch (division)
            {
                case Division.NeedsGap needs:
                    return Blocked(needs.Gap);
                case Division.Contradiction contradiction:
                    return Wrong($"{region.Name}：{contradiction.Sentence}");
                case Division.Divided divided:
                    result.AddRange(divided.Shares);
                    break;
            }
        }

        var totalStep = Step.Of("人均财政补助标准", StepKind.Given, [new Operand("标准", total, "元/人")], "元/人", totalSources);
        return new Outcome(
            new SplitPossibility(world.Condition, scheme.Tenant, tier.Id, tier.Name, total, totalStep, [.. result.OrderBy(share => PayerNames.Rank(share.Payers))], NotApplied(tier)),
            [],
            null,
            assumptions);
    }

    /// <summary>A bucket is divided by the nearest bureau below the scheme that has ratios for it; a bureau that has some must name the region.</summary>
    private Division Split(PayerShare bucket, Payers declared)
    {
        var splitter = policy.NearestFirst.FirstOrDefault(issued => issued.Content.Funding.Splits.Any(split => split.Of == declared));
        if (splitter is null)
        {
            return bucket.OpenGap is { } gap && policy.AssumptionFor(gap) is { Parts: { } parts } assumption ? SplitByAssumption(bucket, parts, assumption) : new Division.Divided([bucket]);
        }

        var matches = policy.Matching.Best(splitter.Content.Funding.Splits.Where(split => split.Of == declared), split => split.Where, region.Code, world);
        return matches.Count switch
        {
            0 => new Division.Contradiction($"{splitter.TenantName}没有规定该地区的{PayerNames.Of(declared)}分担比例，请在政策中补列。"),
            > 1 => new Division.Contradiction($"{splitter.TenantName}对该地区规定了 {matches.Count} 个同样适用的{PayerNames.Of(declared)}分担比例，请核对政策。"),
            _ => Divide(splitter, bucket, matches[0].Shares),
        };
    }

    private Division SplitByAssumption(PayerShare bucket, IReadOnlyList<AssumedPart> parts, Assumption assumption)
    {
        assumptions.Add(assumption.Label);
        var cite = new Citation { Kind = CitationKind.Practice, Says = $"假设：{assumption.Label}" };
        return Divide(policy.Own, bucket, [.. parts.Select(part => new PartShare { Payers = part.Payers, Part = part.Part, Cite = [cite] })]);
    }

    private Division Divide(IssuedPolicy splitter, PayerShare bucket, IReadOnlyList<TierShare> shares)
    {
        var whole = new Operand(PayerNames.Of(bucket.Payers), bucket.PerCapita, "元/人");
        var division = new ShareArithmetic(splitter, region.FiscalStatus, whole, bucket.PerCapita).Divide(shares);
        return division is Division.Divided divided
            ? new Division.Divided([.. divided.Shares.Select(share => share with { Steps = [.. bucket.Steps, .. share.Steps] })])
            : division;
    }

    /// <summary>The bucket as the tier declares it: a 省直管县 has lost the city from its own, the ratios still name the declared one.</summary>
    private static Payers DeclaredBucket(FundingTier tier, PayerShare bucket) =>
        tier.Shares.Select(share => share.Payers).First(payers => payers == bucket.Payers || (payers & ~Payers.City) == bucket.Payers);

    private IReadOnlyList<NotApplied> NotApplied(FundingTier chosen) =>
        [.. scheme.Content.Funding.Tiers.Where(tier => tier != chosen).Select(tier => new NotApplied(
            tier.Name,
            policy.Matching.Match(tier.Where, region.Code, world) == Specificity.None ? $"{region.Name}不在该档的地区范围内" : $"该档虽覆盖{region.Name}，但“{chosen.Name}”的规定更具体，从其规定",
            scheme.SourcesOf(tier.Cite)))];

    private Outcome Blocked(string gap) => new(null, [gap], null, assumptions);

    private Outcome Wrong(string problem) => new(null, [], problem, assumptions);

    public sealed record Outcome(SplitPossibility? Row, IReadOnlyList<string> Gaps, string? Problem, IReadOnlyList<string> Assumptions);
}
