using MedInsure.Rules.Funding;

namespace MedInsure.Rules.Gaps;

/// <summary>What a county waits for.</summary>
public static class GapWaiting
{
    /// <summary>The gaps behind an undetermined answer, and those that keep a sum of several payers together.</summary>
    public static IEnumerable<string> Of(RegionSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return split.Gaps.Concat(split.Possibilities.SelectMany(possible => possible.Shares).Select(share => share.OpenGap).OfType<string>()).Distinct(StringComparer.Ordinal);
    }
}
