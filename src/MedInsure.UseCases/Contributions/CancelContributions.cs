using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.Contributions;

public sealed class CancelContributionsHandler(TenantDb tenantDb)
{
    public Task<Result<DecidedContributions>> HandleAsync(Actor actor, CancelContributions request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ContributionAct.RunAsync(tenantDb, actor, nameof(CancelContributions), request.BatchId, "这批缴费记录已取消，没有入库。", Refusal, CancelAsync, ct);

        static Problem? Refusal(ContributionBatchEntity batch) =>
            batch.State is not (ContributionBatchState.Uploaded or ContributionBatchState.Previewed) ? new Conflict($"这批缴费记录现在是“{batch.State.Chinese()}”，不能取消，请刷新后再看。") : null;
    }

    private static async Task CancelAsync(NpgsqlConnection connection, long batch, CancellationToken ct)
    {
        await using var cancel = new NpgsqlCommand("UPDATE contribution_batch SET state = 'Cancelled', cancelled_by = app.uid(), cancelled_at = clock_timestamp() WHERE tenant_id = app.tid() AND id = $1", connection);
        cancel.Parameters.AddWithValue(batch);
        await cancel.ExecuteNonQueryAsync(ct);
    }
}

public sealed class RecheckContributionsHandler(TenantDb tenantDb)
{
    public async Task<Result<DecidedContributions>> HandleAsync(Actor actor, RecheckContributions request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using (var db = await tenantDb.OpenAsync(actor, ct))
        {
            if (await db.Rows.Jobs.AnyAsync(job => job.Kind == ContributionCheckJob.Name && job.SubjectId == request.BatchId && job.EndedAt == null, ct))
            {
                return new Conflict("这批缴费记录正在校验，请等它完成。");
            }
        }

        return await ContributionAct.RunAsync(
            tenantDb, actor, nameof(RecheckContributions), request.BatchId, "已重新提交校验。", Refusal, (connection, batch, stop) => JobQueue.AskAsync(connection, ContributionCheckJob.Name, batch, stop), ct);

        static Problem? Refusal(ContributionBatchEntity batch) =>
            batch.State != ContributionBatchState.Previewed ? new Conflict($"这批缴费记录现在是“{batch.State.Chinese()}”，不需要重新校验，请刷新后再看。") : null;
    }
}
