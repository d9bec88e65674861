namespace MedInsure.Rules.Rosters;

/// <summary>What has become of a batch 名单批次.</summary>
public enum RosterState
{
    /// <summary>已上传</summary>
    Uploaded,

    /// <summary>校验中</summary>
    Checking,

    /// <summary>待入库</summary>
    Previewed,

    /// <summary>待第二人确认</summary>
    AwaitingSecond,

    /// <summary>整件退回: the file itself is not acceptable.</summary>
    Refused,

    /// <summary>处理失败: through no fault of the file.</summary>
    Failed,

    /// <summary>已入库</summary>
    Committed,

    /// <summary>已撤销入库</summary>
    Undone,

    /// <summary>已取消: given up before it was committed.</summary>
    Cancelled,
}
