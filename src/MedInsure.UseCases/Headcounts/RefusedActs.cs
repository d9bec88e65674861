using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Headcounts;

/// <summary>An attempt at what the person may not do, or a file that is refused, leaves an audit entry of its own.</summary>
internal static class RefusedActs
{
    public static async Task<Problem> RecordAsync(TenantSession db, string act, int year, HeadcountBasis basis, Problem problem, CancellationToken ct, object? about = null)
    {
        db.Rows.ChangeTracker.Clear();
        await db.SaveAsync(act + "Refused", $"headcount/{year}/{basis}", new { problem.Sentence, About = about }, ct);
        return problem;
    }
}
