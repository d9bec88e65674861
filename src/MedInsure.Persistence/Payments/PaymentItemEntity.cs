using MedInsure.Persistence.Model;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Payments;

/// <summary>
/// What one person is paid by one batch. Planned, Sent and Paid are alive: the database keeps them, for a person and coverage year, in one mode and within the contribution, and only one of them open.
/// </summary>
public sealed class PaymentItemEntity : TenantEntity
{
    public long Id { get; private set; }

    public long BatchId { get; init; }

    /// <summary>序号 in the batch, from 1: how bank and tax office answer.</summary>
    public int Number { get; init; }

    public long PersonId { get; init; }

    public int CoverageYear { get; init; }

    public PaymentMode Mode { get; init; }

    public int AmountFen { get; init; }

    /// <summary>个人缴费标准 of the coverage year: what the person's living items never exceed together.</summary>
    public int ContributionFen { get; init; }

    public RegionCode RegionCode { get; init; }

    public long RunId { get; init; }

    /// <summary>For 补差: the decision that is paid. A decision is paid once.</summary>
    public long? DecisionId { get; init; }

    public PaymentItemState State { get; init; }

    /// <summary>Why it bounced or was reversed: a sentence.</summary>
    public string? Reason { get; init; }

    public long ChangedBy { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}
