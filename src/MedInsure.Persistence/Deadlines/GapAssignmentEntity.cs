using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Deadlines;

/// <summary>
/// 内部口径: who in the office looks for what a gap lacks, and until when. Append-only: of a gap's rows the newest counts, and one without owner and
/// date takes back what was said before. The document's own words stay in the policy.
/// </summary>
public sealed class GapAssignmentEntity : TenantEntity
{
    public long Id { get; private set; }

    public int FundingYear { get; init; }

    /// <summary>Code of the bureau whose policy has the gap: the own one or one above.</summary>
    public required string Issuer { get; init; }

    public required string GapId { get; init; }

    /// <summary>A person of the bureau; null when <see cref="OwnerWords"/> or nobody is named.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Free words for an owner without an account: "省财政厅社保处".</summary>
    public string? OwnerWords { get; init; }

    public DateOnly? Due { get; init; }

    public long By { get; init; }

    public DateTimeOffset At { get; init; }
}
