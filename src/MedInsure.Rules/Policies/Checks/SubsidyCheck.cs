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
            if (funder.Rate is { } rate)
            {
                StandardCheck.Rate(scope, rate, at + ".rate");
            }
        }

        scope.AddIf(rule.Funders.Any(funder => funder.Rate is not null) && Fraction.Sum(rule.Funders.Select(funder => (Fraction)(funder.Rate ?? 0))) != Fraction.One, path, "各资金来源的比例合计应为 100%（1），请核对。", FindingKind.Sum);
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
