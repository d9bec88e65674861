using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>How a whole was divided, or why it could not be.</summary>
internal abstract record Division
{
    public sealed record Divided(IReadOnlyList<PayerShare> Shares) : Division;

    public sealed record NeedsGap(string Gap) : Division;

    public sealed record Contradiction(string Sentence) : Division;
}

/// <summary>
/// Divides one per-capita amount among payers. Fixed amounts, rates and increases are taken first; what they leave goes to the parts in
/// proportion, to the rest, or to the share that is a floor. The result does not depend on the order of the shares, and it adds up
/// exactly or is a contradiction.
/// </summary>
internal sealed class ShareArithmetic(IssuedPolicy issuer, FiscalStatus status, Operand whole, Fraction baseAmount)
{
    public Division Divide(IReadOnlyList<TierShare> declared)
    {
        var shares = declared.Select(share => (share, payers: PayersOf(share.Payers))).Where(entry => entry.payers != Payers.None || entry.share is not PartShare).ToList();
        if (shares.FirstOrDefault(entry => entry.payers == Payers.None) is { share: not null } lost)
        {
            return new Division.Contradiction($"省直管县没有市级出资，但{PayerNames.Of(lost.share.Payers)}被单独规定了份额，请核对分担方案。");
        }

        if (shares.Select(entry => entry.share).OfType<GapShare>().FirstOrDefault() is { } gap)
        {
            return new Division.NeedsGap(gap.Gap);
        }

        var taken = shares.Select(entry => (entry.share, entry.payers, step: Deduct(entry.share, entry.payers))).Where(entry => entry.step is not null)
            .ToDictionary(entry => entry.share, entry => entry.step!);
        var others = taken.Where(entry => !entry.Key.Floor).Select(entry => new Operand(PayerNames.Of(PayersOf(entry.Key.Payers)), entry.Value.Result, "元/人")).ToList();
        var left = whole.Value - Fraction.Sum(others.Select(other => other.Value));
        if (left.IsNegative)
        {
            return new Division.Contradiction($"各级份额合计超过{whole.Name} {whole.Value.ToYuanText()} 元，超出 {(Fraction.Zero - left).ToYuanText()} 元，请核对分担方案。");
        }

        var leftStep = others.Count == 0 ? null : Step.Of("扣除后余额", StepKind.Difference, [whole, .. others], "元/人", []);
        var absorbing = shares.Where(entry => entry.share is PartShare or RestShare || entry.share.Floor).ToList();
        return absorbing.Count switch
        {
            0 when left != Fraction.Zero => new Division.Contradiction($"各级份额合计比{whole.Name} {whole.Value.ToYuanText()} 元少 {left.ToYuanText()} 元，没有规定由谁承担，请核对分担方案。"),
            > 1 when !absorbing.All(entry => entry.share is PartShare) => new Division.Contradiction("余额同时规定给了多个出资方，请只保留一种写法（按比例、兜底或最低额之一）。"),
            _ => Collect(shares, taken, left, leftStep),
        };
    }

    private Division Collect(List<(TierShare share, Payers payers)> shares, Dictionary<TierShare, Step> taken, Fraction left, Step? leftStep)
    {
        var remainder = new Operand(leftStep is null ? whole.Name : "余额", left, "元/人");
        var parts = shares.Select(entry => entry.share).OfType<PartShare>().ToList();
        var partsTotal = Fraction.Sum(parts.Select(part => (Fraction)part.Part));
        var result = new List<PayerShare>();
        foreach (var (share, payers) in shares)
        {
            var name = PayerNames.Of(payers);
            var sources = issuer.SourcesOf(share.Cite);
            List<Step> steps = share is PartShare or RestShare || share.Floor ? leftStep is null ? [] : [leftStep] : [];
            switch (share)
            {
                case PartShare part:
                    steps.Add(Step.Of(name, StepKind.Portion, [remainder, new Operand("份额", part.Part, ""), new Operand("份额合计", partsTotal, "")], "元/人", sources));
                    break;
                case RestShare:
                    steps.Add(Step.Of(name, StepKind.Given, [remainder], "元/人", sources, "其余部分"));
                    break;
                case { Floor: true } when left < taken[share].Result:
                    return new Division.Contradiction($"{name}最低 {taken[share].Result.ToYuanText()} 元，但余额只有 {left.ToYuanText()} 元，请核对分担方案。");
                case { Floor: true }:
                    steps.Add(Step.Of(name, StepKind.Given, [remainder], "元/人", sources, $"不低于 {taken[share].Result.ToYuanText()} 元"));
                    break;
                default:
                    steps.Add(taken[share]);
                    break;
            }

            result.Add(new PayerShare(payers, steps[^1].Result, steps, share.OpenGap));
        }

        return result.GroupBy(share => share.Payers).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? new Division.Contradiction($"{PayerNames.Of(twice.Key)}的份额写了两次，请合并为一处。")
            : new Division.Divided([.. result.OrderBy(share => PayerNames.Rank(share.Payers))]);
    }

    /// <summary>The step of a share that is known before the remainder is; null for those that live from the remainder.</summary>
    private Step? Deduct(TierShare share, Payers payers)
    {
        var name = PayerNames.Of(payers);
        var sources = issuer.SourcesOf(share.Cite);
        return share switch
        {
            FixedShare fixedShare => Step.Of(name, StepKind.Given, [new Operand("定额", fixedShare.Yuan, "元/人")], "元/人", sources),
            RateShare { Of: RateBasis.Base } rate => Step.Of(name, StepKind.Product, [new Operand("基础标准", baseAmount, "元/人"), new Operand("分担比例", rate.Rate, "")], "元/人", sources),
            RateShare rate => Step.Of(name, StepKind.Product, [whole, new Operand("分担比例", rate.Rate, "")], "元/人", sources),
            IncreaseShare increase => Step.Of(
                name,
                StepKind.Increase,
                [
                    new Operand($"{increase.BaseYear}年基数", increase.BaseYuan, "元/人"),
                    new Operand("增量分担比例", increase.Rate, ""),
                    whole,
                    new Operand($"{increase.BaseYear}年标准", increase.BaseTotalYuan, "元/人"),
                ],
                "元/人",
                sources),
            _ => null,
        };
    }

    private Payers PayersOf(Payers declared) => status == FiscalStatus.ProvinceManaged ? declared & ~Payers.City : declared;
}
