using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>How a batch lies to the committed ones of its authority. The database asks the same when it is committed; asked here, nobody is offered what would be refused.</summary>
/// <param name="Later">The last month that the authority has committed, where it is later than that of the batch: the batch cannot come in any more.</param>
/// <param name="IsOvertaken">Compared, and another batch lies where this one was to lie, or the one underneath is gone.</param>
internal sealed record RosterStack(Month? Later, bool IsOvertaken)
{
    public static async Task<RosterStack> ReadAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct)
    {
        var committed = await db.Rows.RosterBatches.AsNoTracking().Where(other => other.Authority == batch.Authority && other.State == RosterState.Committed)
            .Select(other => new { other.Id, other.Month, other.BasedOn }).ToListAsync(ct);
        var isCompared = batch.State is RosterState.Previewed or RosterState.AwaitingSecond;
        return new RosterStack(
            committed.Count > 0 && committed.Max(other => other.Month) is var last && last > batch.Month ? last : null,
            isCompared && (committed.Any(other => other.BasedOn == batch.BasedOn) || (batch.BasedOn is { } below && committed.All(other => other.Id != below))));
    }

    /// <summary>Why the batch cannot come in as it was compared; null when it can.</summary>
    public string? Misfit(RosterBatchEntity batch) =>
        Later is { } month ? $"{batch.Authority}已有{month.ToText()}的名单入库，这批{batch.Month.ToText()}的名单不能再入库。确需更正的，请先撤销较晚的批次；不再需要的，请取消这一批。"
        : IsOvertaken ? "比对之后，这一部门的名单又有变化，请重新比对后再入库。"
        : null;
}
