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
        Compete(scope, content.Funding.Tiers.At("$.funding.tiers").Select(entry => (entry.Item.Where, entry.Path)));
        Compete(scope, content.CriticalIllness.Tiers.At("$.criticalIllness.tiers").Select(entry => (entry.Item.Where, entry.Path)));
        Each(scope, content.Funding.Splits.At("$.funding.splits").GroupBy(entry => entry.Item.Of), split => split.Where);
        Each(scope, content.FiscalSubsidy.At("$.fiscalSubsidy").GroupBy(entry => Person(entry.Item)), standard => standard.Where);
        Each(scope, content.Contribution.At("$.contribution").GroupBy(entry => Person(entry.Item)), standard => standard.Where);
        Each(scope, content.Subsidies.Rules.At("$.subsidies.rules").GroupBy(entry => (entry.Item.Category, entry.Item.ContributionTier, entry.Item.PopulationGroup, entry.Item.Ages)), rule => rule.Where);
        Each(
            scope,
            content.Bounds.At("$.bounds")
                .SelectMany(entry => entry.Item.Categories.DefaultIfEmpty(string.Empty).Select(category => (entry, category)))
                .GroupBy(entry => (entry.entry.Item.On, Kind: entry.entry.Item.Limit.GetType(), entry.category), entry => entry.entry),
            bound => bound.Where);
    }

    private static (string? Tier, string? Group, AgeRange? Ages) Person(Standard standard) => (standard.ContributionTier, standard.PopulationGroup, standard.Ages);

    private static void Each<TKey, T>(CheckScope scope, IEnumerable<IGrouping<TKey, (T Item, string Path)>> rivals, Func<T, RegionSelector> whereOf)
    {
        foreach (var group in rivals)
        {
            Compete(scope, group.Select(entry => (whereOf(entry.Item), entry.Path)));
        }
    }

    private static void Compete(CheckScope scope, IEnumerable<(RegionSelector Where, string Path)> rivals)
    {
        var earlier = new List<RegionSelector>();
        foreach (var (where, path) in rivals)
        {
            foreach (var other in earlier)
            {
                Tie(scope, where, other, path + ".where");
            }

            earlier.Add(where);
        }
    }

    private static void Tie(CheckScope scope, RegionSelector one, RegionSelector other, string path)
    {
        var outside = (one.Except?.Regions ?? []).Concat(other.Except?.Regions ?? []).ToHashSet();
        foreach (var region in one.Regions.Intersect(other.Regions).Where(region => !outside.Contains(region)))
        {
            scope.Add(path + ".regions", $"地区 {region} 同时列在另一项中，无法判断适用哪一项，请只保留一处。");
        }

        var outsideGroups = (one.Except?.Groups ?? []).Concat(other.Except?.Groups ?? []).ToHashSet();
        foreach (var group in one.Groups.Intersect(other.Groups).Where(group => !outsideGroups.Contains(group)))
        {
            scope.Add(path + ".groups", $"分组“{group}”同时列在另一项中，无法判断适用哪一项，请只保留一处。");
        }

        var outsideUnder = (one.Except?.Under ?? []).Concat(other.Except?.Under ?? []).ToHashSet();
        foreach (var under in one.Under.Intersect(other.Under).Where(under => !outsideUnder.Contains(under) && (one.Except is null || other.Except is null)))
        {
            scope.Add(path + ".under", $"地区 {under} 所辖同时列在另一项中，无法判断适用哪一项，请只保留一处。");
        }

        scope.AddIf(IsEverywhere(one) && IsEverywhere(other) && (one.Except is null || other.Except is null), path, "两项都适用于全部地区，无法判断适用哪一项，请只保留一项或写明地区。");
    }

    private static bool IsEverywhere(RegionSelector where) => where.Regions.Count + where.Groups.Count + where.Under.Count == 0;
}
