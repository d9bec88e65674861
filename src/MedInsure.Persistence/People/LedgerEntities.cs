using MedInsure.Persistence.Model;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.People;

/// <summary>台账导出: asked for by one person, made in the background, kept sealed for that person until it expires.</summary>
public sealed class LedgerExportEntity : TenantEntity
{
    public long Id { get; private set; }

    /// <summary>The ledger as it stands in this month: who holds an identity, and who lost one in its year.</summary>
    public Month Month { get; init; }

    /// <summary>For which year contributions and subsidies are told.</summary>
    public int CoverageYear { get; init; }

    /// <summary>Null for all counties of the person.</summary>
    public RegionCode? RegionCode { get; init; }

    /// <summary>Null for all.</summary>
    public string? Category { get; init; }

    /// <summary>Numbers in full; masked otherwise.</summary>
    public bool HasFullNumbers { get; init; }

    /// <summary>Why in full; null for masked ones.</summary>
    public string? Reason { get; init; }

    public LedgerState State { get; set; }

    public long Rows { get; set; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; set; }

    /// <summary>Why it was not made: a sentence.</summary>
    public string? Sentence { get; set; }

    public long MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>From then on it is not handed out, and its pieces may be deleted.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}

public enum LedgerState
{
    /// <summary>正在导出</summary>
    Asked,

    /// <summary>可下载</summary>
    Ready,

    /// <summary>未完成</summary>
    Failed,

    /// <summary>已取消</summary>
    Cancelled,
}

/// <summary>A piece of an exported ledger, sealed by <see cref="FileVault"/>.</summary>
public sealed class LedgerFileEntity : TenantEntity
{
    public long ExportId { get; init; }

    /// <summary>From 0.</summary>
    public int Chunk { get; init; }

    public required byte[] Bytes { get; init; }
}
