using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>What keeps a committed batch from being undone, for the page that offers it. The undoing itself asks again (<see cref="UndoRoster"/>, and the database's guard).</summary>
internal static class RosterHolds
{
    /// <returns>Null for a batch that is not committed, and where nothing is known to stand in the way.</returns>
    public static async Task<RosterHold?> OfAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct) =>
        batch.State != RosterState.Committed ? null
        : await AboveAsync(db, batch, ct) is { } above ? above
        : await RestsOnRoster.CountAsync(db, batch, ct) is > 0 and var paid ? new RosterHold(RestsOnRoster.Sentence(paid), null)
        : null;

    /// <summary>Another batch of the authority lies on a committed one.</summary>
    public static async Task<RosterHold?> AboveAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct)
    {
        var committed = await db.Rows.RosterBatches.AsNoTracking().Where(other => other.Authority == batch.Authority && other.State == RosterState.Committed)
            .Select(other => new { other.Id, other.BasedOn, other.Month, other.Kind }).ToListAsync(ct);
        var below = committed.Select(other => other.BasedOn).ToHashSet();
        if (!below.Contains(batch.Id))
        {
            return null;
        }

        var last = committed.Where(other => !below.Contains(other.Id)).MaxBy(other => other.Id)!;
        return new RosterHold(
            $"这批名单之后，{batch.Authority}又有名单入库，不能直接撤销；确需撤销的，请先撤销最近的一批（第 {last.Id} 批，{last.Month.ToText()}{last.Kind.Chinese()}名单）。", last.Id);
    }
}
