using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Auditing;

/// <summary>
/// Who did what, when. Written by <see cref="Sessions.TenantSession.SaveAsync(string, string, object?, CancellationToken)"/> in the
/// transaction of the change; the number, the time and the person are the database's own and cannot be given.
/// </summary>
public sealed class AuditEntryEntity : TenantEntity
{
    /// <summary>1, 2, 3… per bureau without holes.</summary>
    public long Sequence { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Null before sign-in and for the operator's own acts.</summary>
    public long? UserId { get; private set; }

    public string Act { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>JSON.</summary>
    public string? Detail { get; private set; }

    /// <summary>The hash of the entry before; empty until the chain is built.</summary>
    public byte[]? PreviousHash { get; private set; }

    public byte[]? Hash { get; private set; }
}
