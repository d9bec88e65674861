using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Allocations;

/// <summary>Who may do what with a run. That maker, checker and releaser are three people is also the database's business.</summary>
internal static class RunPermissions
{
    public static Problem? ToSee(Actor actor) =>
        actor.Has(Role.PolicyAdministrator | Role.Reviewer | Role.FinanceOfficer | Role.Clerk) ? null : new NotAllowed("您的岗位不能查看资金分配，请联系系统管理员核对岗位。");

    public static Problem? ToMake(Actor actor)
    {
        if (!actor.Has(Role.FinanceOfficer))
        {
            return new NotAllowed("只有财务岗可以试算和提交，请由财务岗同事办理。");
        }

        return actor.RegionScope.Count > 0 ? new NotAllowed("您的账号只负责部分县（市、区），不能为全机构测算，请由负责全机构的财务岗同事办理。") : null;
    }

    public static Problem? ToReview(Actor actor)
    {
        if (!actor.Has(Role.Reviewer))
        {
            return new NotAllowed("只有复核岗可以审批、退回和发布，请由复核岗同事办理。");
        }

        return actor.RegionScope.Count > 0 ? new NotAllowed("您的账号只负责部分县（市、区），不能审批全机构的测算，请由负责全机构的复核岗同事办理。") : null;
    }
}
