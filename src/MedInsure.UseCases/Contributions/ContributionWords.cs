using MedInsure.Persistence.Contributions;
using MedInsure.Rules.Contributions;

namespace MedInsure.UseCases.Contributions;

/// <summary>What states of 缴费批次 and its rows are called.</summary>
public static class ContributionWords
{
    public static string Chinese(this ContributionBatchState state) => state switch
    {
        ContributionBatchState.Uploaded => "排队校验",
        ContributionBatchState.Checking => "校验中",
        ContributionBatchState.Previewed => "待入库",
        ContributionBatchState.Refused => "已退回",
        ContributionBatchState.Failed => "处理失败",
        ContributionBatchState.Committed => "已入库",
        ContributionBatchState.Undone => "已撤销",
        ContributionBatchState.Cancelled => "已取消",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Chinese(this ContributionStanding standing) => standing switch
    {
        ContributionStanding.New => "新记录",
        ContributionStanding.Same => "已有相同记录",
        ContributionStanding.Replaces => "更正原记录",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, null),
    };
}
