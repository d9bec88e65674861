using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies.Checks;

/// <summary>资助标准: possible amounts and rates, funders that add up, months in order.</summary>
internal static class SubsidyCheck
{
    public static void Run(CheckScope scope)
    {
        foreach (var (rule, path) in scope.Content.Subsidies.Rules.At("$.subsidies.rules"))
        {
            switch (rule.Form)
            {
                case FixedSubsidy amount:
                    StandardCheck.Amount(scope, amount.Yuan, path + ".form.yuan");
                    scope.AddIf(
                        HighestContribution(scope, rule) is { } contribution && amount.Yuan > contribution,
                        path + ".form.yuan",
                        "定额高于个人缴费标准；资助不能超过本人应缴的金额，请核对。",
                        FindingKind.SubsidyAboveContribution);
                    break;
                case RateSubsidy rate:
                    StandardCheck.Rate(scope, rate.Rate, path + ".form.rate");
                    break;
            }

            StandardCheck.Ages(scope, rule.Ages, path + ".ages");
            Funders(scope, rule, path + ".funders");
            if (rule.Timing?.NewlyAdded is { } months)
            {
                scope.AddIf(months.Enrol is < 0 or > 11 || months.Pay is < 0 or > 12, path + ".timing.newlyAdded", "月份差应为 0 到 12 的整数。");
                scope.AddIf(months.Pay < months.Enrol, path + ".timing.newlyAdded", "资助的月份不能早于参保的月份，请核对。");
            }

            scope.AddIf(rule.Timing is { NewlyAdded: null }, path + ".timing", "请写明新增对象的参保月和资助月，或去掉这一项。");
        }
    }

    private static void Funders(CheckScope scope, SubsidyRule rule, string path)
    {
        foreach (var (funder, at) in rule.Funders.At(path))
        {
            scope.AddIf(string.IsNullOrWhiteSpace(funder.Name), at + ".name", "请写明资金来源的名称。");
            scope.AddIf(funder is { Rate: not null, Yuan: not null }, at, "资金来源的比例和金额只能写一种，请去掉一项。");
            StandardCheck.Amount(scope, funder.Yuan, at + ".yuan");
            if (funder.Rate is { } rate)
            {
                StandardCheck.Rate(scope, rate, at + ".rate");
            }
        }

        var open = rule.Funders.Count(funder => funder is { Rate: null, Yuan: null });
        if (open == rule.Funders.Count)
        {
            // One funder bears all of it; of several the notice may not say how they share.
        }
        else if (open > 1)
        {
            scope.Add(path, "只能有一个资金来源不写比例和金额、承担其余部分，请核对。", FindingKind.Sum);
        }
        else if (rule.Funders.All(funder => funder.Yuan is null))
        {
            var rates = Fraction.Sum(rule.Funders.Select(funder => (Fraction)(funder.Rate ?? 0)));
            scope.AddIf(open == 0 && rates != Fraction.One, path, "各资金来源的比例合计应为 100%（1），请核对。", FindingKind.Sum);
            scope.AddIf(open == 1 && rates >= Fraction.One, path, "各资金来源的比例合计已达 100%，没有其余部分，请核对。", FindingKind.Sum);
        }
        else if (rule.Form is FixedSubsidy set)
        {
            var sum = Fraction.Sum(rule.Funders.Select(funder => (Fraction)(funder.Yuan ?? 0) + ((Fraction)(funder.Rate ?? 0) * set.Yuan)));
            scope.AddIf(open == 0 ? sum != set.Yuan : sum > set.Yuan, path, $"各资金来源合计 {sum.ToYuanText()} 元，与定额 {((Fraction)set.Yuan).ToYuanText()} 元不符，请核对。", FindingKind.Sum);
        }
        else
        {
            scope.AddIf(open == 0, path, "资助不是定额，各资金来源不能都写金额；请让一个来源不写金额、承担其余部分。", FindingKind.Sum);
        }

        scope.AddIf(rule.Funders.DistinctBy(funder => funder.Name).Count() != rule.Funders.Count, path, "同一资金来源写了两次，请合并。");
    }

    /// <summary>The highest contribution that somebody under the rule can owe; null while one of them is unknown.</summary>
    private static decimal? HighestContribution(CheckScope scope, SubsidyRule rule)
    {
        var possible = new List<Standard>();
        foreach (var standards in scope.NearestFirst.Select(policy => policy.Contribution))
        {
            var ofTier = standards.Where(standard => rule.ContributionTier is null || standard.ContributionTier is null || standard.ContributionTier == rule.ContributionTier).ToList();
            var ofGroup = ofTier.Where(standard => standard.PopulationGroup == rule.PopulationGroup).ToList();
            possible.AddRange(ofGroup.Count > 0 ? ofGroup : ofTier.Where(standard => standard.PopulationGroup is null));
            if (standards.Any(standard => standard.Where is { Regions.Count: 0, Groups.Count: 0, Under.Count: 0, Except: null }))
            {
                break;
            }
        }

        return possible.Count == 0 || possible.Any(standard => standard.Yuan is null) ? null : possible.Max(standard => standard.Yuan);
    }
}
