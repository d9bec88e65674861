using System.Text.Json.Serialization;

namespace MedInsure.Rules.Policies;

/// <summary>Levels of government that pay. A combination is a bucket: one sum that a lower level still has to divide (市县合计).</summary>
[Flags]
public enum Payers
{
    None = 0,
    Central = 1,
    Province = 2,
    City = 4,
    County = 8,

    /// <summary>The whole of an amount for which no document names a payer (大病保险筹资). Never written in a policy document.</summary>
    Whole = 16,
}

/// <summary>分担方案: who pays which part of the fiscal subsidy.</summary>
public sealed record FundingScheme
{
    public IReadOnlyList<FundingTier> Tiers { get; init; } = [];

    /// <summary>How a bucket that this bureau or an ancestor left open is divided (6:4 of what is left to city and county).</summary>
    public IReadOnlyList<BucketSplit> Splits { get; init; } = [];

    /// <summary>
    /// Who pays what this bureau's own standard has beyond its base (本地提标). With them the tiers, an ancestor's as well, divide the base only, so that a
    /// table in fixed amounts stays as it is.
    /// </summary>
    public IReadOnlyList<TopUp> TopUps { get; init; } = [];

    /// <summary>Set when the notice's scheme is not held at all.</summary>
    public string? Gap { get; init; }
}

/// <summary>档次: regions that share the total in the same way.</summary>
public sealed record FundingTier
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    /// <summary>In the order in which they are taken from the total.</summary>
    public required IReadOnlyList<TierShare> Shares { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

public sealed record BucketSplit
{
    /// <summary>The bucket, exactly as the tier left it.</summary>
    public required Payers Of { get; init; }

    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    /// <summary>Shares of the bucket; "of the total" here means of the bucket.</summary>
    public required IReadOnlyList<TierShare> Shares { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>提标部分的分担: the shares divide the standard's amount beyond its base; "of the total" here means of that amount.</summary>
public sealed record TopUp
{
    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    public required IReadOnlyList<TierShare> Shares { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>What one payer, or one bucket of payers, gives a head. The kinds are closed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FixedShare), "fixed")]
[JsonDerivedType(typeof(RateShare), "rate")]
[JsonDerivedType(typeof(PartShare), "part")]
[JsonDerivedType(typeof(RestShare), "rest")]
[JsonDerivedType(typeof(IncreaseShare), "increase")]
[JsonDerivedType(typeof(GapShare), "gap")]
public abstract record TierShare
{
    private protected TierShare()
    {
    }

    public required Payers Payers { get; init; }

    /// <summary>The share is the least that the payer gives; it also takes what the other shares leave.</summary>
    public bool Floor { get; init; }

    /// <summary>For a bucket: the gap that keeps it from being divided. Null means that the level below decides.</summary>
    public string? OpenGap { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>Fixed amount, yuan a head.</summary>
public sealed record FixedShare : TierShare
{
    public required decimal Yuan { get; init; }
}

public enum RateBasis
{
    Total,

    /// <summary>The standard's base without the local top-up.</summary>
    Base,
}

/// <summary>A rate between 0 and 1 of the total or of its base.</summary>
public sealed record RateShare : TierShare
{
    public required decimal Rate { get; init; }

    public RateBasis Of { get; init; } = RateBasis.Total;
}

/// <summary>A part of what the shares before it leave: parts 6 and 4 divide the remainder 6:4.</summary>
public sealed record PartShare : TierShare
{
    public required decimal Part { get; init; }
}

/// <summary>Everything that the other shares leave.</summary>
public sealed record RestShare : TierShare;

/// <summary>A base amount and a rate of what the total has grown by since a base year.</summary>
public sealed record IncreaseShare : TierShare
{
    public required decimal BaseYuan { get; init; }

    /// <summary>Between 0 and 1.</summary>
    public required decimal Rate { get; init; }

    /// <summary>The per-capita total of the base year.</summary>
    public required decimal BaseTotalYuan { get; init; }

    public required int BaseYear { get; init; }
}

/// <summary>The notice names the payer and leaves out what it pays.</summary>
public sealed record GapShare : TierShare
{
    public required string Gap { get; init; }
}
