using System.Collections.Concurrent;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>How a whole was divided, or why it could not be.</summary>
internal abstract record Division
{
    public sealed record Divided(IReadOnlyList<DividedShare> Shares) : Division;

    public sealed record NeedsGap(string Gap) : Division;

    /// <param name="ByList">It comes from the lists of regions, not from the arithmetic: another way in which the lists could turn out may be free of it.</param>
    public sealed record Contradiction(string Sentence, bool ByList = false) : Division;
}

/// <summary>
/// Divisions that were made before: thousands of counties stand in a handful of tiers, and shares, whole and status decide everything about a
/// division. Safe to share between threads.
/// </summary>
internal sealed class KnownDivisions
{
    private readonly ConcurrentDictionary<(IReadOnlyList<TierShare> Shares, FiscalStatus Status, Operand Whole, Fraction Base), Division> made = new();

    private readonly ConcurrentDictionary<Assumption, IReadOnlyList<TierShare>> supposed = new(ReferenceEqualityComparer.Instance);

    /// <summary>The parts that an assumption gives to a bucket's payers, as shares that cite it.</summary>
    public IReadOnlyList<TierShare> SharesOf(Assumption assumption) => supposed.GetOrAdd(assumption, static from =>
    {
        var cite = new Citation { Kind = CitationKind.Practice, Says = $"假设：{from.Label}" };
        return [.. from.Parts!.Select(part => new PartShare { Payers = part.Payers, Part = part.Part, Cite = [cite] })];
    });

    public Division Divide(EffectivePolicy policy, IssuedPolicy issuer, FiscalStatus status, Operand whole, Fraction baseAmount, IReadOnlyList<TierShare> declared) =>
        made.GetOrAdd((declared, status, whole, baseAmount), static (key, from) => new ShareArithmetic(from.policy, from.issuer, key.Status, key.Whole, key.Base).Divide(key.Shares), (policy, issuer));
}

/// <param name="Declared">The payers as the document writes them: a 省直管县 has lost the city from its own, the ratios still name the declared bucket.</param>
internal sealed record DividedShare(PayerShare Share, Payers Declared);

/// <summary>
/// Divides one per-capita amount among payers. Fixed amounts, rates and increases are taken first; what they leave goes to the parts in
/// proportion, to the rest, or to the share that is a floor. The result does not depend on the order of the shares, and it adds up
/// exactly or is a contradiction.
/// </summary>
internal sealed class ShareArithmetic(EffectivePolicy policy, IssuedPolicy issuer, FiscalStatus status, Operand whole, Fraction baseAmount)
{
    public Division Divide(IReadOnlyList<TierShare> declared)
    {
        if (declared.FirstOrDefault(share => declared.Count(other => other.Payers == share.Payers) > 1) is { } twice)
        {
            return new Division.Contradiction($"{PayerNames.Of(twice.Payers)}的份额写了两次，请合并为一处。");
        }

        if (declared.FirstOrDefault(share => PayersOf(share.Payers) == Payers.None && share is not PartShare) is { } lost)
        {
            return new Division.Contradiction($"省直管县没有市级出资，但{PayerNames.Of(lost.Payers)}被单独规定了份额，请核对分担方案。");
        }

        if (declared.OfType<GapShare>().FirstOrDefault() is { } gap)
        {
            return new Division.NeedsGap(gap.Gap);
        }

        var shares = declared.Select(share => new Taken(share, PayersOf(share.Payers), Deduct(share, PayersOf(share.Payers)))).Where(share => share.Payers != Payers.None).ToList();
        var others = shares.Where(share => share.Step is not null && !share.Declared.Floor).Select(share => new Operand(PayerNames.Of(share.Payers), share.Step!.Result, "元/人")).ToList();
        var left = others.Aggregate(whole.Value, (rest, other) => rest - other.Value);
        if (left.IsNegative)
        {
            return new Division.Contradiction($"各级份额合计超过{whole.Name} {whole.Value.ToYuanText()} 元，超出 {(Fraction.Zero - left).ToYuanText()} 元，请核对分担方案。");
        }

        var absorbing = shares.Where(share => share.Absorbs).ToList();
        if (absorbing.Count == 0 && left != Fraction.Zero)
        {
            return new Division.Contradiction($"各级份额合计比{whole.Name} {whole.Value.ToYuanText()} 元少 {left.ToYuanText()} 元，没有规定由谁承担，请核对分担方案。");
        }

        return absorbing.Count > 1 && !absorbing.All(share => share.Declared is PartShare)
            ? new Division.Contradiction("余额同时规定给了多个出资方，请只保留一种写法（按比例、兜底或最低额之一）。")
            : Collect(shares, left, others.Count == 0 || absorbing.Count == 0 ? null : Step.Of("扣除后余额", StepKind.Difference, [whole, .. others], "元/人", []));
    }

