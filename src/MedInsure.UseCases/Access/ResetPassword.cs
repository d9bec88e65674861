using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Access;

public sealed record ResetPassword(string BureauCode, string UserName, string Password);

/// <summary>A new password from the system administrator or the operator: it unlocks the account and ends all its sessions.</summary>
public sealed class ResetPasswordHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<long>> HandleAsync(Actor? actor, ResetPassword request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var bureau = (await tenantDb.ListBureausAsync(ct)).SingleOrDefault(one => one.Code == request.BureauCode);
        if (bureau is null)
        {
            return new NotFound($"没有代码为“{request.BureauCode}”的机构，请用机构代码，例如 lanzhou。");
        }

        if (AccountAdministration.Refuse(actor, bureau.Id) is { } refusal)
        {
            return refusal;
        }

        await using var db = actor is null ? await tenantDb.OpenBeforeSignInAsync(bureau.Id, ct) : await tenantDb.OpenAsync(actor, ct);
        var users = BureauUsers.Of(db);
        if (await users.FindByNameAsync(request.UserName) is not { } user)
        {
            return new NotFound($"{bureau.Name}没有用户“{request.UserName}”，请核对用户名。");
        }

        if (PasswordRule.Fault(user.UserName, request.Password) is { } fault)
        {
            return new Refused(fault);
        }

        var now = clock.GetUtcNow();
        await users.RemovePasswordAsync(user);
        var added = await users.AddPasswordAsync(user, request.Password);
        if (!added.Succeeded)
        {
            return added.ToProblem();
        }

        user.PasswordChangedAt = now;
        user.MustChangePassword = !user.IsDemo;
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
        foreach (var session in await db.Rows.UserSessions.Where(one => one.UserId == user.Id && one.EndedAt == null).ToListAsync(ct))
        {
            session.EndedAt = now;
        }

        var saved = await db.SaveAsync("ResetPassword", $"user/{user.Id}", null, ct);
        return saved.IsOk ? user.Id : saved.Problem;
    }
}
