using MedInsure.Persistence.Access;
using MedInsure.Persistence.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Access;

/// <summary>
/// What Identity's <see cref="UserManager{TUser}"/> asks of a store, on one session of one bureau. It only changes tracked rows: the use
/// case saves them together with the audit row. The stock EF store cannot be used: it knows no key of (tenant, id) and one login name for all bureaus.
/// </summary>
internal sealed class BureauUserStore(TenantSession db) : IUserPasswordStore<UserEntity>, IUserSecurityStampStore<UserEntity>
{
    public Task<string> GetUserIdAsync(UserEntity user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(UserEntity user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(UserEntity user, string? userName, CancellationToken cancellationToken)
    {
        user.UserName = userName!;
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(UserEntity user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(UserEntity user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalizedUserName = normalizedName!;
        return Task.CompletedTask;
    }

    public Task<IdentityResult> CreateAsync(UserEntity user, CancellationToken cancellationToken)
    {
        db.Rows.Users.Add(user);
        return Task.FromResult(IdentityResult.Success);
    }

    /// <summary>The row is tracked already.</summary>
    public Task<IdentityResult> UpdateAsync(UserEntity user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);

    public Task<IdentityResult> DeleteAsync(UserEntity user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are disabled, never deleted.");

    public Task<UserEntity?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        var id = long.Parse(userId, System.Globalization.CultureInfo.InvariantCulture);
        return db.Rows.Users.Include(user => user.Roles).Include(user => user.Regions).SingleOrDefaultAsync(user => user.Id == id, cancellationToken);
    }

    public Task<UserEntity?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.Rows.Users.Include(user => user.Roles).Include(user => user.Regions).SingleOrDefaultAsync(user => user.NormalizedUserName == normalizedUserName, cancellationToken);

    public Task SetPasswordHashAsync(UserEntity user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(UserEntity user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(UserEntity user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(UserEntity user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(UserEntity user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    /// <summary>The session belongs to the use case.</summary>
    public void Dispose()
    {
    }
}
