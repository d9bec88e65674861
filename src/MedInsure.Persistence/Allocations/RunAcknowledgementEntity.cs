using MedInsure.Persistence.Model;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Allocations;

/// <summary>A person has seen that this region cannot be computed and lets the run go without it, by name.</summary>
public sealed class RunAcknowledgementEntity : TenantEntity
{
    public long RunId { get; init; }

    public RegionCode RegionCode { get; init; }

    public long AcknowledgedBy { get; init; }

    public DateTimeOffset AcknowledgedAt { get; init; }

    public string? Reason { get; init; }
}

/// <summary>One step of a run's way through review, with the words that went with it. Never edited, never deleted.</summary>
public sealed class RunOpinionEntity : TenantEntity
{
    public long Id { get; private set; }

    public long RunId { get; init; }

    /// <summary>The use case's name, such as "SubmitRun" or "ReturnRun".</summary>
    public required string Act { get; init; }

    public long By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>审批意见; required by the use case where a run is returned.</summary>
    public string? Opinion { get; init; }
}
