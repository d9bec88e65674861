using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Tasks;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>决定补差和需人工确认的人员: one line for the newest run of a coverage year, while somebody of the clerk's counties waits.</summary>
internal static class EntitlementTasks
{
    public static async Task<IReadOnlyList<TaskRow>> OfAsync(TenantSession db, Actor actor, CancellationToken ct)
    {
        if (EntitlementPermissions.ToDecide(actor) is not null)
        {
            return [];
        }

        var runs = await db.Rows.EntitlementRuns.AsNoTracking()
            .Where(run => run.State == EntitlementRunState.Computed && run.TopUp + run.Confirm > 0
                && !db.Rows.EntitlementRuns.Any(later => later.CoverageYear == run.CoverageYear && later.State == EntitlementRunState.Computed && later.Number > run.Number))
            .ToListAsync(ct);
        var tasks = new List<TaskRow>();
        foreach (var run in runs)
        {
            var scope = EntitlementPermissions.ScopeOf(actor, await RegionFacts.TreeAsync(db, RegionFacts.AsOf(run.FundingYear), ct));
            if (await EntitlementDecisions.UndecidedAsync(db, run, scope, ct) is > 0 and var waiting)
            {
                tasks.Add(new TaskRow(
                    "决定补差和确认",
                    $"{EntitlementWords.RunNumber(run.CoverageYear, run.Number)}资助认定，{waiting} 人待决定",
                    run.FundingYear,
                    $"/entitlements/{run.Id}",
                    "资助认定",
                    run.ComputedAt!.Value));
            }
        }

        return tasks;
    }
}
