using System.Text.Json.Serialization;

namespace MedInsure.Rules.Policies;

public enum Insurance
{
    /// <summary>基本医疗保险</summary>
    Basic,

    /// <summary>大病保险</summary>
    CriticalIllness,

    /// <summary>医疗救助</summary>
    Assistance,
}

public enum BenefitSubject
{
    /// <summary>政策范围内支付比例</summary>
    PaymentRatio,

    /// <summary>起付线</summary>
    Deductible,

    /// <summary>封顶线</summary>
    Cap,
}

/// <summary>待遇参数: a parameter of benefits. It is kept and shown; no payment is computed from it here.</summary>
public sealed record BenefitParameter
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Null where the damaged text lost which insurance is meant.</summary>
    public Insurance? Insurance { get; init; }

    public required BenefitSubject Subject { get; init; }

    /// <summary>Subsidy categories it is for; empty means everyone.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public required BenefitValue Value { get; init; }

    /// <summary>While this lasts, in the notice's words ("脱贫攻坚期内"); null without such a limit.</summary>
    public string? While { get; init; }

    public Strength Strength { get; init; } = Strength.Hard;

    /// <summary>A gap that the value needs before it becomes a number (a statistic, the insurance meant).</summary>
    public string? Gap { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RateBenefit), "rate")]
[JsonDerivedType(typeof(RateChangeBenefit), "rateChange")]
[JsonDerivedType(typeof(FactorBenefit), "factorOf")]
[JsonDerivedType(typeof(AbolishedBenefit), "abolished")]
[JsonDerivedType(typeof(GapBenefit), "gap")]
public abstract record BenefitValue
{
    private protected BenefitValue()
    {
    }
}

public sealed record RateBenefit : BenefitValue
{
    public required decimal Rate { get; init; }
}

/// <summary>A change in percentage points (+5) against the ordinary insured.</summary>
public sealed record RateChangeBenefit : BenefitValue
{
    public required decimal Points { get; init; }
}

/// <summary>A factor of another quantity: half of per-capita disposable income, half of the ordinary deductible.</summary>
public sealed record FactorBenefit : BenefitValue
{
    public required decimal Factor { get; init; }

    public required string Of { get; init; }
}

/// <summary>取消: there is none any more.</summary>
public sealed record AbolishedBenefit : BenefitValue;

public sealed record GapBenefit : BenefitValue
{
    public required string Gap { get; init; }
}
