using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Access;

/// <summary>Who may make and change accounts.</summary>
internal static class AccountAdministration
{
    /// <param name="actor">Null for the operator at the server's command line.</param>
    public static Problem? Refuse(Actor? actor, int tenantId) => actor switch
    {
        null => null,
        _ when actor.TenantId != tenantId => new NotAllowed("只能管理本机构的用户。"),
        _ when !actor.Has(Role.SystemAdministrator) => new NotAllowed("只有系统管理员可以管理用户，请联系本机构的系统管理员。"),
        _ => null,
    };
}
