using MedInsure.Persistence.Model;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;

namespace MedInsure.Persistence.Allocations;

/// <summary>
/// 测算: one computation of a scheme for one funding year, with everything that it rests on, so that it can be computed again to the
/// same hash. The database guards what matters even against plain SQL: only legal steps of the state, three different people as
/// maker, checker and releaser, nothing changed once it is in review, nothing at all once it is released.
/// </summary>
public sealed class AllocationRunEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>1, 2, 3… within the bureau and funding year; given by the database.</summary>
    public int Number { get; private set; }

    public int FundingYear { get; init; }

    public Scheme Scheme { get; init; }

    public RunKind Kind { get; init; }

    public required string Title { get; set; }

    public RunState State { get; set; }

    public HeadcountBasis HeadcountBasis { get; set; }

    /// <summary>Canonical JSON of every input, kept as written; null in a draft.</summary>
    public string? Snapshot { get; set; }

    /// <summary>Canonical JSON of the result, kept as written; null in a draft.</summary>
    public string? Outcome { get; set; }

    public string? InputHash { get; set; }

    public string? OutputHash { get; set; }

    public string? EngineVersion { get; set; }

    /// <summary>Assumptions that the run rests on; with any of them it cannot be approved.</summary>
    public int AssumptionCount { get; set; }

    /// <summary>Regions that have at least one line without an amount; each needs an acknowledgement before the release.</summary>
    public int BlockedCount { get; set; }

    public long CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who computed last; a maker too.</summary>
    public long? ComputedBy { get; set; }

    public DateTimeOffset? ComputedAt { get; set; }

    public long? SubmittedBy { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    public long? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public long? ReleasedBy { get; set; }

    public DateTimeOffset? ReleasedAt { get; set; }

    public long? SupersededByRunId { get; set; }

    public uint Version { get; private set; }
}
