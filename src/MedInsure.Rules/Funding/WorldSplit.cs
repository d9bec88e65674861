using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>The split of one region in one world: exactly one of a row, gaps and a problem comes out.</summary>
internal sealed class WorldSplit(EffectivePolicy policy, IssuedPolicy scheme, KnownDivisions known, Region region, World world)
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
            return total.Gap is { } gap ? Blocked(gap) : Wrong(new Division.Contradiction($"{region.Name}：{total.Problem}", ByList: true));
        }

        var tiers = supposed is not null ? [supposed] : policy.Matching.Best(scheme.Content.Funding.Tiers, tier => tier.Where, region.Code, world);
        if (tiers.Count != 1)
        {
            return Wrong(new Division.Contradiction(
                tiers.Count == 0
                    ? $"{region.Name}未列入{scheme.TenantName}分担方案的任何一档，请核对方案的地区名单。"
                    : $"{region.Name}同时列入{scheme.TenantName}分担方案的{string.Join("、", tiers.Select(tier => tier.Name))}，请核对方案的地区名单。",
                ByList: true));
        }

        var whole = new Operand("人均财政补助标准", yuan, "元/人");
        var shares = new List<PayerShare>();
        var failure = total.Issuer?.Content.Funding.TopUps.Count > 0 && total.Base is { } basis && basis < yuan
            ? DivideTopUp(total.Issuer, whole, basis, tiers[0], shares)
            : Divide(scheme, whole, total.Base ?? yuan, tiers[0].Shares, [], shares);
        return failure switch
        {
            Division.NeedsGap needs => Blocked(needs.Gap),
            Division.Contradiction contradiction => Wrong(contradiction with { Sentence = $"{region.Name}：{contradiction.Sentence}" }),
            _ => new Outcome(Row(tiers[0], total, yuan, shares), [], null, false, assumptions),
        };
    }

    /// <summary>The tier divides the base, the bureau that tops it up divides the amount beyond.</summary>
    private Division? DivideTopUp(IssuedPolicy issuer, Operand whole, Fraction basis, FundingTier tier, List<PayerShare> into)
    {
        var best = policy.Matching.Best(issuer.Content.Funding.TopUps, topUp => topUp.Where, region.Code, world);
        if (best.Count != 1)
        {
            return new Division.Contradiction(
                best.Count == 0
                    ? $"{issuer.TenantName}没有规定该地区的提标部分由谁承担，请在政策中补列。"
                    : $"{issuer.TenantName}对该地区的提标部分规定了 {best.Count} 种同样适用的分担，请核对政策。",
                ByList: true);
        }

        var baseAmount = new Operand("基础标准", basis, "元/人");
        var beyond = Step.Of("本地提标", StepKind.Difference, [whole, baseAmount], "元/人", []);
        return Divide(scheme, baseAmount, basis, tier.Shares, [], into)
            ?? Divide(issuer, new Operand("本地提标", beyond.Result, "元/人"), beyond.Result, best[0].Shares, [beyond], into);
    }

    private SplitPossibility Row(FundingTier tier, FoundStandard total, Fraction yuan, List<PayerShare> shares)
    {
        var totalStep = Step.Of("人均财政补助标准", StepKind.Given, [new Operand("标准", yuan, "元/人")], "元/人", total.Sources);
        var merged = !shares.Exists(share => shares.Exists(other => other.Payers == share.Payers && !ReferenceEquals(other, share))) ? shares : shares.GroupBy(share => share.Payers).Select(same => Together([.. same])).ToList();
        merged.Sort(static (one, other) => (PayerNames.Rank(one.Payers), one.Payers).CompareTo((PayerNames.Rank(other.Payers), other.Payers)));
        return new SplitPossibility(string.Empty, scheme.Tenant, tier.Id, tier.Name, yuan, totalStep, merged, NotAppliedBeside(tier.Id));
    }

    /// <summary>A payer that owes a share of its own and a part of a bucket owes their sum.</summary>
    private static PayerShare Together(IReadOnlyList<PayerShare> same)
    {
        if (same.Count == 1)
        {
            return same[0];
        }

        var name = PayerNames.Of(same[0].Payers);
        var sum = Step.Of($"{name}合计", StepKind.Sum, [.. same.Select(share => new Operand(name, share.PerCapita, "元/人"))], "元/人", []);
        return new PayerShare(same[0].Payers, sum.Result, [.. same.SelectMany(share => share.Steps).Distinct(), sum], same.Select(share => share.OpenGap).FirstOrDefault(gap => gap is not null));
    }

    /// <summary>Divides a whole and then every bucket that comes out of it; null when all went well and <paramref name="into"/> holds the shares.</summary>
    private Division? Divide(IssuedPolicy issuer, Operand whole, Fraction baseAmount, IReadOnlyList<TierShare> declared, IReadOnlyList<Step> before, List<PayerShare> into)
    {
        var division = known.Divide(policy, issuer, region.FiscalStatus, whole, baseAmount, declared);
        if (division is not Division.Divided divided)
        {
            return division;
        }

        foreach (var (made, payers) in divided.Shares)
        {
            var share = before.Count == 0 ? made : made with { Steps = [.. before, .. made.Steps] };
            if ((share.IsBucket ? DivideBucket(share, payers, into) : Keep(share, into)) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private static Division? Keep(PayerShare share, List<PayerShare> into)
    {
        into.Add(share);
        return null;
    }

    /// <summary>A bucket is divided by the nearest bureau that has ratios for it; a bureau that has some must name the region. Without ratios it stays whole.</summary>
    private Division? DivideBucket(PayerShare bucket, Payers declared, List<PayerShare> into)
    {
        var whole = new Operand(PayerNames.Of(bucket.Payers), bucket.PerCapita, "元/人");
        var splitter = policy.NearestFirst.FirstOrDefault(issued => issued.Content.Funding.Splits.Any(split => split.Of == declared));
        if (splitter is null)
        {
            if (bucket.OpenGap is not { } gap || policy.AssumptionFor(gap) is not { Parts: not null } assumption)
            {
                return Keep(bucket, into);
            }

            assumptions.Add(assumption.Label);
            return Divide(policy.Own, whole, bucket.PerCapita, known.SharesOf(assumption), bucket.Steps, into);
        }

        var matches = policy.Matching.Best(splitter.Content.Funding.Splits.Where(split => split.Of == declared), split => split.Where, region.Code, world);
        if (matches.Count != 1)
        {
            return new Division.Contradiction(
                matches.Count == 0
                    ? $"{splitter.TenantName}没有规定该地区的{PayerNames.Of(declared)}分担比例，请在政策中补列。"
                    : $"{splitter.TenantName}对该地区规定了 {matches.Count} 个同样适用的{PayerNames.Of(declared)}分担比例，请核对政策。",
                ByList: true);
        }

        return matches[0].Shares.FirstOrDefault(share => (share.Payers & ~declared) != Payers.None || share.Payers == declared) is { } stranger
            ? new Division.Contradiction($"{splitter.TenantName}划分{PayerNames.Of(declared)}时写了{PayerNames.Of(stranger.Payers)}，应只在其中各级之间划分，请核对政策。")
            : Divide(splitter, whole, bucket.PerCapita, matches[0].Shares, bucket.Steps, into);
    }

    /// <summary>The other tiers, each with why it does not apply.</summary>
    public IReadOnlyList<NotApplied> NotAppliedBeside(string chosen) =>
        new LaterList<NotApplied>(() => [.. scheme.Content.Funding.Tiers.Where(tier => tier.Id != chosen).Select(tier => new NotApplied(
            tier.Name,
            policy.Matching.Match(tier.Where, region.Code, world) == Specificity.None ? $"{region.Name}不在该档的地区范围内" : $"该档虽覆盖{region.Name}，但“{scheme.Content.Funding.Tiers.First(tier => tier.Id == chosen).Name}”的规定更具体，从其规定",
            policy.SourcesOf(scheme, tier.Cite)))]);

    private Outcome Blocked(string gap) => new(null, [gap], null, false, assumptions);

    private Outcome Wrong(Division.Contradiction contradiction) => new(null, [], contradiction.Sentence, contradiction.ByList, assumptions);

    /// <param name="ByList">The problem comes from the lists of regions as this world supposes them.</param>
    public sealed record Outcome(SplitPossibility? Row, IReadOnlyList<string> Gaps, string? Problem, bool ByList, IReadOnlyList<string> Assumptions)
    {
        /// <summary>Equal for outcomes that are the same to the reader.</summary>
        public string Key => Row is null
            ? $"{Problem}|{string.Join('|', Gaps)}"
            : $"{Row.TierId}|{Row.Total.ToText()}|{string.Join('|', Row.Shares.Select(share => $"{(int)share.Payers}={share.PerCapita.ToText()}"))}";
    }
}
