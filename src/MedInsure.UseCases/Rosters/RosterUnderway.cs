namespace MedInsure.UseCases.Rosters;

/// <summary>What is being done with a batch in the background.</summary>
public enum RosterUnderway
{
    /// <summary>校验、比对</summary>
    Check,

    /// <summary>正在入库</summary>
    Commit,

    /// <summary>正在撤销入库</summary>
    Undo,
}

/// <summary>The last work on a batch, when it came to nothing.</summary>
/// <param name="What">In Chinese, such as "确认入库".</param>
/// <param name="IsCancelled">It was stopped on purpose.</param>
public sealed record RosterUnfinished(string What, bool IsCancelled, string By, DateTimeOffset At, string Sentence);
