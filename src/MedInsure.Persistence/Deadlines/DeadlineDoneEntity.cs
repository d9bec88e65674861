using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Deadlines;

/// <summary>已办结: somebody says that what a deadline asks for is done. Taken back by deleting the row; both leave their audit entry.</summary>
public sealed class DeadlineDoneEntity : TenantEntity
{
    public int FundingYear { get; init; }

    /// <summary>"issuer/rule id" of a deadline of a document, "office/number" of one that the office set.</summary>
    public required string DeadlineKey { get; init; }

    public long By { get; init; }

    public DateTimeOffset At { get; init; }
}
