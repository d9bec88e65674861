using MedInsure.Persistence.Model;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Rosters;

namespace MedInsure.Persistence.Rosters;

/// <summary>A piece of the uploaded file, sealed by <see cref="FileVault"/>. Never changed.</summary>
public sealed class RosterFileEntity : TenantEntity
{
    public long BatchId { get; init; }

    /// <summary>From 0.</summary>
    public int Chunk { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>What is wrong with a row of the file.</summary>
public sealed class RosterFaultEntity : TenantEntity
{
    /// <summary>Kept of one batch; the others are only counted.</summary>
    public const int MaxKept = 10_000;

    public long BatchId { get; init; }

    /// <summary>The row in the file as a spreadsheet numbers it.</summary>
    public int RowNumber { get; init; }

    /// <summary>The column's title; empty for the row as a whole.</summary>
    public required string Column { get; init; }

    /// <summary>What to do about it; no number of an identity card.</summary>
    public required string Sentence { get; init; }
}

/// <summary>What a batch changes for one person in one category, with what was there before, so that it can be undone to the row.</summary>
public sealed class RosterChangeEntity : TenantEntity
{
    public long BatchId { get; init; }

    /// <summary>Sealed by <see cref="IdentityVault"/>. Somebody who comes has no person yet, so the number stands here.</summary>
    public required byte[] IdNumber { get; init; }

    public required string Category { get; init; }

    public RosterChangeKind Kind { get; init; }

    /// <summary>The row in the file; null for who is cancelled because the file does not have him.</summary>
    public int? RowNumber { get; init; }

    public required string Name { get; init; }

    public RegionCode RegionCode { get; init; }

    public required string Town { get; init; }

    public required string Village { get; init; }

    public DateOnly Born { get; init; }

    public DateOnly Identified { get; init; }

    /// <summary>The first month of the identity that is added, changed or ended.</summary>
    public Month FromMonth { get; init; }

    public Month? UntilMonth { get; init; }

    public bool IsNew { get; init; }

    /// <summary>Null when the person was not known.</summary>
    public string? NameBefore { get; init; }

    public RegionCode? RegionBefore { get; init; }

    public string? TownBefore { get; init; }

    public string? VillageBefore { get; init; }

    /// <summary>Of the identity that was there already; null when it comes anew.</summary>
    public DateOnly? IdentifiedBefore { get; init; }

    /// <summary>For 恢复 of an identity that had been cancelled for this very month: it goes on without a gap, and this is when it had ended. Null elsewhere.</summary>
    public Month? UntilBefore { get; init; }

    public long? CancelledByBefore { get; init; }
}

/// <summary>Open identities of the batch's authority in one county and category as the last comparison found them, and what the batch does to them.</summary>
public sealed class RosterCountEntity : TenantEntity
{
    public long BatchId { get; init; }

    public RegionCode RegionCode { get; init; }

    public required string Category { get; init; }

    public long Before { get; init; }

    public long After { get; init; }

    public long Added { get; init; }

    public long Changed { get; init; }

    public long Cancelled { get; init; }

    public long Restored { get; init; }
}
