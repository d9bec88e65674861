using MedInsure.Persistence.Model;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Matches;

/// <summary>
/// 人费对应: one person of a coverage year in whom roster, contribution and payment do not fit. A case is kept by coverage year, kind and number; the figures are the facts, and a resolved case stays resolved while
/// they do.
/// </summary>
public sealed class MatchCaseEntity : TenantEntity
{
    public long Id { get; private set; }

    public int CoverageYear { get; init; }

    public MatchKind Kind { get; init; }

    public long? PersonId { get; init; }

    /// <summary>Sealed by <see cref="IdentityVault"/>.</summary>
    public required byte[] IdNumber { get; init; }

    public required string Name { get; init; }

    public RegionCode RegionCode { get; init; }

    /// <summary>What is paid or under way; null where nothing is.</summary>
    public int? SubsidyFen { get; init; }

    /// <summary>What the tax office recorded; null where nothing is, and for 金额不符 where not the contribution differs.</summary>
    public int? ContributionFen { get; init; }

    /// <summary>What should be, by the newest run or the standard; null where nothing says it.</summary>
    public int? ExpectedFen { get; init; }

    /// <summary>Since when the identity is cancelled, or when the person died; null for other kinds.</summary>
    public DateOnly? Since { get; init; }

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    public MatchState State { get; set; }

    public MatchResolution? Resolution { get; set; }

    public string? Reason { get; set; }

    public long? ResolvedBy { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public uint Version { get; private set; }
}

/// <summary>死亡登记: a person known to have died, on whose word, and when. Taken back with a reason when it was a mistake.</summary>
public sealed class DeathMarkEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>Sealed by <see cref="IdentityVault"/>.</summary>
    public required byte[] IdNumber { get; init; }

    public DateOnly DiedOn { get; init; }

    /// <summary>依据: who says so, such as a list of 民政 or 公安 with its date.</summary>
    public required string Basis { get; init; }

    public long NotedBy { get; init; }

    public DateTimeOffset NotedAt { get; init; }

    public long? RevokedBy { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedReason { get; set; }
}
