using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.PolicyDrafts;

namespace MedInsure.UseCases.Deadlines;

/// <summary>Who may do what on 时限看板.</summary>
internal static class DeadlinePermissions
{
    public static Problem? ToSee(Actor actor) => PolicyPermissions.ToSee(actor) is null ? null : new NotAllowed("您的岗位不能查看时限，请联系系统管理员核对岗位。");

    /// <summary>内部口径 is the bureau's word and not one person's: it is set by whoever answers for the policy.</summary>
    public static Problem? ToSet(Actor actor) =>
        PolicyPermissions.ToWrite(actor) is null ? null : new NotAllowed("只有负责全机构的政策管理员可以设定内部时限，请由政策管理员办理。");

    /// <summary>Who looks after a gap is set by whoever answers for the policy, too.</summary>
    public static Problem? ToAssign(Actor actor) =>
        PolicyPermissions.ToWrite(actor) is null ? null : new NotAllowed("只有负责全机构的政策管理员可以设定依据待补的负责人和期限，请由政策管理员办理。");

    public static Problem? ToMark(Actor actor) =>
        actor.Has(Role.PolicyAdministrator | Role.FinanceOfficer) && actor.RegionScope.Count == 0
            ? null
            : new NotAllowed("只有负责全机构的政策管理员或财务岗可以登记办结，请由他们办理。");
}
