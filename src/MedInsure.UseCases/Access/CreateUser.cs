using MedInsure.Persistence.Access;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Access;

/// <param name="Regions">Codes that the person is limited to, with all below; empty for the whole bureau.</param>
/// <param name="Password">The first password; the person is asked to change it, except in a demonstration.</param>
public sealed record CreateUser(string BureauCode, string UserName, string DisplayName, Role Roles, IReadOnlyList<string> Regions, string Password, bool IsDemo = false);

/// <summary>
/// A new account. Roles that defeat 三权分立 are refused. Done by a system administrator in the own bureau, or by the operator at the server's
/// command line (no actor).
/// </summary>
public sealed class CreateUserHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<long>> HandleAsync(Actor? actor, CreateUser request, CancellationToken ct)
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

        if (request.Roles == Role.None)
        {
            return new Refused("没有指定角色，请至少给一个角色。");
        }

        if (!SeparationOfPowers.Allows(request.Roles))
        {
            return new Refused($"{request.Roles.Names()}不能由一人兼任：业务、审计、系统管理三权分立，请分给不同的人。");
        }

        if (string.IsNullOrWhiteSpace(request.DisplayName))
        {
            return new Refused("姓名不能为空，请填写。");
        }

        await using var db = actor is null ? await tenantDb.OpenBeforeSignInAsync(bureau.Id, ct) : await tenantDb.OpenAsync(actor, ct);
        if (await RefuseRegionsAsync(db, bureau, request.Regions, ct) is { } outside)
        {
            return outside;
        }

        var now = clock.GetUtcNow();
        var user = new UserEntity
        {
            UserName = request.UserName,
            NormalizedUserName = BureauUsers.Names.NormalizeName(request.UserName),
            DisplayName = request.DisplayName.Trim(),
            SecurityStamp = "",
            CreatedAt = now,
            PasswordChangedAt = now,
            MustChangePassword = !request.IsDemo,
            IsDemo = request.IsDemo,
        };
        user.Roles.AddRange(request.Roles.Split().Select(role => new UserRoleEntity { Role = role }));
        user.Regions.AddRange(request.Regions.Select(code => new UserRegionEntity { RegionCode = new RegionCode(code) }));
        var created = await BureauUsers.Of(db).CreateAsync(user, request.Password);
        if (!created.Succeeded)
        {
            return created.ToProblem();
        }

        var saved = await db.SaveAsync("CreateUser", () => $"user/{user.Id}", new { user = user.UserName, roles = request.Roles.Names(), regions = request.Regions }, null, ct);
        return saved.IsOk ? user.Id : saved.Problem;
    }

    private static async Task<Problem?> RefuseRegionsAsync(TenantSession db, BureauEntity bureau, IReadOnlyList<string> codes, CancellationToken ct)
    {
        if (codes.Count == 0)
        {
            return null;
        }

        var tree = (await db.Rows.Regions.AsNoTracking().ToListAsync(ct)).ToDictionary(region => region.Code, region => region.ParentCode);
        foreach (var text in codes)
        {
            if (!RegionCode.TryParse(text, out var code) || !tree.ContainsKey(code))
            {
                return new Refused($"没有代码为“{text}”的行政区划，请核对后再试。");
            }

            var at = (RegionCode?)code;
            while (at is { } here && bureau.RootRegion is { } root && here != root)
            {
                at = tree.GetValueOrDefault(here);
            }

            if (at is null)
            {
                return new Refused($"行政区划 {text} 不归{bureau.Name}管理，请核对后再试。");
            }
        }

        return null;
    }
}
