using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Tasks;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>What of 名单 waits for this very person: batches that need a second person, for everybody who may be that one; own ones that wait to be committed.</summary>
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
            .Where(batch => (batch.State == RosterState.AwaitingSecond && batch.MadeBy != me) || (batch.State == RosterState.Previewed && batch.MadeBy == me)).OrderBy(batch => batch.Id).ToListAsync(ct);
        var tasks = new List<TaskRow>();
        foreach (var batch in waiting)
        {
            var (_, mine) = await RosterSight.CountiesAsync(db, actor, batch.Month.Year, ct);
            if (RosterSight.Of(actor, [.. mine.Select(county => county.Code)], batch) is { IsWhole: true })
            {
                tasks.Add(new TaskRow(
                    batch.State == RosterState.AwaitingSecond ? "第二人确认名单" : "核对名单并入库", $"{batch.Authority} {batch.Month.ToText()}{batch.Kind.Chinese()}名单", batch.Month.Year, $"/rosters/{batch.Id}",
                    people.GetValueOrDefault(batch.MadeBy, "—"), batch.MadeAt));
            }
        }

        return tasks;
    }
}
