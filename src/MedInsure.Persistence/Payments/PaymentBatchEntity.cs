using MedInsure.Persistence.Model;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Payments;

/// <summary>支付批次: 代缴请款 to the tax office, or a list for 一卡通 to the bank, for one county. Who made it neither sends it nor books the answers.</summary>
public sealed class PaymentBatchEntity : TenantEntity
{
    public long Id { get; private set; }

    public int CoverageYear { get; init; }

    /// <summary>The month of payment.</summary>
    public Month Month { get; init; }

    public PaymentMode Mode { get; init; }

    public RegionCode RegionCode { get; init; }

    /// <summary>The run of 资助认定 that it pays.</summary>
    public long RunId { get; init; }

    /// <summary>Counts per coverage year.</summary>
    public int Number { get; init; }

    public PaymentBatchState State { get; set; }

    /// <summary>As planned; what bounces is not taken off.</summary>
    public int Items { get; init; }

    public long TotalFen { get; init; }

    /// <summary>Of the list as it was sent, lower-case hexadecimal.</summary>
    public string? FileSha256 { get; set; }

    public long MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public long? SentBy { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public long? ClosedBy { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public long? CancelledBy { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public uint Version { get; private set; }
}

/// <summary>A piece of the list as it was sent, sealed by <see cref="FileVault"/>.</summary>
public sealed class PaymentFileEntity : TenantEntity
{
    public long BatchId { get; init; }

    public int Chunk { get; init; }

    public required byte[] Bytes { get; init; }
}
