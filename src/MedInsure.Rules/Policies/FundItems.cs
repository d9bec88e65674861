using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>An amount a head that is taken from the fund in one region.</summary>
/// <param name="Yuan">Null where lists that are missing decide, or where the policy contradicts itself.</param>
/// <param name="Gaps">The gaps that decide.</param>
/// <param name="Problem">What is contradictory, as a Chinese sentence.</param>
public sealed record FundItemAmount(string Name, decimal? Yuan, string? Issuer, IReadOnlyList<Source> Sources, IReadOnlyList<string> Gaps, string? Problem = null)
{
    /// <summary>The amount for a number of insured persons, rounded once; null where it is not known.</summary>
    public Money? For(long persons) => Yuan is { } yuan ? ((Fraction)yuan * persons).RoundToFen() : null;
}

/// <summary>从基金列支的其他项目 of a region: for each name the nearest bureau's item that fits best. Items that do not apply there are left out.</summary>
public static class FundItems
{
    public static IReadOnlyList<FundItemAmount> Of(EffectivePolicy policy, RegionCode region)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.Chain.SelectMany(issued => issued.Content.FundItems).Select(item => item.Name).Distinct(StringComparer.Ordinal).Select(name => Of(policy, region, name)).OfType<FundItemAmount>()];
    }

    private static FundItemAmount? Of(EffectivePolicy policy, RegionCode region, string name)
    {
        var selectors = policy.Chain.SelectMany(issued => issued.Content.FundItems).Where(item => item.Name == name).Select(item => item.Where).ToList();
        var (worlds, unknown) = policy.Matching.WorldsOf(region, selectors);
        if (worlds.Count == 0)
        {
            return new FundItemAmount(name, null, null, [], unknown);
        }

        var possible = Possibilities<FundItemAmount?>.Of(policy.Matching, region, worlds, world => In(policy, region, name, world), amount => $"{amount?.Issuer}|{amount?.Yuan}|{amount?.Problem}");
        return possible.Distinct.Count == 1
            ? possible.Distinct[0].Outcome
            : new FundItemAmount(name, null, null, [.. possible.Distinct.SelectMany(entry => entry.Outcome?.Sources ?? []).Distinct()], possible.Gaps);
    }

    private static FundItemAmount? In(EffectivePolicy policy, RegionCode region, string name, World world)
    {
        foreach (var issued in policy.NearestFirst)
        {
            var best = policy.Matching.Best(issued.Content.FundItems.Where(item => item.Name == name), item => item.Where, region, world);
            if (best.Count > 1)
            {
                return new FundItemAmount(name, null, issued.Tenant, [], [], $"{issued.TenantName}对该地区规定了 {best.Count} 个同样适用的“{name}”，请核对政策。");
            }

            if (best.Count == 1)
            {
                return new FundItemAmount(name, best[0].Yuan, issued.Tenant, policy.SourcesOf(issued, best[0].Cite), []);
            }
        }

        return null;
    }
}
