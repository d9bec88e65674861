using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Access;

/// <summary>One account of a demonstration; each of the five bureaus has all of them.</summary>
public sealed record DemoPerson(string UserName, string DisplayName, Role Role, string Task);

/// <summary>
/// The accounts of a demonstration (<c>MEDINSURE_DEMO=1</c>), the same seven in five bureaus, and in the national bureau those who issue its
/// policy. Can be run again: what is there stays, a changed password is set anew.
/// </summary>
public sealed class SeedDemoUsersHandler(TenantDb tenantDb, CreateUserHandler create, ResetPasswordHandler reset)
{
    public static readonly IReadOnlyList<string> Bureaus = ["anhui", "huainan", "gansu", "lanzhou", "henan"];

    public static readonly IReadOnlyList<DemoPerson> People =
    [
        new("caiwu", "演示财务", Role.FinanceOfficer, "试算、提交复核、导出，办理资助支付"),
        new("fuhe", "演示复核", Role.Reviewer, "审批，送出资助支付"),
        new("fabu", "演示发布", Role.Reviewer, "发布"),
        new("jingban", "演示经办", Role.Clerk, "填报参保人数，办理名单、资助认定、缴费记录和三方比对"),
        new("zhengce", "演示政策", Role.PolicyAdministrator, "编制政策，报送备案"),
        new("shenji", "演示审计", Role.Auditor, "审计，不看业务数据"),
        new("xitong", "演示系统", Role.SystemAdministrator, "管理用户，不看业务数据"),
    ];

    /// <summary>Who has an account in this bureau.</summary>
    public static IEnumerable<DemoPerson> PeopleOf(string bureauCode) =>
        Bureaus.Contains(bureauCode) ? People
        : bureauCode == "national" ? People.Where(person => (person.Role & (Role.PolicyAdministrator | Role.Reviewer)) != Role.None)
        : [];

    /// <returns>How many accounts were made or got a new password.</returns>
    public async Task<Result<int>> HandleAsync(string password, CancellationToken ct)
    {
        var changed = 0;
        foreach (var bureau in await tenantDb.ListBureausAsync(ct))
        {
            foreach (var person in PeopleOf(bureau.Code))
            {
                var outcome = await SeedAsync(bureau.Id, bureau.Code, person, password, ct);
                if (!outcome.IsOk)
                {
                    return outcome.Problem;
                }

                changed += outcome.Value ? 1 : 0;
            }
        }

        return changed;
    }

    private async Task<Result<bool>> SeedAsync(int tenantId, string bureau, DemoPerson person, string password, CancellationToken ct)
    {
        bool exists, current;
        await using (var db = await tenantDb.OpenBeforeSignInAsync(tenantId, ct))
        {
            var users = BureauUsers.Of(db);
            var user = await users.FindByNameAsync(person.UserName);
            exists = user is not null;
            if (user is { IsDemo: false })
            {
                return new Refused($"{bureau} 已有名为 {person.UserName} 的正式用户，演示数据不能装入正式数据库。");
            }

            current = user is not null && await users.CheckPasswordAsync(user, password);
        }

        if (current)
        {
            return false;
        }

        var outcome = exists
            ? await reset.HandleAsync(null, new ResetPassword(bureau, person.UserName, password), ct)
            : await create.HandleAsync(null, new CreateUser(bureau, person.UserName, person.DisplayName, person.Role, [], password, IsDemo: true), ct);
        return outcome.IsOk ? true : outcome.Problem;
    }
}
