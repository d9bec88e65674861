using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Headcounts;

/// <summary>
/// Who may do what with headcounts: everybody in the business reads them; clerks and finance officers enter 预估 and 上报; a finance officer or
/// a reviewer enters 核定, and never for a county whose 上报 figures are that person's own (see <see cref="OwnReports"/>).
/// </summary>
public static class HeadcountPowers
{
    private const Role Business = Role.PolicyAdministrator | Role.Reviewer | Role.FinanceOfficer | Role.Clerk;

    /// <summary>Why the person may not see headcounts; null when the person may.</summary>
    public static Problem? Reading(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Business) ? null : new NotAllowed("您的岗位不能查看参保人数。如确需查看，请联系本机构的系统管理员调整岗位。");
    }

    /// <summary>Why the person may not enter figures of this basis; null when the person may.</summary>
    public static Problem? Writing(Actor actor, HeadcountBasis basis)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return basis switch
        {
            HeadcountBasis.Certified when !actor.Has(Role.FinanceOfficer | Role.Reviewer) => new NotAllowed("核定人数由财务或复核岗位录入。您可以查看，请联系本机构的财务人员办理。"),
            HeadcountBasis.Estimated or HeadcountBasis.Reported when !actor.Has(Role.FinanceOfficer | Role.Clerk) =>
                new NotAllowed($"{basis.Chinese()}人数由经办或财务岗位录入。您可以查看，请联系本机构的经办人员办理。"),
            _ => null,
        };
    }
}
