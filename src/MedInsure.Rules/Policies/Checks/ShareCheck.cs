using System.Numerics;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies.Checks;

/// <summary>Shares of a total or of a bucket: possible numbers, each payer once, one way to deal with what is left.</summary>
internal static class ShareCheck
{
    public static void Run(CheckScope scope)
    {
        foreach (var (shares, path) in scope.ShareLists())
        {
            scope.AddIf(shares.Count == 0, path, "请写明各出资方的份额。");
            var seen = new HashSet<Payers>();
            foreach (var (share, at) in shares.At(path))
            {
                Numbers(scope, share, at);
                scope.AddIf(!seen.Add(share.Payers), at + ".payers", "同一出资方在这里出现了两次，请合并为一项。");
                scope.AddIf(share.OpenGap is not null && BitOperations.IsPow2((int)share.Payers), at + ".openGap", "只有一个出资方，没有可分的合计，请去掉 openGap。");
                scope.AddIf(share.Floor && (share is PartShare or RestShare or GapShare), at + ".floor", "按份、兜底和缺口没有最低额可言，请去掉 floor。");
            }

            Remainder(scope, shares, path);
        }

        foreach (var (tier, path) in scope.Content.Funding.Tiers.At("$.funding.tiers"))
        {
            AddsUp(scope, tier, path + ".shares");
        }

        scope.AddIf(
            scope.Content.Funding.TopUps.Count > 0 && scope.Content.FiscalSubsidy.All(standard => standard.BaseYuan is null),
            "$.funding.topUps",
            "写了提标部分由谁承担，却没有提标：请在本级人均财政补助标准中写明基础标准（baseYuan），或去掉这一项。",
            FindingKind.Shape);
        scope.AddIf(scope.Content.Funding.Gap is not null && scope.Content.Funding.Tiers.Count > 0, "$.funding.gap", "已经列出分担档次，不能再写整个方案缺失；请保留一项。");
    }

    private static void Numbers(CheckScope scope, TierShare share, string path)
    {
        switch (share)
        {
            case FixedShare amount:
                StandardCheck.Amount(scope, amount.Yuan, path + ".yuan");
                break;
            case RateShare rate:
                StandardCheck.Rate(scope, rate.Rate, path + ".rate");
                break;
            case PartShare part:
                scope.AddIf(part.Part < 0, path + ".part", "份额不能为负数，例如 6:4 写作 6 和 4。");
                break;
            case IncreaseShare increase:
                StandardCheck.Amount(scope, increase.BaseYuan, path + ".baseYuan");
                StandardCheck.Rate(scope, increase.Rate, path + ".rate");
                scope.AddIf(increase.BaseTotalYuan < increase.BaseYuan, path + ".baseTotalYuan", "基年的总标准不能低于该出资方的基数，请核对。");
                scope.AddIf(increase.BaseYear >= scope.Content.Year.Funding, path + ".baseYear", "基年应早于财政补助年度，请核对。");
                break;
        }
    }

    private static void Remainder(CheckScope scope, IReadOnlyList<TierShare> shares, string path)
    {
        var parts = shares.Count(share => share is PartShare);
        var rests = shares.Count(share => share is RestShare);
        var floors = shares.Count(share => share.Floor);
        var ways = (parts > 0 ? 1 : 0) + (rests > 0 ? 1 : 0) + (floors > 0 ? 1 : 0);
        scope.AddIf(ways > 1, path, "余额只能有一种去处：按份（part）、兜底（rest）或最低额（floor），请只保留一种。");
        scope.AddIf(parts > 0 && shares.OfType<PartShare>().All(share => share.Part == 0), path, "各方份额都是 0，请至少写一个大于 0 的份额。");
        scope.AddIf(rests > 1, path, "兜底的出资方只能有一个，请核对。");
        scope.AddIf(floors > 1, path, "最低额只能写在一个出资方上，请核对。");
        scope.AddIf(
            Fraction.Sum(shares.OfType<RateShare>().Where(share => share.Of == RateBasis.Total).Select(share => (Fraction)share.Rate)) > Fraction.One,
            path,
            "按总额的比例合计超过 100%，请核对。",
            FindingKind.Sum);
    }

    /// <summary>Where every share is a known amount of one known total, the sum can be told before any region is looked at.</summary>
    private static void AddsUp(CheckScope scope, FundingTier tier, string path)
    {
        var setter = scope.NearestFirst.FirstOrDefault(policy => policy.FiscalSubsidy.Count > 0);
        if (setter?.FiscalSubsidy is not [{ Yuan: { } yuan } standard] || tier.Shares.Count == 0 || !tier.Shares.All(share => !share.Floor && (share is FixedShare or RateShare { Of: RateBasis.Total })))
        {
            return;
        }

        var total = setter.Funding.TopUps.Count > 0 ? standard.BaseYuan ?? yuan : yuan;
        var sum = Fraction.Sum(tier.Shares.Select(share => share is FixedShare amount ? amount.Yuan : (Fraction)((RateShare)share).Rate * total));
        scope.AddIf(sum != total, path, $"各级份额合计 {sum.ToYuanText()} 元，与人均标准 {((Fraction)total).ToYuanText()} 元不等，请核对。", FindingKind.Sum);
    }
}
