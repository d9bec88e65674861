using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Matches;

/// <summary>Who may do what with 三方比对.</summary>
internal static class MatchPermissions
{
    public static Problem? ToSee(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk | Role.FinanceOfficer | Role.Reviewer) ? null : new NotAllowed("三方比对含有个人信息，只有经办、财务和复核岗位可以查看。");
    }

    public static Problem? ToWork(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk) ? null : new NotAllowed("三方比对由经办岗位办理，请联系本机构的经办人员。");
    }
}
