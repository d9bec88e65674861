using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Allocations;

public enum LineState
{
    Computed,

    /// <summary>依据待补: gaps stand in the way.</summary>
    WaitingForBasis,

    /// <summary>人数未填: the unit has no headcount of the run's basis.</summary>
    WithoutHeadcount,

    /// <summary>政策矛盾: the policy contradicts itself or does not name the unit.</summary>
    Inconsistent,
}

/// <summary>分配结果: one line per funding unit in code order, and what they add up to.</summary>
public sealed record AllocationResult(IReadOnlyList<AllocationLine> Lines, IReadOnlyList<AllocationSubtotal> Subtotals, AllocationSums Total)
{
    /// <summary>The part of the result that concerns some regions, with sums over those lines only.</summary>
    public AllocationResult Only(Func<RegionCode, bool> regions)
    {
        var lines = Lines.Where(line => regions(line.Region)).ToList();
        var subtotals = Subtotals.Select(subtotal => (subtotal, members: lines.Where(line => line.Subtotal == subtotal.Code).ToList())).Where(entry => entry.members.Count > 0)
            .Select(entry => entry.subtotal with { Sums = AllocationSums.Of(entry.members) });
        return new AllocationResult(lines, [.. subtotals], AllocationSums.Of(lines));
    }
}

/// <param name="Subtotal">Code of the prefecture or pooling region under which the line is added up; null for a city's own table.</param>
/// <param name="Persons">Null when no headcount is recorded; never 0 in its place.</param>
/// <param name="Rows">One when computed; otherwise the rows that are still possible, each with its amounts.</param>
/// <param name="Reason">Why there is no figure, as a Chinese sentence; null when computed.</param>
public sealed record AllocationLine(
    int Ordinal,
    RegionCode Region,
    string Name,
    string? Subtotal,
    long? Persons,
    bool IsSample,
    LineState State,
    IReadOnlyList<AllocationRow> Rows,
    IReadOnlyList<string> Gaps,
    string? Reason,
    IReadOnlyList<string> Assumptions)
{
    public AllocationRow? Computed => State == LineState.Computed ? Rows[0] : null;
}

/// <param name="Total">Total per capita × headcount, rounded once; null without a headcount.</param>
public sealed record AllocationRow(string Condition, string TierId, string TierName, Fraction PerCapita, Money? Total, IReadOnlyList<AllocationCell> Cells);

/// <summary>One payer's amount in one row.</summary>
/// <param name="Amount">Null without a headcount.</param>
/// <param name="ResidualFen">尾差 inside the amount: fen by which largest-remainder rounding raised it.</param>
public sealed record AllocationCell(Payers Payers, Fraction PerCapita, Money? Amount, int ResidualFen, string? OpenGap);

/// <param name="Code">Region code of the prefecture, or the pooling region's id.</param>
public sealed record AllocationSubtotal(string Code, string Name, AllocationSums Sums);

/// <summary>Sums over computed lines only.</summary>
/// <param name="Excluded">Lines that could not be computed and are not in the sums: "不含n个县".</param>
/// <param name="Persons">Headcount of the lines that are in the sums.</param>
public sealed record AllocationSums(int Lines, int Excluded, long Persons, Money Total, IReadOnlyList<PayerSum> Payers)
{
    public static AllocationSums Of(IReadOnlyList<AllocationLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var computed = lines.Where(line => line.State == LineState.Computed).ToList();
        var payers = computed.SelectMany(line => line.Computed!.Cells).GroupBy(cell => cell.Payers)
            .Select(group => new PayerSum(group.Key, Money.Sum(group.Select(cell => cell.Amount!.Value)), group.Sum(cell => (long)cell.ResidualFen)))
            .OrderBy(sum => PayerNames.Rank(sum.Payers)).ThenBy(sum => sum.Payers);
        return new AllocationSums(computed.Count, lines.Count - computed.Count, computed.Sum(line => line.Persons!.Value), Money.Sum(computed.Select(line => line.Computed!.Total!.Value)), [.. payers]);
    }
}

public sealed record PayerSum(Payers Payers, Money Amount, long ResidualFen);

/// <summary>The explanation of one amount, from the clause to the fen.</summary>
public sealed record AmountExplanation(RegionCode Region, Payers Payers, Money Amount, IReadOnlyList<Step> Steps, IReadOnlyList<NotApplied> NotApplied, IReadOnlyList<string> Assumptions);
