using System.Security.Claims;
using MedInsure.Persistence.Access;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Access;

/// <param name="BureauCode">机构 comes from the form, so the tenant is known before the first query.</param>
/// <param name="Client">Where the person sits, for the list of sessions: an address.</param>
/// <param name="DemoAllowed">Demo accounts sign in where the installation is a demonstration, nowhere else.</param>
public sealed record SignIn(string BureauCode, string UserName, string Password, string? Client, bool DemoAllowed);

/// <summary>
/// Checks name and password and opens a session. Unknown bureau, unknown name and wrong password get one sentence after the same work; five failures lock
/// the name for 15 minutes, whether it exists or not. Every outcome for a known bureau leaves an audit row.
/// </summary>
public sealed class SignInHandler(TenantDb tenantDb, UnknownNames unknown, TimeProvider clock)
{
    /// <summary>Says nothing about which of the three is wrong.</summary>
    public const string Wrong = "机构、用户名或密码不正确，请核对后再试。忘记密码请联系本机构的系统管理员。";

    public const string Locked = "连续 5 次登录失败，该用户名已锁定 15 分钟。请稍后再试，或联系本机构的系统管理员重置密码。";

    private static readonly UserEntity Nobody = new() { UserName = "", NormalizedUserName = "", DisplayName = "", SecurityStamp = "" };
    private static readonly string NobodysHash = BureauUsers.Hasher.HashPassword(Nobody, Guid.NewGuid().ToString());

    public async Task<Result<ClaimsPrincipal>> HandleAsync(SignIn request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var bureau = (await tenantDb.ListBureausAsync(ct)).SingleOrDefault(one => one.Code == request.BureauCode);
        var name = BureauUsers.Names.NormalizeName(request.UserName.Trim());
        if (bureau is null || name.Length is 0 or > 64 || request.Password.Length is 0 or > AccountRules.LongestPassword)
        {
            BureauUsers.Hasher.VerifyHashedPassword(Nobody, NobodysHash, "");
            return new Refused(Wrong);
        }

        await using var db = await tenantDb.OpenBeforeSignInAsync(bureau.Id, ct);
        await using var transaction = await db.BeginAsync(ct);
        // One try at a time for a name: tries in parallel would all see the counter before it reaches five.
        await db.Rows.Database.ExecuteSqlAsync($"SELECT 1 FROM app_user WHERE normalized_user_name = {name} FOR UPDATE", ct);
        var users = BureauUsers.Of(db);
        var user = await users.FindByNameAsync(name);
        if (user is null || user.DisabledAt is not null || user.PasswordHash is null || (user.IsDemo && !request.DemoAllowed))
        {
            BureauUsers.Hasher.VerifyHashedPassword(Nobody, NobodysHash, request.Password);
            // What was typed into the field may be a password: it is not written down.
            return await RefuseAsync(db, "user/0", unknown.Fail(bureau.Id, name), ct);
        }

        var now = clock.GetUtcNow();
        var subject = $"user/{user.Id}";
        if (user.LockoutEnabled && user.LockoutEnd > now)
        {
            BureauUsers.Hasher.VerifyHashedPassword(Nobody, NobodysHash, request.Password);
            return await RefuseAsync(db, subject, locked: true, ct);
        }

        if (!await users.CheckPasswordAsync(user, request.Password))
        {
            user.AccessFailedCount++;
            if (user.AccessFailedCount >= AccountRules.FailuresBeforeLock)
            {
                user.AccessFailedCount = 0;
                user.LockoutEnd = now + AccountRules.Lock;
            }

            return await RefuseAsync(db, subject, locked: false, ct);
        }

        return await OpenSessionAsync(db, bureau, user, request.Client, now, ct);
    }

    private static async Task<Result<ClaimsPrincipal>> RefuseAsync(TenantSession db, string subject, bool locked, CancellationToken ct)
    {
        var saved = await db.SaveAsync("RefuseSignIn", subject, new { locked }, ct);
        return saved.IsOk ? new Refused(locked ? Locked : Wrong) : saved.Problem;
    }

    private static async Task<Result<ClaimsPrincipal>> OpenSessionAsync(
        TenantSession db, BureauEntity bureau, UserEntity user, string? client, DateTimeOffset now, CancellationToken ct)
    {
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
        var seenSince = now - AccountRules.Idle;
        var open = await db.Rows.UserSessions
            .Where(session => session.UserId == user.Id && session.EndedAt == null && session.ExpiresAt > now && session.LastSeenAt > seenSince)
            .OrderByDescending(session => session.StartedAt)
            .ToListAsync(ct);
        foreach (var oldest in open.Skip(AccountRules.MostSessions - 1))
        {
            oldest.EndedAt = now;
        }

        var session = new UserSessionEntity
        {
            Id = Guid.NewGuid(),
            UserId = user.Id,
            StartedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + AccountRules.LongestSession,
            Client = client,
        };
        db.Rows.UserSessions.Add(session);
        var saved = await db.SaveAsync("SignIn", $"user/{user.Id}", new { client }, ct);
        if (!saved.IsOk)
        {
            return saved.Problem;
        }

        var roles = user.Roles.Aggregate(Role.None, (all, one) => all | one.Role);
        var actor = new Actor(bureau.Id, bureau.Code, user.Id, user.DisplayName, roles, [.. user.Regions.Select(region => region.RegionCode)]);
        return new SignedInPerson(actor, user.UserName, bureau.Name, session.Id, user.SecurityStamp, user.MustChangePassword).ToPrincipal();
    }
}
