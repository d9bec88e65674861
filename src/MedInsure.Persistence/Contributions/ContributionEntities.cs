using MedInsure.Persistence.Model;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Contributions;

/// <summary>缴费记录: what the tax office says that somebody paid for a coverage year. Who pays need not stand on a roster.</summary>
public sealed class ContributionEntity : TenantEntity
{
    public long Id { get; private set; }

    public long BatchId { get; init; }

    /// <summary>Sealed by <see cref="IdentityVault"/>.</summary>
    public required byte[] IdNumber { get; init; }

    public required string Name { get; init; }

    public int CoverageYear { get; init; }

    public int AmountFen { get; init; }

    public DateOnly PaidOn { get; init; }

    /// <summary>Null where the file does not say it.</summary>
    public RegionCode? RegionCode { get; init; }

    /// <summary>The later batch that gave another amount or day; null while the record counts. Of a person and year one counts.</summary>
    public long? CancelledBy { get; init; }
}

/// <summary>A sound row of a file that is not recorded yet, with what it would change.</summary>
public sealed class ContributionRowEntity : TenantEntity
{
    public long BatchId { get; init; }

    public int RowNumber { get; init; }

    public required byte[] IdNumber { get; init; }

    public required string Name { get; init; }

    public int CoverageYear { get; init; }

    public int AmountFen { get; init; }

    public DateOnly PaidOn { get; init; }

    public RegionCode? RegionCode { get; init; }

    public ContributionStanding Standing { get; init; }

    /// <summary>What is recorded already; null where nothing is.</summary>
    public int? BeforeFen { get; init; }
}

/// <summary>What is wrong with one cell of a row.</summary>
public sealed class ContributionFaultEntity : TenantEntity
{
    public long BatchId { get; init; }

    public int RowNumber { get; init; }

    /// <summary>Its title; empty when it concerns the row.</summary>
    public required string Column { get; init; }

    public required string Sentence { get; init; }
}

/// <summary>A piece of the file as it was uploaded, sealed by <see cref="FileVault"/>.</summary>
public sealed class ContributionFileEntity : TenantEntity
{
    public long BatchId { get; init; }

    public int Chunk { get; init; }

    public required byte[] Bytes { get; init; }
}
