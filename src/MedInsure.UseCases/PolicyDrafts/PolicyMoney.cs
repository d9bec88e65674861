using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>What a change of policy costs whom: the same headcounts divided by the policies before and after, fiscal subsidy of one year.</summary>
/// <param name="Headcounts">"2020年度核定人数，9个单位"; null when none is recorded, and then nothing can be said.</param>
/// <param name="Payers">Whole bureau, over the counties that are computed under both.</param>
/// <param name="Counties">In code order.</param>
public sealed record MoneyEffect(string? Headcounts, IReadOnlyList<PayerEffect> Payers, IReadOnlyList<CountyEffect> Counties);

public sealed record PayerEffect(Payers Payers, Money Before, Money After)
{
    public Money Difference => After - Before;
}

/// <param name="Before">What all payers give together; null when not computed under the policies before.</param>
/// <param name="Reason">Why there is no difference to show; null when there is.</param>
public sealed record CountyEffect(RegionCode Region, string Name, long? Persons, Money? Before, Money? After, IReadOnlyList<PayerEffect> Payers, string? Reason);

internal static class PolicyMoney
{
    /// <summary>The effect in the regions that the person may see, sums included.</summary>
    /// <param name="before">National first, the bureau's own last; of this or of an earlier year.</param>
    public static async Task<MoneyEffect> EffectAsync(TenantSession db, Actor actor, IReadOnlyList<IssuedPolicy> before, IReadOnlyList<IssuedPolicy> after, CancellationToken ct)
    {
        var year = after[0].Content.Year.Funding;
        if (after[^1].Root is not { } root || await HeadcountsAsync(db, year, ct) is not { } headcounts)
        {
            return new MoneyEffect(null, [], []);
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(year), ct);
        var units = tree.FundingUnitsOf(root).Select(unit => unit.Code).Where(unit => actor.Covers(unit, tree)).ToHashSet();
        var counted = headcounts.Rows.Where(row => units.Contains(row.Region)).ToList();
        AllocationResult Divide(IReadOnlyList<IssuedPolicy> chain) => new Allocation(
            new AllocationSnapshot
            {
                Engine = AllocationSnapshot.CurrentEngine,
                Scheme = Scheme.FiscalSubsidy,
                FundingYear = year,
                AsOf = tree.AsOf,
                Tenant = after[^1].Tenant,
                Root = root,
                Basis = headcounts.Basis,
                Policies = [.. chain.Select(policy => new PolicyReference(policy.Tenant, policy.Version, PolicyJson.Hash(policy.Content)))],
                Regions = tree.Around(root),
                Headcounts = counted,
            },
            chain).Compute().Only(units.Contains);

        var (old, current) = (Divide(before), Divide(after));
        var counties = old.Lines.Zip(current.Lines).Select(pair => Of(pair.First, pair.Second)).ToList();
        var both = counties.Where(county => county.Reason is null).SelectMany(county => county.Payers);
        var sums = both.GroupBy(effect => effect.Payers).OrderBy(group => PayerNames.Rank(group.Key)).ThenBy(group => group.Key)
            .Select(group => new PayerEffect(group.Key, Money.Sum(group.Select(effect => effect.Before)), Money.Sum(group.Select(effect => effect.After))));
        return new MoneyEffect($"{headcounts.Year}年度{AllocationWords.Of(headcounts.Basis)}人数，{counted.Count}个单位", [.. sums], counties);
    }

    private static CountyEffect Of(AllocationLine old, AllocationLine current)
    {
        if (old.Computed is not { } before || current.Computed is not { } after)
        {
            var reason = current.State == LineState.WithoutHeadcount ? "没有参保人数" : old.Computed is null && current.Computed is null ? "变动前后都依据待补或有矛盾" : old.Computed is null ? "变动前依据待补或有矛盾" : "变动后依据待补或有矛盾";
            return new CountyEffect(current.Region, current.Name, current.Persons, old.Computed?.Total, current.Computed?.Total, [], reason);
        }

        Money AmountOf(AllocationRow row, Payers payers) => row.Cells.FirstOrDefault(cell => cell.Payers == payers)?.Amount ?? Money.Zero;
        var payers = before.Cells.Concat(after.Cells).Select(cell => cell.Payers).Distinct().OrderBy(PayerNames.Rank).ThenBy(payer => payer);
        return new CountyEffect(current.Region, current.Name, current.Persons, before.Total, after.Total, [.. payers.Select(payer => new PayerEffect(payer, AmountOf(before, payer), AmountOf(after, payer)))], null);
    }

    /// <summary>The newest headcounts that there are up to a year, the best basis of it: 核定 before 上报 before 预估.</summary>
    private static async Task<(int Year, HeadcountBasis Basis, IReadOnlyList<RegionHeadcount> Rows)?> HeadcountsAsync(TenantSession db, int year, CancellationToken ct)
    {
        var recorded = await db.Rows.Headcounts.AsNoTracking().Where(row => row.FundingYear <= year).Select(row => new { row.FundingYear, row.Basis }).Distinct().ToListAsync(ct);
        foreach (var candidate in recorded.OrderByDescending(row => row.FundingYear).ThenByDescending(row => row.Basis))
        {
            var rows = await RunInputs.HeadcountsAsync(db, candidate.FundingYear, candidate.Basis, ct);
            if (rows.Count > 0)
            {
                return (candidate.FundingYear, candidate.Basis, rows);
            }
        }

        return null;
    }
}
