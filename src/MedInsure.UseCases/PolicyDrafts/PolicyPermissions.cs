using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>Who may do what with a policy version. That nobody reviews or publishes what he wrote on is also the database's business.</summary>
internal static class PolicyPermissions
{
    public static Problem? ToSee(Actor actor) =>
        actor.Has(Role.PolicyAdministrator | Role.Reviewer | Role.FinanceOfficer | Role.Clerk) ? null : new NotAllowed("您的岗位不能查看政策，请联系系统管理员核对岗位。");

    public static Problem? ToWrite(Actor actor) => For(actor, Role.PolicyAdministrator, "只有政策管理员可以编制和提交政策，请由政策管理员办理。");

    public static Problem? ToReview(Actor actor) => For(actor, Role.Reviewer, "只有复核岗可以复核、退回、发布和撤回政策，请由复核岗同事办理。");

    private static NotAllowed? For(Actor actor, Role role, string sentence)
    {
        if (!actor.Has(role))
        {
            return new NotAllowed(sentence);
        }

        return actor.RegionScope.Count > 0 ? new NotAllowed("您的账号只负责部分县（市、区），不能办理全机构的政策，请由负责全机构的同事办理。") : null;
    }
}
