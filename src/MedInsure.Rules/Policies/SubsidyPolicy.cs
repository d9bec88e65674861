using System.Text.Json.Serialization;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>参保资助: who has the contribution paid, and how much of it.</summary>
public sealed record SubsidyPolicy
{
    /// <summary>就高不就低: of several identities the highest amount applies.</summary>
    public Stacking? Stacking { get; init; }

    /// <summary>In the order that decides a tie.</summary>
    public IReadOnlyList<SubsidyCategory> Categories { get; init; } = [];

    /// <summary>This bureau's words for categories that a bureau above it defines.</summary>
    public IReadOnlyList<CategoryAlias> Aliases { get; init; } = [];

    public IReadOnlyList<SubsidyRule> Rules { get; init; } = [];
}

public sealed record Stacking
{
    public required StackingRule Rule { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

public enum StackingRule
{
    Highest,
}

/// <summary>资助对象类别. Levels use different words for one group, so aliases and the parent category are data.</summary>
public sealed record SubsidyCategory
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The wider category, of this content or of an ancestor's, whose rules and bounds cover this one.</summary>
    public string? Parent { get; init; }

    /// <summary>Who keeps the roster.</summary>
    public IReadOnlyList<RosterAuthority> Authorities { get; init; } = [];

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>Another word for a category of an ancestor's: 兰州 says 城市低保全额保障对象 where 甘肃 says 城市全额保障对象.</summary>
public sealed record CategoryAlias
{
    public required string Category { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

public sealed record RosterAuthority
{
    public required string Name { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>资助标准 for a category. How it is paid is a field of its own and does not follow from the amount.</summary>
public sealed record SubsidyRule
{
    public required string Category { get; init; }

    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    public string? ContributionTier { get; init; }

    public string? PopulationGroup { get; init; }

    public AgeRange? Ages { get; init; }

    public required SubsidyForm Form { get; init; }

    public PaymentMode? Pay { get; init; }

    public SubsidyTiming? Timing { get; init; }

    public IReadOnlyList<Funder> Funders { get; init; } = [];

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

public enum PaymentMode
{
    /// <summary>代缴: paid to the tax office; the person pays nothing for this part.</summary>
    OnBehalf,

    /// <summary>一卡通: the person pays in full and the subsidy is transferred.</summary>
    Card,
}

/// <summary>Month rules; <see cref="NewlyAdded"/> is for persons who come onto the roster within the year only (当月参保、次月资助).</summary>
public sealed record SubsidyTiming
{
    public MonthOffsets? NewlyAdded { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>Months after the month of identification.</summary>
public sealed record MonthOffsets
{
    public required int Enrol { get; init; }

    public required int Pay { get; init; }
}

/// <summary>
/// Who funds the subsidy. With several, each one's rate of it or its amount; one that has neither beside others takes what they leave.
/// </summary>
public sealed record Funder
{
    public required string Name { get; init; }

    public decimal? Rate { get; init; }

    /// <summary>Yuan a head.</summary>
    public decimal? Yuan { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FullSubsidy), "full")]
[JsonDerivedType(typeof(FixedSubsidy), "fixed")]
[JsonDerivedType(typeof(RateSubsidy), "rate")]
[JsonDerivedType(typeof(DelegatedSubsidy), "delegated")]
[JsonDerivedType(typeof(GapSubsidy), "gap")]
public abstract record SubsidyForm
{
    private protected SubsidyForm()
    {
    }
}

/// <summary>全额: the whole contribution.</summary>
public sealed record FullSubsidy : SubsidyForm;

/// <summary>定额, yuan; never above the contribution.</summary>
public sealed record FixedSubsidy : SubsidyForm
{
    public required decimal Yuan { get; init; }
}

/// <summary>A rate of the contribution, between 0 and 1; with <see cref="Floor"/>, the least that is given.</summary>
public sealed record RateSubsidy : SubsidyForm
{
    public required decimal Rate { get; init; }

    public bool Floor { get; init; }
}

/// <summary>由市确定: the notice leaves the amount to the level below.</summary>
public sealed record DelegatedSubsidy : SubsidyForm
{
    public required Payers To { get; init; }
}

public sealed record GapSubsidy : SubsidyForm
{
    public required string Gap { get; init; }
}
