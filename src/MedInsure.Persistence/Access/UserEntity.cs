using MedInsure.Persistence.Model;
using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Access;

/// <summary>
/// A person's account in one bureau (table <c>app_user</c>): the fields that ASP.NET Core Identity's managers need of a store. Two
/// bureaus may use the same user name. Accounts are disabled, never deleted: stamps and audit rows point at them.
/// </summary>
public sealed class UserEntity : TenantEntity
{
    public long Id { get; private set; }

    public required string UserName { get; set; }

    public required string NormalizedUserName { get; set; }

    public required string DisplayName { get; set; }

    public string? PasswordHash { get; set; }

    public DateTimeOffset? PasswordChangedAt { get; set; }

    public bool MustChangePassword { get; set; }

    /// <summary>Changes with the password, the roles and the lock; a cookie or circuit with an older one ends.</summary>
    public required string SecurityStamp { get; set; }

    public int AccessFailedCount { get; set; }

    public bool LockoutEnabled { get; set; } = true;

    public DateTimeOffset? LockoutEnd { get; set; }

    public bool TwoFactorEnabled { get; set; }

    /// <summary>The TOTP secret, protected by the Data Protection keys.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>Made in demo mode only; the sign-in page says so.</summary>
    public bool IsDemo { get; init; }

    public DateTimeOffset? DisabledAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>PostgreSQL's xmin: two writers cannot overwrite each other.</summary>
    public uint Version { get; private set; }

    public List<UserRoleEntity> Roles { get; } = [];

    public List<UserRegionEntity> Regions { get; } = [];
}

public sealed class UserRoleEntity : TenantEntity
{
    public long UserId { get; private set; }

    /// <summary>One role a row.</summary>
    public Rules.Access.Role Role { get; init; }
}

/// <summary>A region that the person is limited to, with all below it; no row means the whole bureau.</summary>
public sealed class UserRegionEntity : TenantEntity
{
    public long UserId { get; private set; }

    public RegionCode RegionCode { get; init; }
}
