using MedInsure.Persistence.Model;
using MedInsure.Rules.Policies;

namespace MedInsure.Persistence.Policies;

/// <summary>
/// 政策版本: one document. Once published its text never changes and every bureau below can read it; a draft is seen by its own
/// bureau only. The text is kept as written, since jsonb reorders members.
/// </summary>
public sealed class PolicyVersionEntity : TenantEntity
{
    public long Id { get; private set; }

    public int FundingYear { get; init; }

    /// <summary>1, 2, 3… within the bureau and funding year.</summary>
    public int VersionNumber { get; init; }

    /// <summary>The own version that this one was copied from: a returned one, the last one, last year's; null when it began empty or with a file.</summary>
    public long? BasedOnId { get; init; }

    public required string Title { get; set; }

    public PolicyState State { get; set; }

    /// <summary>The document; in a draft whatever was last saved, complete or not.</summary>
    public required string Text { get; set; }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, lower-case hex; the database computes it too and refuses a difference.</summary>
    public required string TextSha256 { get; set; }

    /// <summary>Hash of the canonical form, as the rules compute it: equal content, equal hash. Of a draft that cannot be read yet the hash of its text.</summary>
    public required string ContentHash { get; set; }

    public long AuthorId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public long? ReviewerId { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    public long? PublisherId { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public uint Version { get; private set; }
}
