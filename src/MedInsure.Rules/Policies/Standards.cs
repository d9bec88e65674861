namespace MedInsure.Rules.Policies;

/// <summary>
/// A value that the bureau sets ("达到"), yuan a head. A floor ("不低于") is no value: it is a <see cref="Bound"/>.
/// Exactly one of <see cref="Yuan"/> and <see cref="Gap"/> is given.
/// </summary>
public sealed record Standard
{
    public decimal? Yuan { get; init; }

    /// <summary>The part on which rates "of the base" are computed, where a place tops the base up; null when there is no top-up.</summary>
    public decimal? BaseYuan { get; init; }

    public string? Gap { get; init; }

    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    /// <summary>缴费档次, where a place has several.</summary>
    public string? ContributionTier { get; init; }

    /// <summary>人群, such as students.</summary>
    public string? PopulationGroup { get; init; }

    public AgeRange? Ages { get; init; }

    /// <summary>Soft for a value that a notice gives "原则上".</summary>
    public Strength Strength { get; init; } = Strength.Hard;

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>Whole years of age; both ends included; an open end is null.</summary>
public sealed record AgeRange
{
    public int? From { get; init; }

    public int? To { get; init; }

    public bool Contains(int age) => (From is null || age >= From) && (To is null || age <= To);

    /// <summary>"18至59岁", "60岁以上（含）"; null when it has no end at all.</summary>
    public string? ToText() => (From, To) switch
    {
        ({ } from, { } to) => $"{from}至{to}岁",
        ({ } from, null) => $"{from}岁以上（含）",
        (null, { } to) => $"{to}岁以下（含）",
        _ => null,
    };
}

/// <summary>大病保险筹资: yuan a head by tier, and who covers a shortfall in which order.</summary>
public sealed record CriticalIllness
{
    public IReadOnlyList<CriticalIllnessTier> Tiers { get; init; } = [];

    /// <summary>Sources that meet a shortfall, first one first.</summary>
    public IReadOnlyList<Backstop> Backstop { get; init; } = [];

    /// <summary>Set when the amount is not held at all.</summary>
    public string? Gap { get; init; }
}

public sealed record CriticalIllnessTier
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required decimal Yuan { get; init; }

    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

public sealed record Backstop
{
    public required string Source { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>An amount a head that is taken from the fund for a purpose of its own.</summary>
public sealed record FundItem
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required decimal Yuan { get; init; }

    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}
