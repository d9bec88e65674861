using MedInsure.Persistence.Model;
using MedInsure.Rules.Filings;

namespace MedInsure.Persistence.Filings;

/// <summary>
/// What the bureau above did with a filing. The row belongs to the recipient; the bureau that filed reads it and nothing else of the recipient's.
/// Append-only.
/// </summary>
public sealed class FilingDecisionEntity : TenantEntity
{
    public long Id { get; private set; }

    public int FilerTenantId { get; init; }

    public long FilingId { get; init; }

    public FilingAct Act { get; init; }

    /// <summary>审核意见; required on a return.</summary>
    public string? Comment { get; init; }

    public long By { get; init; }

    public DateTimeOffset At { get; init; }
}
