using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Shell;
using MedInsure.UseCases.Tasks;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>补齐依据: the gaps that were given to this very person and whose day is near or has passed, while they are gaps of the policies in force.</summary>
internal static class GapTasks
{
    public const string Page = "/deadlines/gaps";

    public static async Task<IReadOnlyList<TaskRow>> OfAsync(TenantSession db, Actor actor, DateOnly today, IReadOnlyDictionary<long, string> people, CancellationToken ct)
    {
        var me = actor.UserId;
        var current = await ClosedYear.CurrentAsync(db.Rows, ct);
        var mine = await db.Rows.GapAssignments.AsNoTracking()
            .Where(row => row.OwnerId == me && row.Due != null && (current == null || row.FundingYear >= current)
                && !db.Rows.GapAssignments.Any(later => later.FundingYear == row.FundingYear && later.Issuer == row.Issuer && later.GapId == row.GapId && later.Id > row.Id))
            .OrderBy(row => row.Due)
            .ToListAsync(ct);
        var tasks = new List<TaskRow>();
        foreach (var year in mine.Where(row => GapOwners.Of(row, people, today).Age is { IsPressing: true }).GroupBy(row => row.FundingYear))
        {
            var inForce = await PolicyChain.InForceAsync(db, year.Key, ct);
            var chain = inForce.IsOk ? inForce.Value : [];
            tasks.AddRange(
                from row in year
                let gap = chain.FirstOrDefault(policy => policy.Issued.Tenant == row.Issuer)?.Issued.Content.Gaps.FirstOrDefault(gap => gap.Id == row.GapId)
                where gap is not null
                let owner = GapOwners.Of(row, people, today)
                select new TaskRow("补齐依据", $"{gap.What}（{owner.Age!.Value.Words}）", row.FundingYear, Page, owner.By, row.At));
        }

        return tasks;
    }
}
