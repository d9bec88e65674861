using MedInsure.Rules.Rosters;

namespace MedInsure.UseCases.Rosters;

/// <summary>What rosters are called on pages and in sentences.</summary>
public static class RosterWords
{
    public static string Chinese(this RosterKind kind) => kind == RosterKind.Full ? "全量" : "增量";

    public static string Chinese(this RosterState state) => state switch
    {
        RosterState.Uploaded => "待校验",
        RosterState.Checking => "校验中",
        RosterState.Previewed => "待入库",
        RosterState.AwaitingSecond => "待第二人确认",
        RosterState.Refused => "整件退回",
        RosterState.Failed => "处理失败",
        RosterState.Committed => "已入库",
        RosterState.Undone => "已撤销入库",
        RosterState.Cancelled => "已取消",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>What the batch is, or what is becoming of it.</summary>
    public static string Chinese(this RosterState state, RosterUnderway? underway) => underway switch
    {
        RosterUnderway.Commit => "正在入库",
        RosterUnderway.Undo => "正在撤销入库",
        _ => state.Chinese(),
    };

    /// <summary>The kind of background work, for whoever asks how far it is.</summary>
    public static string JobKind(this RosterUnderway underway) => underway switch
    {
        RosterUnderway.Commit => RosterCommitJob.Name,
        RosterUnderway.Undo => RosterUndoJob.Name,
        _ => RosterCheckJob.Name,
    };

    public static string Chinese(this RosterChangeKind kind) => kind switch
    {
        RosterChangeKind.Added => "新增",
        RosterChangeKind.Changed => "变更",
        RosterChangeKind.Cancelled => "取消",
        RosterChangeKind.Restored => "恢复",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
