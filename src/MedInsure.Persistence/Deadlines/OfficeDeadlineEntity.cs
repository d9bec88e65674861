using MedInsure.Persistence.Model;
using MedInsure.Rules.Policies;

namespace MedInsure.Persistence.Deadlines;

/// <summary>内部口径: a date that the office sets itself where no document gives one. Kept with the reason and with who set it last.</summary>
public sealed class OfficeDeadlineEntity : TenantEntity
{
    public long Id { get; private set; }

    public int FundingYear { get; init; }

    /// <summary>Of <see cref="OfficeDeadlineKind.Filing"/> a bureau has one a year: it says when a missing filing is late.</summary>
    public OfficeDeadlineKind Kind { get; init; }

    public required string Subject { get; set; }

    /// <summary>Who must act.</summary>
    public required string Actor { get; set; }

    /// <summary>The last day on which it can be done in time.</summary>
    public DateOnly Due { get; set; }

    /// <summary>Why the office wants it by then.</summary>
    public required string Reason { get; set; }

    public long By { get; set; }

    public DateTimeOffset At { get; set; }

    public uint Version { get; private set; }
}
