using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Allocations;

/// <summary>
/// Everything that a run's figures depend on, frozen as one canonical text. The policies are named by hash; with their texts the run can be computed
/// again at any time and gives the same output hash.
/// </summary>
public sealed record AllocationSnapshot
{
    /// <summary>Version of the rules of computation; a change that can change a figure raises it.</summary>
    public const int CurrentEngine = 1;

    public required int Engine { get; init; }

    public required Scheme Scheme { get; init; }

    public required int FundingYear { get; init; }

    /// <summary>The day whose regions apply.</summary>
    public required DateOnly AsOf { get; init; }

    public required string Tenant { get; init; }

    /// <summary>The bureau's region; the lines are the funding units at or below it.</summary>
    public required RegionCode Root { get; init; }

    public required HeadcountBasis Basis { get; init; }

    /// <summary>National first, the bureau's own last.</summary>
    public required IReadOnlyList<PolicyReference> Policies { get; init; }

    /// <summary>The regions at, below and above the root, in code order.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>In code order; a unit without a headcount is not listed.</summary>
    public required IReadOnlyList<RegionHeadcount> Headcounts { get; init; }

    /// <summary>Where lines are added up by pooling region and not by prefecture (大病保险); otherwise empty.</summary>
    public IReadOnlyList<PoolingUnitMember> PoolingUnits { get; init; } = [];

    public IReadOnlyList<Assumption> Assumptions { get; init; } = [];
}

/// <param name="Version">Number of the version within tenant and year.</param>
public sealed record PolicyReference(string Tenant, int Version, string Sha256);

/// <param name="Persons">Sum over all enrolment bases.</param>
/// <param name="IsSample">An invented figure for a demonstration; whatever rests on it says so.</param>
public sealed record RegionHeadcount(RegionCode Region, long Persons, bool IsSample = false);

public sealed record PoolingUnitMember(RegionCode Region, string Unit, string UnitName);
