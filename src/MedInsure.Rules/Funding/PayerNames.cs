using System.Numerics;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Funding;

/// <summary>The payers in Chinese, and the order in which they stand in tables and in which a tied fen is given out (内部口径).</summary>
public static class PayerNames
{
    public static IReadOnlyList<Payers> InOrder { get; } = [Payers.Central, Payers.Province, Payers.City, Payers.County];

    private static readonly string[] Names = [.. Enumerable.Range(0, 16).Select(set => Name((Payers)set))];

    /// <summary>"中央", "省级", "市级", "县级"; a bucket is "市县合计" or "省市县合计".</summary>
    public static string Of(Payers payers) => payers == Payers.Whole ? "筹资额" : Names[(int)payers];

    /// <summary>Position in the order; a bucket stands where its first payer does.</summary>
    public static int Rank(Payers payers) => payers == Payers.None ? InOrder.Count : BitOperations.TrailingZeroCount((int)payers);

    private static string Name(Payers payers)
    {
        var single = InOrder.Where(payer => payers.HasFlag(payer)).ToList();
        return single.Count == 1
            ? single[0] switch { Payers.Central => "中央", Payers.Province => "省级", Payers.City => "市级", _ => "县级" }
            : string.Concat(single.Select(payer => payer switch { Payers.Central => "中央", Payers.Province => "省", Payers.City => "市", _ => "县" })) + "合计";
    }
}