    private Division Collect(List<Taken> shares, Fraction left, Step? leftStep)
    {
        var remainder = new Operand(leftStep is null ? whole.Name : "余额", left, "元/人");
        var parts = shares.Select(share => share.Declared).OfType<PartShare>().ToList();
        var partsTotal = parts.Aggregate(Fraction.Zero, (sum, part) => sum + part.Part);
        if (parts.Count > 0 && (partsTotal <= Fraction.Zero || parts.Any(part => part.Part < 0)))
        {
            return new Division.Contradiction("按比例分担的各方份额应不小于零，且合计大于零，请核对分担方案。");
        }

        var result = new List<DividedShare>(shares.Count);
        foreach (var (share, payers, taken) in shares)
        {
            var name = PayerNames.Of(payers);
            if (share.Floor && taken is not null && left < taken.Result)
            {
                return new Division.Contradiction($"{name}最低 {taken.Result.ToYuanText()} 元，但余额只有 {left.ToYuanText()} 元，请核对分担方案。");
            }

            var step = share switch
            {
                PartShare part => Step.Of(name, StepKind.Portion, [remainder, new Operand("份额", part.Part, ""), new Operand("份额合计", partsTotal, "")], "元/人", policy.SourcesOf(issuer, share.Cite)),
                RestShare => Step.Of(name, StepKind.Given, [remainder], "元/人", policy.SourcesOf(issuer, share.Cite), "其余部分"),
                { Floor: true } => Step.Of(name, StepKind.Given, [remainder], "元/人", policy.SourcesOf(issuer, share.Cite), $"不低于 {taken!.Result.ToYuanText()} 元"),
                _ => taken!,
            };
            if (step.Result.IsNegative)
            {
                return new Division.Contradiction($"{name}的份额为 {step.Result.ToYuanText()} 元，份额不能小于零，请核对分担方案。");
            }

            result.Add(new DividedShare(new PayerShare(payers, step.Result, leftStep is not null && step != taken ? [leftStep, step] : [step], share.OpenGap), share.Payers));
        }

        return new Division.Divided(result);
    }

    /// <summary>The step of a share that is known before the remainder is; null for those that live from the remainder.</summary>
    private Step? Deduct(TierShare share, Payers payers)
    {
        return share switch
        {
            FixedShare fixedShare => Made(StepKind.Given, new Operand("定额", fixedShare.Yuan, "元/人")),
            RateShare { Of: RateBasis.Base } rate => Made(StepKind.Product, new Operand("基础标准", baseAmount, "元/人"), new Operand("分担比例", rate.Rate, "")),
            RateShare rate => Made(StepKind.Product, whole, new Operand("分担比例", rate.Rate, "")),
            IncreaseShare increase => Made(
                StepKind.Increase,
                new Operand($"{increase.BaseYear}年基数", increase.BaseYuan, "元/人"),
                new Operand("增量分担比例", increase.Rate, ""),
                whole,
                new Operand($"{increase.BaseYear}年标准", increase.BaseTotalYuan, "元/人")),
            _ => null,
        };

        Step Made(StepKind kind, params Operand[] operands) => Step.Of(PayerNames.Of(payers), kind, operands, "元/人", policy.SourcesOf(issuer, share.Cite));
    }

    private Payers PayersOf(Payers declared) => status == FiscalStatus.ProvinceManaged ? declared & ~Payers.City : declared;

    /// <param name="Payers">Who really pays it here; none for a city's part in a 省直管县.</param>
    private sealed record Taken(TierShare Declared, Payers Payers, Step? Step)
    {
        public bool Absorbs => Declared.Floor || Declared is PartShare or RestShare;
    }
}
