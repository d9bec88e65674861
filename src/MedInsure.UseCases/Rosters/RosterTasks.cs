using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Tasks;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>
/// What of 名单 waits for this very person: batches that need a second person, for everybody who may be that one; own ones that wait to be committed. A batch of a month that its authority has gone beyond
/// can only be cancelled: that is for whoever brought it.
/// </summary>
internal static class RosterTasks
{
    public static async Task<IReadOnlyList<TaskRow>> OfAsync(TenantSession db, Actor actor, Dictionary<long, string> people, CancellationToken ct)
    {
        if (RosterPermissions.ToDecide(actor) is not null)
        {
            return [];
        }

        var me = actor.UserId;
        var waiting = await db.Rows.RosterBatches.AsNoTracking()
            .Where(batch => batch.State == RosterState.AwaitingSecond || (batch.State == RosterState.Previewed && batch.MadeBy == me)).OrderBy(batch => batch.Id).ToListAsync(ct);
        var underway = waiting.Count == 0 ? [] : await RosterJobs.OpenAsync(db, ct);
        var lastMonths = waiting.Count == 0 ? [] : await LastMonthsAsync(db, ct);
        var tasks = new List<TaskRow>();
        foreach (var batch in waiting)
        {
            // Somebody has confirmed it already: nothing is left to do.
            if (underway.TryGetValue(batch.Id, out var work) && work == RosterUnderway.Commit)
            {
                continue;
            }

            var isLate = lastMonths.TryGetValue(batch.Authority, out var last) && last > batch.Month;
            if (isLate ? batch.MadeBy != me : batch.State == RosterState.AwaitingSecond && batch.MadeBy == me)
            {
                continue;
            }

            var (_, mine) = await RosterSight.CountiesAsync(db, actor, batch.Month.Year, ct);
            if (RosterSight.Of(actor, [.. mine.Select(county => county.Code)], batch) is { IsWhole: true })
            {
                tasks.Add(new TaskRow(
                    isLate ? "取消不能再入库的名单" : batch.State == RosterState.AwaitingSecond ? "第二人确认名单" : "核对名单并入库",
                    $"{batch.Authority} {batch.Month.ToText()}{batch.Kind.Chinese()}名单{(isLate ? $"（{last.ToText()}的名单已入库）" : "")}",
                    batch.Month.Year,
                    $"/rosters/{batch.Id}",
                    people.GetValueOrDefault(batch.MadeBy, "—"), batch.MadeAt));
            }
        }

        return tasks;
    }

    /// <summary>Of each authority the last month that is committed.</summary>
    private static async Task<Dictionary<string, Month>> LastMonthsAsync(TenantSession db, CancellationToken ct) =>
        (await db.Rows.RosterBatches.AsNoTracking().Where(batch => batch.State == RosterState.Committed).Select(batch => new { batch.Authority, batch.Month }).Distinct().ToListAsync(ct))
            .GroupBy(batch => batch.Authority, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(batch => batch.Month), StringComparer.Ordinal);
}
