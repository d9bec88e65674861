using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>
/// Which regions something applies to: those named, those of the groups, those under a region; minus the exceptions. All lists
/// empty means everywhere. How a match competes with another is decided in <see cref="SelectorMatching"/>.
/// </summary>
public sealed record RegionSelector
{
    public static RegionSelector Everywhere { get; } = new();

    public IReadOnlyList<RegionCode> Regions { get; init; } = [];

    /// <summary>Ids of groups of this content or of an ancestor's.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Regions at or below these.</summary>
    public IReadOnlyList<RegionCode> Under { get; init; } = [];

    public RegionExclusion? Except { get; init; }
}

public sealed record RegionExclusion
{
    public IReadOnlyList<RegionCode> Regions { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<RegionCode> Under { get; init; } = [];
}

/// <summary>政策区域分组: a list of regions that a notice names, with the clause that names it.</summary>
public sealed record RegionGroup
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<RegionCode> Regions { get; init; } = [];

    public IReadOnlyList<RegionCode> Under { get; init; } = [];

    /// <summary>Set while the list of members is not complete: a region that is not listed may belong to it or not.</summary>
    public string? Gap { get; init; }

    /// <summary>The outer bound of an incomplete list: outside it, a region is certainly no member. Null bounds nothing.</summary>
    public RegionExclusion? Within { get; init; }

    /// <summary>How many members the notice counts, when it does.</summary>
    public int? Count { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}
