using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Headcounts;

/// <summary>One uploaded file. The same file for the same template is known again by its SHA-256 and not imported twice.</summary>
public sealed class ImportBatchEntity : TenantEntity
{
    /// <summary>The size that the database refuses beyond: 20 MB.</summary>
    public const int MaxFileBytes = 20 * 1024 * 1024;

    public long Id { get; private set; }

    /// <summary>The template's name and version, such as "headcount/1".</summary>
    public required string Template { get; init; }

    public required string FileSha256 { get; init; }

    public required string FileName { get; init; }

    /// <summary>The person's own file, kept so that it can come back with its wrong rows marked.</summary>
    public byte[]? File { get; set; }

    public int FundingYear { get; init; }

    public ImportState State { get; set; }

    public int RowCount { get; set; }

    public int ErrorCount { get; set; }

    public long CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CommittedAt { get; set; }

    public uint Version { get; private set; }
}

public enum ImportState
{
    /// <summary>已上传</summary>
    Uploaded,

    /// <summary>校验未通过</summary>
    HasErrors,

    /// <summary>校验通过，待确认</summary>
    Validated,

    /// <summary>已入库</summary>
    Committed,

    /// <summary>已放弃</summary>
    Abandoned,
}
