using MedInsure.Rules.Amounts;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

public enum SplitState
{
    /// <summary>One row, certain.</summary>
    Determined,

    /// <summary>依据待补: a gap decides between the possible rows, or hides the row altogether.</summary>
    Undetermined,

    /// <summary>The policy contradicts itself or does not name the region; somebody has to mend it.</summary>
    Inconsistent,
}

/// <summary>The per-capita split of one region: certain, or every row that is still possible.</summary>
/// <param name="Possibilities">One when determined; when undetermined as many as the gaps leave open, none when they hide all.</param>
/// <param name="Gaps">Ids of the gaps behind an undetermined state.</param>
/// <param name="Problem">What is contradictory, as a Chinese sentence; null unless inconsistent.</param>
/// <param name="Assumptions">Labels of the assumptions that the result rests on.</param>
public sealed record RegionSplit(
    RegionCode Region,
    SplitState State,
    IReadOnlyList<SplitPossibility> Possibilities,
    IReadOnlyList<string> Gaps,
    string? Problem,
    IReadOnlyList<string> Assumptions)
{
    public SplitPossibility? Determined => State == SplitState.Determined ? Possibilities[0] : null;
}

/// <param name="Condition">Under which condition the row holds ("若属于“18个深度贫困县”"); empty when certain.</param>
/// <param name="TierIssuer">Code of the bureau whose scheme has the tier.</param>
/// <param name="Total">人均财政补助标准, yuan a head.</param>
/// <param name="Shares">In payer order; they add up to <paramref name="Total"/> exactly.</param>
public sealed record SplitPossibility(
    string Condition,
    string TierIssuer,
    string TierId,
    string TierName,
    Fraction Total,
    Step TotalStep,
    IReadOnlyList<PayerShare> Shares,
    IReadOnlyList<NotApplied> NotApplied)
{
    public Fraction? Of(Payers payers) => Shares.FirstOrDefault(share => share.Payers == payers)?.PerCapita;
}

/// <summary>What one payer, or a bucket that nobody has divided yet, gives a head.</summary>
/// <param name="OpenGap">For a bucket: the gap that keeps it together; null when the level below decides (由市确定).</param>
public sealed record PayerShare(Payers Payers, Fraction PerCapita, IReadOnlyList<Step> Steps, string? OpenGap = null)
{
    public bool IsBucket => !System.Numerics.BitOperations.IsPow2((int)Payers);
}
