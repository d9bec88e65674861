using MedInsure.Persistence.Model;

namespace MedInsure.Persistence.Access;

/// <summary>One signed-in browser. The use case keeps at most three open ones per person.</summary>
public sealed class UserSessionEntity : TenantEntity
{
    public Guid Id { get; init; }

    public long UserId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The absolute end, whatever the person does meanwhile.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The address that the session came from, for the person's own list of sessions.</summary>
    public string? Client { get; init; }
}

/// <summary>A setting of one person's screens, such as 元/万元 or the density of a grid.</summary>
public sealed class UserPreferenceEntity : TenantEntity
{
    public long UserId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}
