using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

public enum DeadlineAnchor
{
    FundingYear,
    CoverageYear,
}

/// <summary>时限: the last day for something, as month and day of a year counted from an anchor.</summary>
public sealed record DeadlineRule
{
    public required string Id { get; init; }

    public required string Subject { get; init; }

    public required int Month { get; init; }

    /// <summary>Null for the month's last day.</summary>
    public int? Day { get; init; }

    /// <summary>月末: the month's last day, whichever that is in the year: 28 or 29 February.</summary>
    public bool MonthEnd { get; init; }

    public int YearOffset { get; init; }

    public DeadlineAnchor Anchor { get; init; } = DeadlineAnchor.FundingYear;

    /// <summary>Who must act.</summary>
    public required string Actor { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];

    /// <summary>The last day on which it can be done in time.</summary>
    public DateOnly DueIn(int anchorYear)
    {
        var year = anchorYear + YearOffset;
        return new(year, Month, Day ?? DateTime.DaysInMonth(year, Month));
    }
}

public enum PoolingMode
{
    /// <summary>统收统支</summary>
    Unified,

    /// <summary>调剂金</summary>
    AdjustmentFund,

    /// <summary>县级统筹</summary>
    ByCounty,
}

/// <summary>统筹: at which level one fund is kept, and the way there.</summary>
public sealed record PoolingPlan
{
    public PoolingMode? Mode { get; init; }

    public Payers? Level { get; init; }

    /// <summary>What has to be unified (五统一, 六统一).</summary>
    public IReadOnlyList<UnifiedItem> Unified { get; init; } = [];

    public IReadOnlyList<PoolingStage> Stages { get; init; } = [];

    /// <summary>How counties are paid ahead.</summary>
    public IReadOnlyList<PoolingRule> Rules { get; init; } = [];

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

public sealed record UnifiedItem
{
    public required string Name { get; init; }

    public string? State { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

public sealed record PoolingStage
{
    public required string Name { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public RegionSelector Where { get; init; } = RegionSelector.Everywhere;

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}

/// <summary>A rule of the pooled fund in words: prepayment, who bears a deficit, what needs approval first.</summary>
public sealed record PoolingRule
{
    public required string Id { get; init; }

    public required string Rule { get; init; }

    public IReadOnlyList<Citation> Cite { get; init; } = [];
}
