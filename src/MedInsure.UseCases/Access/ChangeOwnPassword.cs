using System.Security.Claims;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Access;

public sealed record ChangeOwnPassword(string Current, string New, string Again);

/// <summary>
/// A person's own new password. The other sessions end, this one goes on under the new stamp; wrong guesses of the current password count like failed
/// sign-ins, so that an unattended screen is no place to guess at.
/// </summary>
public sealed class ChangeOwnPasswordHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<ClaimsPrincipal>> HandleAsync(SignedInPerson person, ChangeOwnPassword request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(request);
        if (request.New != request.Again)
        {
            return new Refused("两次输入的新密码不一致，请重新输入。");
        }

        if (PasswordRule.Fault(person.UserName, request.New) is { } fault)
        {
            return new Refused(fault);
        }

        if (request.New == request.Current)
        {
            return new Refused("新密码与当前密码相同，请换一个。");
        }

        await using var db = await tenantDb.OpenAsync(person.Actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        await db.Rows.Database.ExecuteSqlAsync($"SELECT 1 FROM app_user WHERE id = {person.Actor.UserId} FOR UPDATE", ct);
        var users = BureauUsers.Of(db);
        var user = await users.FindByIdAsync(person.Actor.UserId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (user is null || user.SecurityStamp != person.Stamp)
        {
            return new Conflict("登录已失效，请重新登录后再修改密码。");
        }

        var now = clock.GetUtcNow();
        if (user.LockoutEnd > now)
        {
            return new Refused(SignInHandler.Locked);
        }

        if (!await users.CheckPasswordAsync(user, request.Current))
        {
            user.AccessFailedCount++;
            if (user.AccessFailedCount >= AccountRules.FailuresBeforeLock)
            {
                user.AccessFailedCount = 0;
                user.LockoutEnd = now + AccountRules.Lock;
            }

            var refused = await db.SaveAsync("RefusePasswordChange", $"user/{user.Id}", null, ct);
            return refused.IsOk ? new Refused("当前密码不正确，请重新输入。") : refused.Problem;
        }

        var changed = await users.ChangePasswordAsync(user, request.Current, request.New);
        if (!changed.Succeeded)
        {
            return changed.ToProblem();
        }

        user.PasswordChangedAt = now;
        user.MustChangePassword = false;
        user.AccessFailedCount = 0;
        foreach (var other in await db.Rows.UserSessions.Where(one => one.UserId == user.Id && one.Id != person.SessionId && one.EndedAt == null).ToListAsync(ct))
        {
            other.EndedAt = now;
        }

        var saved = await db.SaveAsync("ChangeOwnPassword", $"user/{user.Id}", null, ct);
        return saved.IsOk ? (person with { Stamp = user.SecurityStamp, MustChangePassword = false }).ToPrincipal() : saved.Problem;
    }
}
