using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Rosters;

/// <summary>Who may do what with 名单. They hold names and numbers of people: whoever has nothing to do with them does not see them.</summary>
internal static class RosterPermissions
{
    /// <returns>Why not; null when the person may.</returns>
    public static Problem? ToSee(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk | Role.Reviewer | Role.FinanceOfficer) ? null : new NotAllowed("名单含有个人信息，只有经办、复核和财务岗位可以查看。");
    }

    /// <summary>Commit, cancel, undo. Uploading is a clerk's: <see cref="RosterBasis.Refusal"/>.</summary>
    public static Problem? ToDecide(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Has(Role.Clerk | Role.Reviewer) ? null : new NotAllowed("名单由经办或复核岗位办理，请联系本机构的经办人员。");
    }

    /// <summary>An attempt at what the person may not do leaves an audit entry of its own.</summary>
    public static async Task<Problem> RecordAsync(TenantSession db, string act, string subject, Problem problem, CancellationToken ct)
    {
        db.Rows.ChangeTracker.Clear();
        await db.SaveAsync(act + "Refused", subject, new { problem.Sentence }, ct);
        return problem;
    }
}
