using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>
/// 假设: what a trial run supposes in place of a gap. It is labelled by the person who makes it, shown on every cell that rests on it, and
/// a run that has one cannot be approved.
/// </summary>
public sealed record Assumption
{
    public required string Gap { get; init; }

    /// <summary>"名单外各县按60%".</summary>
    public required string Label { get; init; }

    /// <summary>For an incomplete group: its members; every other region is supposed not to belong to it.</summary>
    public IReadOnlyList<RegionCode>? Members { get; init; }

    /// <summary>For a standard that is missing: yuan a head.</summary>
    public decimal? Yuan { get; init; }

    /// <summary>For a bucket that cannot be divided: the parts of the payers in it.</summary>
    public IReadOnlyList<AssumedPart>? Parts { get; init; }
}

public sealed record AssumedPart
{
    public required Payers Payers { get; init; }

    public required decimal Part { get; init; }
}
