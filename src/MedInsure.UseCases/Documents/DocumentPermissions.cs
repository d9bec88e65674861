using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.PolicyDrafts;

namespace MedInsure.UseCases.Documents;

/// <summary>Who may do what in 政策文件库. It is part of the policy work: whoever sees policies reads it.</summary>
internal static class DocumentPermissions
{
    public static Problem? ToSee(Actor actor) => PolicyPermissions.ToSee(actor);

    public static Problem? ToWrite(Actor actor) => For(actor, Role.PolicyAdministrator, "只有政策管理员可以登记和修改政策文件，请由政策管理员办理。");

    /// <summary>校对 is a second look, so the reviewers do it as well.</summary>
    public static Problem? ToMark(Actor actor) => For(actor, Role.PolicyAdministrator | Role.Reviewer, "只有政策管理员和复核岗可以登记校对情况，请由他们办理。");

    private static NotAllowed? For(Actor actor, Role roles, string sentence)
    {
        if (!actor.Has(roles))
        {
            return new NotAllowed(sentence);
        }

        return actor.RegionScope.Count > 0 ? new NotAllowed("您的账号只负责部分县（市、区），不能修改全机构的政策文件库，请由负责全机构的同事办理。") : null;
    }
}
