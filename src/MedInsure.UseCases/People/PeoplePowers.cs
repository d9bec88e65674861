using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.People;

/// <summary>Who sees persons: clerks, finance officers and reviewers, each within the own counties. Full numbers only for those who work with other offices' lists.</summary>
public static class PeoplePowers
{
    public const Role ToSee = Role.Clerk | Role.FinanceOfficer | Role.Reviewer;

    public const Role ToUnmask = Role.Clerk | Role.FinanceOfficer;

    /// <summary>Why the person may not see persons; null when the person may.</summary>
    public static Problem? Seeing(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(ToSee) ? null : new NotAllowed("人员台账由经办、财务和复核岗位查看。如确需查看，请联系本机构的系统管理员调整岗位。");
    }

    /// <summary>Why the person may not see full numbers; null when the person may.</summary>
    public static Problem? Unmasking(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(ToUnmask) ? null : new NotAllowed("完整身份证号码由经办或财务岗位查看，请联系本机构的经办人员办理。");
    }
}
