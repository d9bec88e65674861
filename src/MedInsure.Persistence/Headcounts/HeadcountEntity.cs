using MedInsure.Persistence.Model;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Headcounts;

/// <summary>参保人数 of one region, by basis and ground of enrolment, on one day. Every change leaves a row of history by itself.</summary>
public sealed class HeadcountEntity : TenantEntity
{
    public int FundingYear { get; init; }

    public RegionCode RegionCode { get; init; }

    public HeadcountBasis Basis { get; init; }

    public EnrolmentBasis EnrolmentBasis { get; init; }

    /// <summary>The day that the number speaks of.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>Whole persons, never negative.</summary>
    public long Persons { get; set; }

    /// <summary>Invented for demonstration; every page and export says so.</summary>
    public bool IsSample { get; set; }

    /// <summary>Where the number comes from: a letter, a file name, "录入".</summary>
    public required string Source { get; set; }

    public long? ImportBatchId { get; set; }

    public uint Version { get; private set; }
}

/// <summary>One change of a headcount, written by the database. Nobody can edit or delete it.</summary>
public sealed class HeadcountChangeEntity : TenantEntity
{
    public long Id { get; private set; }

    public int FundingYear { get; private set; }

    public RegionCode RegionCode { get; private set; }

    public HeadcountBasis Basis { get; private set; }

    public EnrolmentBasis EnrolmentBasis { get; private set; }

    public DateOnly AsOf { get; private set; }

    /// <summary>Null when the number was entered for the first time.</summary>
    public long? PersonsBefore { get; private set; }

    /// <summary>Null when the number was removed.</summary>
    public long? PersonsAfter { get; private set; }

    public string? Source { get; private set; }

    public long? ImportBatchId { get; private set; }

    public long? ChangedBy { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }
}
