using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Regions;

/// <summary>行政区划, official facts shared by all bureaus; <see cref="ToRegion"/> gives the value that the rules know.</summary>
public sealed class RegionEntity
{
    public RegionCode Code { get; init; }

    public required string Name { get; init; }

    public RegionKind Kind { get; init; }

    public RegionCode? ParentCode { get; init; }

    /// <summary>First day of validity; null when it was there before our data begin.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>First day on which it is no longer valid; null while it is.</summary>
    public DateOnly? ValidTo { get; init; }

    public FiscalStatus FiscalStatus { get; init; }

    public bool IsFundingUnit { get; init; }

    /// <summary>Other names that notices use, such as 济源示范区.</summary>
    public required string[] Aliases { get; init; }

    /// <summary>Where the fact comes from: the statistical list, a notice with its annex, or 外部资料.</summary>
    public required string Source { get; init; }

    public Region ToRegion() => new(Code, Name, Kind, ParentCode, FiscalStatus, IsFundingUnit, ValidFrom, ValidTo, Aliases);
}
