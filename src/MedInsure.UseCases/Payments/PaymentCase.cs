using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Payments;

/// <summary>A batch as one person has it before him.</summary>
internal sealed record PaymentCase(PaymentBatchEntity Batch, RegionTree Tree)
{
    public string Subject => $"payment/{Batch.Id}";

    public string RegionName => Tree.Find(Batch.RegionCode)?.Name ?? Batch.RegionCode.Value;

    /// <param name="isLocked">In a transaction: nobody else decides about the batch until it ends.</param>
    public static async Task<Result<PaymentCase>> FindAsync(TenantSession db, Actor actor, long batchId, bool isLocked, CancellationToken ct)
    {
        if (isLocked)
        {
            await db.Rows.Database.ExecuteSqlAsync($"SELECT FROM payment_batch WHERE tenant_id = app.tid() AND id = {batchId} FOR UPDATE", ct);
        }

        if (await db.Rows.PaymentBatches.SingleOrDefaultAsync(one => one.Id == batchId, ct) is not { } batch)
        {
            return Missing;
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(batch.Month.Year), ct);
        return actor.Covers(batch.RegionCode, tree) ? new PaymentCase(batch, tree) : Missing;
    }

    /// <summary>The same sentence for a batch that is not there and for one that is none of the person's business.</summary>
    private static NotFound Missing => new("没有找到这个支付批次，或者它不在您负责的地区范围内。请从“资助支付”中重新选择。");
}
