using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Contributions;

/// <summary>确认入库: records what the check found, all or nothing.</summary>
/// <param name="Version">Of the preview that the person agreed to.</param>
public sealed record CommitContributions(long BatchId, uint Version);

/// <summary>撤销入库: records are as before the batch; refused while a later batch or a payment rests on it.</summary>
public sealed record UndoContributions(long BatchId);

/// <summary>Gives a batch up before it is recorded.</summary>
public sealed record CancelContributions(long BatchId);

/// <summary>Compares a batch again that others have overtaken.</summary>
public sealed record RecheckContributions(long BatchId);

/// <param name="Sentence">What was done, for the person.</param>
public sealed record DecidedContributions(long BatchId, string Sentence);

public sealed class CommitContributionsHandler(TenantDb tenantDb)
{
    public Task<Result<DecidedContributions>> HandleAsync(Actor actor, CommitContributions request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ContributionAct.RunAsync(tenantDb, actor, nameof(CommitContributions), request.BatchId, "缴费记录已入库。", Refusal, ContributionRecord.CommitAsync, ct);

        Problem? Refusal(ContributionBatchEntity batch) =>
            batch.State == ContributionBatchState.Committed ? new Conflict("这批缴费记录已经入库，没有重复办理。")
            : batch.State != ContributionBatchState.Previewed ? new Conflict($"这批缴费记录现在是“{batch.State.Chinese()}”，不能入库，请刷新后再看。")
            : batch.Version != request.Version ? new Conflict("您看到预览之后，这批记录又重新校验过。请核对新的结果，再确认入库。")
            : null;
    }
}

public sealed class UndoContributionsHandler(TenantDb tenantDb)
{
    public Task<Result<DecidedContributions>> HandleAsync(Actor actor, UndoContributions request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ContributionAct.RunAsync(tenantDb, actor, nameof(UndoContributions), request.BatchId, "已撤销入库，缴费记录恢复到这批之前的样子。", Refusal, ContributionRecord.UndoAsync, ct);

        static Problem? Refusal(ContributionBatchEntity batch) =>
            batch.State != ContributionBatchState.Committed ? new Conflict($"这批缴费记录现在是“{batch.State.Chinese()}”，没有可撤销的内容，请刷新后再看。") : null;
    }
}
