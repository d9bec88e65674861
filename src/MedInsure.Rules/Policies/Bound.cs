using System.Text.Json.Serialization;

namespace MedInsure.Rules.Policies;

public enum BoundSubject
{
    FiscalSubsidy,
    Contribution,
    CriticalIllness,

    /// <summary>The amount of a participation subsidy; <see cref="Bound.Categories"/> says whose.</summary>
    Subsidy,
}

/// <summary>上级约束: a limit on what this bureau and those below it may set.</summary>
public sealed record Bound
{
    public required string Id { get; init; }

    public required BoundSubject On { get; init; }

    /// <summary>Subsidy categories that it limits, with the categories below them; empty for other subjects.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    public required BoundLimit Limit { get; init; }

    public Strength Strength { get; init; } = Strength.Hard;

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MinimumLimit), "min")]
[JsonDerivedType(typeof(MaximumLimit), "max")]
[JsonDerivedType(typeof(RangeLimit), "range")]
[JsonDerivedType(typeof(RateRangeLimit), "rateRange")]
[JsonDerivedType(typeof(NotAbovePreviousLimit), "notAbovePrevious")]
[JsonDerivedType(typeof(FullLimit), "full")]
public abstract record BoundLimit
{
    private protected BoundLimit()
    {
    }
}

/// <summary>不低于, yuan.</summary>
public sealed record MinimumLimit : BoundLimit
{
    public required decimal Yuan { get; init; }
}

/// <summary>不高于, yuan.</summary>
public sealed record MaximumLimit : BoundLimit
{
    public required decimal Yuan { get; init; }
}

public sealed record RangeLimit : BoundLimit
{
    public required decimal FromYuan { get; init; }

    public required decimal ToYuan { get; init; }
}

/// <summary>Between two rates of the individual contribution.</summary>
public sealed record RateRangeLimit : BoundLimit
{
    public required decimal FromRate { get; init; }

    public required decimal ToRate { get; init; }
}

/// <summary>
/// Not above the amount that applied before, where that one was above <see cref="WhenPreviousAboveYuan"/>: a previous 80 under a floor of
/// 100 sets no ceiling. Undetermined while the previous amount is not recorded.
/// </summary>
public sealed record NotAbovePreviousLimit : BoundLimit
{
    public decimal? WhenPreviousAboveYuan { get; init; }

    /// <summary>The gap that stands for the previous amounts, where they are registered as one.</summary>
    public string? Gap { get; init; }
}

/// <summary>The whole contribution must be subsidised (全额资助).</summary>
public sealed record FullLimit : BoundLimit;

/// <summary>须备案: what has to be filed with whom. A date only where a notice gives one.</summary>
public sealed record FilingDuty
{
    public required string What { get; init; }

    /// <summary>Code of the bureau that keeps the filing.</summary>
    public required string To { get; init; }

    /// <summary>All offices that receive it, as the notice names them.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}
