using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Constraints;

/// <summary>A value that the bounds are asked about, with what is known of it.</summary>
public sealed record BoundQuestion(BoundSubject Subject, RegionCode Region, Fraction Value)
{
    /// <summary>The subsidy category, for <see cref="BoundSubject.Subsidy"/>.</summary>
    public string? Category { get; init; }

    /// <summary>缴费档次, for a subsidy or contribution of one.</summary>
    public string? ContributionTier { get; init; }

    /// <summary>人群.</summary>
    public string? PopulationGroup { get; init; }

    /// <summary>An age for which the value holds, where it depends on age.</summary>
    public int? Age { get; init; }

    /// <summary>What applied before, for bounds that look back; null while it is not recorded.</summary>
    public Fraction? PreviousYuan { get; init; }

    /// <summary>A policy of the year before is in force, so that what it does not say is missing in it and not the policy itself.</summary>
    public bool HasLastYear { get; init; }

    /// <summary>Memberships under which the value holds; the bounds are looked up under the same.</summary>
    public World World { get; init; } = World.Known;
}
