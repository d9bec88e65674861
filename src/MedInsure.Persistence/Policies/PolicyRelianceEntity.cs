using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Policies;

/// <summary>
/// A released run rests on a policy version. The row belongs to the bureau that released; the version's issuer can read it and so
/// knows before a withdrawal whom it would hit.
/// </summary>
public sealed class PolicyRelianceEntity : TenantEntity
{
    public long RunId { get; init; }

    public int IssuerTenantId { get; init; }

    public long PolicyVersionId { get; init; }

    public DateTimeOffset ReleasedAt { get; init; }
}
