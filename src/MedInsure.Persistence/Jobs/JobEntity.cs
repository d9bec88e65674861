using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Jobs;

/// <summary>后台任务: work that a person asked for and that goes on when the tab is closed. It runs as that person.</summary>
public sealed class JobEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>Name of the kind of work, such as "RosterCheck".</summary>
    public required string Kind { get; init; }

    /// <summary>The row that the work is about, by the kind.</summary>
    public long SubjectId { get; init; }

    public JobState State { get; private set; }

    public long AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Why it was asked for, in the person's words; null for work that needs no reason. Never rewritten.</summary>
    public string? Reason { get; init; }

    /// <summary>How often it was begun. More than once after a program or the database was killed under it.</summary>
    public int Attempts { get; private set; }

    /// <summary>Who works on it, until when it is his: a worker that is gone does not renew it.</summary>
    public Guid? Worker { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>What is being done, in Chinese, for the page.</summary>
    public string? Stage { get; private set; }

    public long Done { get; private set; }

    /// <summary>0 while it is not known.</summary>
    public long Total { get; private set; }

    public bool CancelRequested { get; set; }

    /// <summary>How it ended: a sentence for the user.</summary>
    public string? Sentence { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }
}

public enum JobState
{
    /// <summary>排队中</summary>
    Queued,

    /// <summary>处理中</summary>
    Running,

    /// <summary>已完成</summary>
    Done,

    /// <summary>未完成: the sentence says why.</summary>
    Failed,

    /// <summary>已取消</summary>
    Cancelled,
}
