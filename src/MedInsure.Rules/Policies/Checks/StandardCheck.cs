namespace MedInsure.Rules.Policies.Checks;

/// <summary>Amounts a head: a value or a gap, never both and never neither, and not negative.</summary>
internal static class StandardCheck
{
    public static void Run(CheckScope scope)
    {
        foreach (var (standard, path) in scope.Content.FiscalSubsidy.At("$.fiscalSubsidy").Concat(scope.Content.Contribution.At("$.contribution")))
        {
            scope.AddIf(standard.Yuan is null == standard.Gap is null, path, "金额（yuan）和缺口（gap）必须且只能写一项。");
            Amount(scope, standard.Yuan, path + ".yuan");
            Amount(scope, standard.BaseYuan, path + ".baseYuan");
            scope.AddIf(standard.BaseYuan > standard.Yuan, path + ".baseYuan", "基础部分不能高于标准本身，请核对。");
            scope.AddIf(standard.BaseYuan is not null && standard.Yuan is null, path + ".baseYuan", "标准本身是缺口时不能写基础部分。");
            Ages(scope, standard.Ages, path + ".ages");
        }

        foreach (var (standard, path) in scope.Content.FiscalSubsidy.At("$.fiscalSubsidy"))
        {
            scope.AddIf(standard is not { ContributionTier: null, PopulationGroup: null, Ages: null }, path, "财政补助标准不分缴费档次、人群和年龄，请去掉这些限定。");
        }

        var illness = scope.Content.CriticalIllness;
        scope.AddIf(illness.Gap is not null && illness.Tiers.Count > 0, "$.criticalIllness.gap", "已经列出大病筹资档次，不能再写缺口；请保留一项。");
        foreach (var (tier, path) in illness.Tiers.At("$.criticalIllness.tiers"))
        {
            Amount(scope, tier.Yuan, path + ".yuan");
        }

        foreach (var (item, path) in scope.Content.FundItems.At("$.fundItems"))
        {
            Amount(scope, item.Yuan, path + ".yuan");
        }
    }

    /// <summary>An amount a head: not negative, and not so large that it must be in another unit.</summary>
    public static void Amount(CheckScope scope, decimal? yuan, string path)
    {
        scope.AddIf(yuan < 0, path, "金额不能为负数，请核对。");
        scope.AddIf(yuan > 1_000_000, path, "每人的金额超过 100 万元，请核对单位（应为元）。");
    }

    public static void Rate(CheckScope scope, decimal rate, string path) => scope.AddIf(rate is < 0 or > 1, path, "比例应在 0 到 1 之间，例如 80% 写作 0.8。");

    public static void Ages(CheckScope scope, AgeRange? ages, string path)
    {
        if (ages is null)
        {
            return;
        }

        scope.AddIf(ages.From is null && ages.To is null, path, "请写明年龄的起点或终点，或去掉这一项。");
        scope.AddIf(ages.From is < 0 or > 150 || ages.To is < 0 or > 150, path, "年龄应为 0 到 150 的周岁。");
        scope.AddIf(ages.From > ages.To, path, "年龄的起点不能大于终点，请核对。");
    }
}
