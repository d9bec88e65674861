namespace MedInsure.Rules.Contributions;

public enum ContributionBatchState
{
    /// <summary>已上传</summary>
    Uploaded,

    /// <summary>校验中</summary>
    Checking,

    /// <summary>待入库</summary>
    Previewed,

    /// <summary>已退回: rows are faulty, nothing is recorded.</summary>
    Refused,

    /// <summary>处理失败: through no fault of the file.</summary>
    Failed,

    /// <summary>已入库</summary>
    Committed,

    /// <summary>已撤销入库</summary>
    Undone,

    /// <summary>已取消: given up before it was recorded.</summary>
    Cancelled,
}

/// <summary>A row of a file beside what is recorded.</summary>
public enum ContributionStanding
{
    /// <summary>新记录</summary>
    New,

    /// <summary>已有相同记录: amount and day are recorded already, nothing changes.</summary>
    Same,

    /// <summary>金额或时间不同: takes the place of the record.</summary>
    Replaces,
}
