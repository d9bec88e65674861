using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;

namespace MedInsure.UseCases.Allocations;

/// <summary>The Chinese words of a run's properties, for pages, exports and sentences alike.</summary>
public static class AllocationWords
{
    public static string Of(RunState state) => state switch
    {
        RunState.Draft => "草稿",
        RunState.Computed => "已试算",
        RunState.InReview => "待复核",
        RunState.Approved => "已审批",
        RunState.Released => "已发布",
        RunState.Superseded => "已替代",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(RunKind kind) => kind switch
    {
        RunKind.Trial => "试算",
        RunKind.PreAllocation => "预拨",
        RunKind.Settlement => "清算",
        RunKind.Scenario => "情景",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(Scheme scheme) => scheme == Scheme.FiscalSubsidy ? "财政补助" : "大病保险筹资";

    public static string Of(HeadcountBasis basis) => basis switch
    {
        HeadcountBasis.Estimated => "预估",
        HeadcountBasis.Reported => "上报",
        HeadcountBasis.Certified => "核定",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, null),
    };

    /// <summary>"2020-003".</summary>
    public static string RunNumber(int fundingYear, int number) => $"{fundingYear}-{number:000}";
}
