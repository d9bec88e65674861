using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Allocations;

/// <summary>
/// A policy version that the run rests on, its own bureau's or one above. The database refuses a version that is not published, not
/// readable, or of another hash.
/// </summary>
public sealed class RunPolicyEntity : TenantEntity
{
    public long RunId { get; init; }

    public int IssuerTenantId { get; init; }

    public long PolicyVersionId { get; init; }

    public required string TextSha256 { get; init; }
}
