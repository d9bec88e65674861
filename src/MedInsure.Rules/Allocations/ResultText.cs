using System.Diagnostics.CodeAnalysis;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Allocations;

/// <summary>
/// The form in which a result is kept: what counties share (tier, shares a head) stands once, a county's line points to it. A third of the text of
/// the same result written out, and as much less to hash, store and read.
/// </summary>
internal sealed record ResultText(int Form, IReadOnlyList<ResultText.SplitText> Splits, IReadOnlyList<ResultText.LineText> Lines, IReadOnlyList<AllocationSubtotal> Subtotals, AllocationSums Total)
{
    /// <summary>Form 1 was the result written out; runs that were kept so are still read.</summary>
    public const int Current = 2;

    public static ResultText Of(AllocationResult result)
    {
        var places = new Dictionary<AllocationRow, int>(SameSplit.Instance);
        var splits = new List<SplitText>();
        var lines = new LineText[result.Lines.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = result.Lines[i];
            lines[i] = new LineText(line.Region, line.Name, line.Subtotal, line.Persons, line.IsSample ? true : null, line.State == LineState.Computed ? null : line.State, [.. line.Rows.Select(Row)], Some(line.Gaps), line.Reason, Some(line.Assumptions));
        }

        return new ResultText(Current, splits, lines, result.Subtotals, result.Total);

        RowText Row(AllocationRow row)
        {
            if (!places.TryGetValue(row, out var place))
            {
                places[row] = place = splits.Count;
                splits.Add(new SplitText(row.Condition, row.TierId, row.TierName, row.PerCapita, [.. row.Cells.Select(cell => new ShareText(cell.Payers, cell.PerCapita, cell.OpenGap))]));
            }

            return new RowText(
                place,
                row.Total,
                row.Total is null ? null : [.. row.Cells.Select(cell => cell.Amount!.Value)],
                row.Cells.Any(cell => cell.ResidualFen != 0) ? [.. row.Cells.Select(cell => cell.ResidualFen)] : null);
        }
    }

    public AllocationResult ToResult() => new([.. Lines.Select((line, i) => Line(line, i + 1))], Subtotals, Total);

    private static IReadOnlyList<string>? Some(IReadOnlyList<string> texts) => texts.Count == 0 ? null : texts;

    private AllocationLine Line(LineText line, int ordinal) => new(
        ordinal, line.Region, line.Name, line.Subtotal, line.Persons, line.IsSample ?? false, line.State ?? LineState.Computed, [.. line.Rows.Select(Row)], line.Gaps ?? [], line.Reason, line.Assumptions ?? []);

    private AllocationRow Row(RowText row)
    {
        var split = Splits[row.Split];
        var cells = split.Shares.Select((share, i) => new AllocationCell(share.Payers, share.PerCapita, row.Fen?[i], row.Residual?[i] ?? 0, share.OpenGap));
        return new AllocationRow(split.Condition, split.TierId, split.TierName, split.PerCapita, row.Total, [.. cells]);
    }

    public sealed record SplitText(string Condition, string TierId, string TierName, Fraction PerCapita, IReadOnlyList<ShareText> Shares);

    public sealed record ShareText(Payers Payers, Fraction PerCapita, string? OpenGap);

    /// <param name="IsSample">True or not there.</param>
    /// <param name="State">Not there when computed.</param>
    /// <param name="Gaps">Not there when empty, like the assumptions.</param>
    public sealed record LineText(
        RegionCode Region,
        string Name,
        string? Subtotal,
        long? Persons,
        bool? IsSample,
        LineState? State,
        IReadOnlyList<RowText> Rows,
        IReadOnlyList<string>? Gaps,
        string? Reason,
        IReadOnlyList<string>? Assumptions);

    /// <param name="Split">Place among the splits, from 0.</param>
    /// <param name="Fen">In the order of the split's shares; not there without a headcount.</param>
    /// <param name="Residual">尾差 in the same order; not there when all are 0.</param>
    public sealed record RowText(int Split, Money? Total, IReadOnlyList<Money>? Fen, IReadOnlyList<int>? Residual);

    /// <summary>Rows that differ in nothing but the county's amounts.</summary>
    private sealed class SameSplit : IEqualityComparer<AllocationRow>
    {
        public static readonly SameSplit Instance = new();

        public bool Equals(AllocationRow? one, AllocationRow? other) =>
            one!.Condition == other!.Condition && one.TierId == other.TierId && one.TierName == other.TierName && one.PerCapita == other.PerCapita && SameShares(one.Cells, other.Cells);

        public int GetHashCode([DisallowNull] AllocationRow row) => HashCode.Combine(row.Condition, row.TierId, row.PerCapita, row.Cells.Count, row.Cells.Count > 0 ? row.Cells[^1].PerCapita : Fraction.Zero);

        private static bool SameShares(IReadOnlyList<AllocationCell> one, IReadOnlyList<AllocationCell> other)
        {
            if (one.Count != other.Count)
            {
                return false;
            }

            for (var i = 0; i < one.Count; i++)
            {
                if (one[i].Payers != other[i].Payers || one[i].PerCapita != other[i].PerCapita || one[i].OpenGap != other[i].OpenGap)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
