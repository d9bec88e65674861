using MedInsure.Persistence.Model;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Regions;

/// <summary>统筹地区: the regions that share one fund for one insurance.</summary>
public sealed class PoolingRegionEntity : TenantEntity
{
    public long Id { get; private set; }

    public Insurance Insurance { get; init; }

    public required string Name { get; init; }

    /// <summary>The region that gives the unit its name and its standard; a prefecture or a county of its own.</summary>
    public RegionCode Seat { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>First day on which it is no longer valid; null while it is.</summary>
    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }

    public List<PoolingMemberEntity> Members { get; } = [];
}

/// <summary>A county's membership; the database refuses a county that is in two units of one insurance on one day.</summary>
public sealed class PoolingMemberEntity : TenantEntity
{
    public long PoolingRegionId { get; private set; }

    public RegionCode RegionCode { get; init; }

    public Insurance Insurance { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }
}
