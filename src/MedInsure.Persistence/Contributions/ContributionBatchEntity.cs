using MedInsure.Persistence.Model;
using MedInsure.Rules.Contributions;

namespace MedInsure.Persistence.Contributions;

/// <summary>缴费批次: one file of the tax office. It is recorded whole or not at all, and taken back whole.</summary>
public sealed class ContributionBatchEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>待遇年度 of rows that do not name one, and the only one that rows may name.</summary>
    public int CoverageYear { get; init; }

    public required string FileName { get; init; }

    /// <summary>Of the file as it was uploaded, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; init; }

    /// <summary>How the text was read, once it was: "UTF-8", "GB18030", "xlsx".</summary>
    public string? Encoding { get; set; }

    public int Rows { get; set; }

    public int Ok { get; set; }

    /// <summary>All faulty rows, also those of which no fault is kept.</summary>
    public int Failed { get; set; }

    /// <summary>Sum of the sound rows.</summary>
    public long TotalFen { get; set; }

    public ContributionBatchState State { get; set; }

    /// <summary>Why it was refused or has failed: a sentence for the user.</summary>
    public string? Reason { get; set; }

    public long MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public long? CommittedBy { get; set; }

    public DateTimeOffset? CommittedAt { get; set; }

    public long? UndoneBy { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    public long? CancelledBy { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public uint Version { get; private set; }
}
