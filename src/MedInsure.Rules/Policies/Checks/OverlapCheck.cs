using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies.Checks;

/// <summary>
/// Two items that compete for a region must differ in how closely they name it. Here the ties that show in the document itself are found: the same
/// region, group or parent named by both, or both for everywhere. Ties that depend on the map, or on two exceptions together, show in the split.
/// </summary>
internal static class OverlapCheck
{
    public static void Run(CheckScope scope)
    {
        var content = scope.Content;
        Each(scope, content.Funding.Tiers.At("$.funding.tiers").GroupBy(_ => 0), tier => (tier.Where, null), FindingKind.TierTwice);
        Each(scope, content.CriticalIllness.Tiers.At("$.criticalIllness.tiers").GroupBy(_ => 0), tier => (tier.Where, null), FindingKind.TierTwice);
        Each(scope, content.Funding.Splits.At("$.funding.splits").GroupBy(entry => entry.Item.Of), split => (split.Where, null), FindingKind.SplitTwice);
        Each(scope, content.Funding.TopUps.At("$.funding.topUps").GroupBy(_ => 0), topUp => (topUp.Where, null), FindingKind.SplitTwice);
        Each(scope, content.FundItems.At("$.fundItems").GroupBy(entry => entry.Item.Name), item => (item.Where, null));
        Each(scope, content.FiscalSubsidy.At("$.fiscalSubsidy").GroupBy(_ => 0), standard => (standard.Where, standard.Ages));
        Each(scope, content.Contribution.At("$.contribution").GroupBy(entry => (entry.Item.ContributionTier, entry.Item.PopulationGroup)), standard => (standard.Where, standard.Ages));
        Each(scope, content.Subsidies.Rules.At("$.subsidies.rules").GroupBy(entry => (entry.Item.Category, entry.Item.ContributionTier, entry.Item.PopulationGroup)), rule => (rule.Where, rule.Ages));

        // Several bounds may hold at once; of one kind, strength and category one place needs one.
        Each(
            scope,
            content.Bounds.At("$.bounds")
                .SelectMany(entry => entry.Item.Categories.DefaultIfEmpty(string.Empty).Select(category => (entry, category)))
                .GroupBy(entry => (entry.entry.Item.On, entry.entry.Item.Strength, Kind: entry.entry.Item.Limit.GetType(), entry.category), entry => entry.entry),
            bound => (bound.Where, null));
    }

    private static void Each<TKey, T>(CheckScope scope, IEnumerable<IGrouping<TKey, (T Item, string Path)>> rivals, Func<T, (RegionSelector Where, AgeRange? Ages)> scopeOf, FindingKind? kind = null)
    {
        foreach (var group in rivals)
        {
            var earlier = new List<(RegionSelector Where, AgeRange? Ages)>();
            foreach (var (item, path) in group)
            {
                var one = scopeOf(item);
                foreach (var other in earlier.Where(other => Meet(one.Ages, other.Ages)))
                {
                    Tie(scope, one.Where, other.Where, path + ".where", kind);
                }

                earlier.Add(one);
            }
        }
    }

    /// <summary>An entry for an age goes before one for all ages; two entries for ages compete when some age is in both.</summary>
    private static bool Meet(AgeRange? one, AgeRange? other) =>
        one is null || other is null
            ? one is null && other is null
            : (one.From ?? 0) <= (other.To ?? int.MaxValue) && (other.From ?? 0) <= (one.To ?? int.MaxValue);

    private static void Tie(CheckScope scope, RegionSelector one, RegionSelector other, string path, FindingKind? kind)
    {
        var outside = (one.Except?.Regions ?? []).Concat(other.Except?.Regions ?? []).ToHashSet();
        foreach (var region in one.Regions.Intersect(other.Regions).Where(region => !outside.Contains(region)))
        {
            scope.Add(path + ".regions", $"地区 {region} 同时列在另一项中，无法判断适用哪一项，请只保留一处。", kind);
        }

        var outsideGroups = (one.Except?.Groups ?? []).Concat(other.Except?.Groups ?? []).ToHashSet();
        foreach (var group in one.Groups.Intersect(other.Groups).Where(group => !outsideGroups.Contains(group)))
        {
            scope.Add(path + ".groups", $"分组“{group}”同时列在另一项中，无法判断适用哪一项，请只保留一处。", kind);
        }

        var outsideUnder = (one.Except?.Under ?? []).Concat(other.Except?.Under ?? []).ToHashSet();
        foreach (var under in one.Under.Intersect(other.Under).Where(under => !outsideUnder.Contains(under) && (one.Except is null || other.Except is null)))
        {
            scope.Add(path + ".under", $"地区 {under} 所辖同时列在另一项中，无法判断适用哪一项，请只保留一处。", kind);
        }

        scope.AddIf(IsEverywhere(one) && IsEverywhere(other) && (one.Except is null || other.Except is null), path, "两项都适用于全部地区，无法判断适用哪一项，请只保留一项或写明地区。", kind);
    }

    private static bool IsEverywhere(RegionSelector where) => where.Regions.Count + where.Groups.Count + where.Under.Count == 0;
}
