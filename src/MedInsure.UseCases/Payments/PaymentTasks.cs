using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Payments;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Tasks;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Payments;

/// <summary>Batches that wait for this very person to send them.</summary>
internal static class PaymentTasks
{
    public static async Task<IEnumerable<TaskRow>> OfAsync(TenantSession db, Actor actor, DateOnly today, IReadOnlyDictionary<long, string> people, CancellationToken ct)
    {
        if (PaymentPermissions.ToSend(actor) is not null)
        {
            return [];
        }

        var me = actor.UserId;
        var waiting = await db.Rows.PaymentBatches.AsNoTracking().Where(batch => batch.State == PaymentBatchState.Planned && batch.MadeBy != me).OrderBy(batch => batch.Id).ToListAsync(ct);
        if (waiting.Count == 0)
        {
            return [];
        }

        var basis = await PeopleBasis.ReadAsync(db, actor, today.Year, ct);
        return !basis.IsOk ? [] : waiting.Where(batch => basis.Value.Covers(actor, batch.RegionCode)).Select(batch => new TaskRow(
            "送出支付批次",
            $"{PaymentWords.BatchNumber(batch.CoverageYear, batch.Number)}　{basis.Value.NameOf(batch.RegionCode)}　{batch.Mode.Chinese()}　{batch.Items} 人",
            batch.CoverageYear,
            $"/payments/{batch.Id}",
            people.GetValueOrDefault(batch.MadeBy, "—"),
            batch.MadeAt));
    }
}
