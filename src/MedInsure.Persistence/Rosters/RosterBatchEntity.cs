using MedInsure.Persistence.Model;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;

namespace MedInsure.Persistence.Rosters;

/// <summary>
/// 名单批次: one file of one authority for one month. The committed batches of an authority are a stack, each based on the one that was on top when its file was compared;
/// it is committed only while that one is still on top, and undone only while nothing lies on it. So a comparison is never applied to another state than it was made with.
/// </summary>
public sealed class RosterBatchEntity : TenantEntity
{
    public long Id { get; private set; }

    public required string Authority { get; init; }

    public RosterKind Kind { get; init; }

    public Month Month { get; init; }

    /// <summary>Codes of the regions that a full file speaks for; empty for the whole bureau.</summary>
    public required string[] Regions { get; init; }

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

    public RosterState State { get; set; }

    /// <summary>Why it was refused, has failed or needs a second person: a sentence for the user.</summary>
    public string? Reason { get; set; }

    /// <summary>About the file as a whole: columns and sheets that were not read, formulas. Sentences for the user, without numbers of identity cards.</summary>
    public string[] Notes { get; set; } = [];

    /// <summary>The authority's last committed batch when this one was compared; null when there was none.</summary>
    public long? BasedOn { get; set; }

    /// <summary>第二人确认比例 that the comparison was judged by; null for the default.</summary>
    public long? SecondLookRateId { get; set; }

    public long MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    /// <summary>The second person, who is not the first, where one was needed.</summary>
    public long? ConfirmedBy { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public long? CommittedBy { get; set; }

    public DateTimeOffset? CommittedAt { get; set; }

    public long? UndoneBy { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    public long? CancelledBy { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public uint Version { get; private set; }
}
