using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Allocations;

/// <summary>
/// The change of one payer's amount in one unit between two runs, split by cause; the three parts add up to the change, to the fen.
/// </summary>
/// <param name="ByHeadcount">人数: change of headcount × the old share.</param>
/// <param name="ByStandard">标准: new headcount × the change of the share within the old tier.</param>
/// <param name="ByTier">档次: new headcount × the change of the share by moving to another tier.</param>
public sealed record AmountChange(RegionCode Region, string Name, Payers Payers, Money Before, Money After, Money ByHeadcount, Money ByStandard, Money ByTier)
{
    public Money Difference => After - Before;
}

/// <param name="NotComparable">Units that are not computed in both runs, with the reason; they are in no sum.</param>
public sealed record ComparisonResult(IReadOnlyList<AmountChange> Changes, IReadOnlyList<NotComparableUnit> NotComparable);

public sealed record NotComparableUnit(RegionCode Region, string Name, string Reason);

/// <summary>
/// 差异分析: compares two runs of one bureau and scheme. The causes are taken in a fixed order (headcount, then standard, then tier), each on top of
/// the one before, so that any mix of changes is explained in full. Where the old tier is gone from the new policy, the whole
/// change of the share is put down to the standard.
/// </summary>
public static class RunComparison
{
    /// <param name="newShareInOldTier">The share of a unit and payer under the new policy had it stayed in the given tier; null when that tier is gone.</param>
    public static ComparisonResult Compare(AllocationResult before, AllocationResult after, Func<RegionCode, Payers, string, Fraction?> newShareInOldTier)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(newShareInOldTier);
        var changes = new List<AmountChange>();
        var apart = new List<NotComparableUnit>();
        var olds = before.Lines.ToDictionary(line => line.Region);
        var news = after.Lines.ToDictionary(line => line.Region);
        foreach (var code in olds.Keys.Union(news.Keys).Order())
        {
            var old = olds.GetValueOrDefault(code);
            var now = news.GetValueOrDefault(code);
            var name = (now ?? old)!.Name;
            if (old?.Computed is not { } oldRow || now?.Computed is not { } newRow)
            {
                apart.Add(new NotComparableUnit(code, name, Reason(old, now)));
                continue;
            }

            foreach (var payers in oldRow.Cells.Select(cell => cell.Payers).Union(newRow.Cells.Select(cell => cell.Payers)).OrderBy(PayerNames.Rank))
            {
                changes.Add(Change(code, name, payers, old, oldRow, now, newRow, newShareInOldTier));
            }
        }

        return new ComparisonResult(changes, apart);
    }

    private static AmountChange Change(
        RegionCode code, string name, Payers payers, AllocationLine old, AllocationRow oldRow, AllocationLine now, AllocationRow newRow, Func<RegionCode, Payers, string, Fraction?> newShareInOldTier)
    {
        var oldCell = oldRow.Cells.FirstOrDefault(cell => cell.Payers == payers);
        var newCell = newRow.Cells.FirstOrDefault(cell => cell.Payers == payers);
        var oldShare = oldCell?.PerCapita ?? Fraction.Zero;
        var newShare = newCell?.PerCapita ?? Fraction.Zero;
        var inOldTier = oldRow.TierId == newRow.TierId ? null : newShareInOldTier(code, payers, oldRow.TierId);
        var middle = inOldTier ?? newShare;
        var byHeadcount = (oldShare * (now.Persons!.Value - old.Persons!.Value)).RoundToFen();
        var byTier = ((newShare - middle) * now.Persons.Value).RoundToFen();
        var beforeAmount = oldCell?.Amount ?? Money.Zero;
        var afterAmount = newCell?.Amount ?? Money.Zero;
        var byStandard = ((middle - oldShare) * now.Persons.Value).RoundToFen();

        // Rounding each cause on its own can leave a fen or two; it goes to the largest cause, so that a cause that did not happen stays 0.00.
        // Where all causes round to nothing, another payer's share moved the last fen: that is a change of tier, or else of headcount, or of the standard.
        var rest = afterAmount - beforeAmount - byHeadcount - byStandard - byTier;
        var largest = new[] { Math.Abs(byHeadcount.Fen), Math.Abs(byStandard.Fen), Math.Abs(byTier.Fen) }.Max();
        if (largest == 0 ? inOldTier is not null : Math.Abs(byTier.Fen) == largest)
        {
            byTier += rest;
        }
        else if (largest == 0 ? now.Persons != old.Persons : Math.Abs(byHeadcount.Fen) == largest)
        {
            byHeadcount += rest;
        }
        else
        {
            byStandard += rest;
        }

        return new AmountChange(code, name, payers, beforeAmount, afterAmount, byHeadcount, byStandard, byTier);
    }

    private static string Reason(AllocationLine? old, AllocationLine? now)
    {
        if (old is null || now is null)
        {
            return old is null ? "前一次测算没有该单位" : "后一次测算没有该单位";
        }

        return (old.Computed, now.Computed) switch
        {
            (null, null) => "两次测算都没有得出结果",
            (null, _) => "前一次测算没有得出结果",
            _ => "后一次测算没有得出结果",
        };
    }
}
