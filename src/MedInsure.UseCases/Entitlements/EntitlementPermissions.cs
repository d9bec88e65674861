using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Entitlements;

/// <summary>Who may do what with 资助认定. Auditors and system administrators see no persons.</summary>
public static class EntitlementPermissions
{
    /// <summary>Who has the line in the menu.</summary>
    public const Role Seers = Role.Clerk | Role.FinanceOfficer | Role.Reviewer;

    public static Problem? ToSee(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Seers) ? null : new NotAllowed("您的岗位不能查看资助对象，请联系系统管理员核对岗位。");
    }

    /// <summary>A run speaks for the whole bureau, so nobody who is limited to some counties starts one.</summary>
    public static Problem? ToMake(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Has(Role.Clerk))
        {
            return new NotAllowed("资助认定由经办岗位办理，请联系本机构的经办人员。");
        }

        return actor.RegionScope.Count > 0 ? new NotAllowed("您的账号只负责部分县（市、区），不能为全机构认定，请由负责全机构的经办人员办理；认定完成后您可以查看本县（市、区）的结果。") : null;
    }

    public static Problem? ToDecide(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk) ? null : new NotAllowed("补差和需人工确认的人员由经办岗位决定，请联系本机构的经办人员。");
    }

    /// <summary>The regions that the person is limited to; null for the whole bureau.</summary>
    public static IReadOnlyList<RegionCode>? ScopeOf(Actor actor, RegionTree tree) =>
        actor.RegionScope.Count == 0 ? null : [.. tree.All.Select(region => region.Code).Where(code => actor.Covers(code, tree))];
}
