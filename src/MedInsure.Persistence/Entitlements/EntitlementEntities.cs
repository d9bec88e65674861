using MedInsure.Persistence.Model;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Persistence.Entitlements;

/// <summary>What a set of categories gives in a class of regions (and of ages, where rules go by age): a few hundred for a roster of millions.</summary>
public sealed class EntitlementChoiceEntity : TenantEntity
{
    public long RunId { get; init; }

    /// <summary>From 1, in the order in which persons, by their ids, were the first to have them.</summary>
    public int Id { get; init; }

    /// <summary>One of the regions that no rule tells apart: the one that occurred first.</summary>
    public RegionCode RegionCode { get; init; }

    /// <summary>How many of the ages at which a rule begins the persons have reached; 0 where no rule goes by age.</summary>
    public int AgeClass { get; init; }

    /// <summary>Ids in the order of the policy; empty for persons without an identity that holds.</summary>
    public required string[] Categories { get; init; }

    public ChoiceState State { get; init; }

    /// <summary>个人缴费; null while it is a gap.</summary>
    public int? ContributionFen { get; init; }

    /// <summary>Null unless it is certain.</summary>
    public int? AmountFen { get; init; }

    /// <summary>The category whose amount applies.</summary>
    public string? Winner { get; init; }

    public PaymentMode? Mode { get; init; }

    /// <summary>Months after that of identification, for newly added persons of the winning category; null where no level has a rule of months.</summary>
    public int? EnrolOffset { get; init; }

    public int? PayOffset { get; init; }

    /// <summary>Ids of the gaps that have to be filled first.</summary>
    public required string[] Gaps { get; init; }

    /// <summary>Why there is no amount, as a Chinese sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>A bound is broken or cannot be judged.</summary>
    public bool HasBound { get; init; }
}

/// <summary>One person's answer. Written in batches by <see cref="EntitlementWriting"/>, read in pages.</summary>
public sealed class EntitlementEntity : TenantEntity
{
    public long RunId { get; init; }

    /// <summary>A person may be gone since: an undone roster takes along those who stood on no other.</summary>
    public long PersonId { get; init; }

    /// <summary>Where the person was enrolled when the run was computed.</summary>
    public RegionCode RegionCode { get; init; }

    public int ChoiceId { get; init; }

    public EntitlementState State { get; init; }

    /// <summary>What was planned, sent or paid for the coverage year.</summary>
    public int PaidFen { get; init; }

    /// <summary>The amount less what was paid; null where it cannot be computed.</summary>
    public int? DifferenceFen { get; init; }

    /// <summary>When the winning category's authority identified a newly added person; null where that does not matter.</summary>
    public Month? IdentifiedMonth { get; init; }

    /// <summary>当月参保</summary>
    public Month? EnrolMonth { get; init; }

    /// <summary>次月资助</summary>
    public Month? PayMonth { get; init; }
}

/// <summary>Persons of one county, choice and state, counted when the run was computed.</summary>
public sealed class EntitlementTotalEntity : TenantEntity
{
    public long RunId { get; init; }

    public RegionCode RegionCode { get; init; }

    public int ChoiceId { get; init; }

    public EntitlementState State { get; init; }

    public int Persons { get; init; }

    public long PaidFen { get; init; }

    public long DifferenceFen { get; init; }
}

/// <summary>What a person decided about a proposed 补差 or a case of 需人工确认. Never changed; the newest one on the same difference counts.</summary>
public sealed class EntitlementDecisionEntity : TenantEntity
{
    public long Id { get; private set; }

    public int CoverageYear { get; init; }

    public long PersonId { get; init; }

    public long RunId { get; init; }

    public EntitlementDecisionKind Kind { get; init; }

    /// <summary>The difference that was decided on, always positive: to be paid in addition, or paid too much.</summary>
    public int AmountFen { get; init; }

    public string? Reason { get; init; }

    public long DecidedBy { get; init; }

    public DateTimeOffset DecidedAt { get; init; }
}
