using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>Every county is in exactly one pooling region per insurance on every day of the funding year. Insurances without any record are not asked about.</summary>
internal static class PoolingFindings
{
    public static void Run(FoundList found)
    {
        if (found.Context.Root is not { } root || found.Draft.Year.Funding is < 1 or > 9998)
        {
            return;
        }

        var units = found.Context.Regions.FundingUnitsOf(root).ToList();
        foreach (var insurance in found.Context.Pooling.GroupBy(membership => membership.Insurance).OrderBy(group => group.Key))
        {
            var members = insurance.ToLookup(membership => membership.Region);
            var missing = new List<(RegionCode Region, string When)>();
            foreach (var unit in units)
            {
                Unit(found, insurance.Key, unit, [.. members[unit.Code].OrderBy(membership => membership.ValidFrom)], missing);
            }

            foreach (var group in missing.GroupBy(entry => entry.When))
            {
                found.Add(
                    FindingKind.PoolingMissing, FindingWeight.Hard, "$.pooling", $"{found.NamesOf(group.Select(entry => entry.Region))}{group.Key}没有划入{PolicyWords.Of(insurance.Key)}的任何统筹地区，请补登统筹地区。",
                    detail: $"{insurance.Key}:{group.Key}");
            }
        }
    }

    private static void Unit(FoundList found, Insurance insurance, Region unit, IReadOnlyList<PoolingMembership> rows, List<(RegionCode Region, string When)> missing)
    {
        var year = found.Draft.Year.Funding;
        var (next, end) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        PoolingMembership? before = null;
        foreach (var row in rows.Where(row => row.ValidFrom < end && (row.ValidTo is null || row.ValidTo > new DateOnly(year, 1, 1))))
        {
            if (before is not null && row.ValidFrom < next)
            {
                found.Add(
                    FindingKind.PoolingTwice, FindingWeight.Hard, "$.pooling", $"{unit.Name}自 {row.ValidFrom:yyyy-MM-dd} 起同时属于{PolicyWords.Of(insurance)}的{before.Unit}和{row.Unit}两个统筹地区，请只保留一个。",
                    detail: $"{insurance}:{unit.Code}");
            }
            else if (row.ValidFrom > next)
            {
                missing.Add((unit.Code, $"在 {next:yyyy-MM-dd} 至 {row.ValidFrom.AddDays(-1):yyyy-MM-dd} "));
            }

            var until = row.ValidTo is { } to && to < end ? to : end;
            (next, before) = (until > next ? until : next, row);
        }

        if (next < end)
        {
            missing.Add((unit.Code, next == new DateOnly(year, 1, 1) ? string.Empty : $"自 {next:yyyy-MM-dd} 起"));
        }
    }
}
