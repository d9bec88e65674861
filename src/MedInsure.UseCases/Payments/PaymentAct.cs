using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.Payments;

/// <param name="Sentence">What was done, for the person.</param>
public sealed record DecidedPayment(long BatchId, string Sentence);

/// <summary>One decision about one batch, which nobody else decides about meanwhile.</summary>
internal sealed class PaymentAct(TenantDb tenantDb, TimeProvider clock)
{
    /// <param name="refusal">Why not, asked under the lock.</param>
    /// <param name="change">What becomes of the batch itself; null where it stays as it is.</param>
    /// <param name="write">What becomes of its items.</param>
    public async Task<Result<DecidedPayment>> RunAsync(
        Actor actor, string act, long batchId, string sentence, object? detail, Func<PaymentBatchEntity, Problem?> refusal, Action<PaymentBatchEntity>? change, Func<NpgsqlConnection, Task> write, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        var found = await PaymentCase.FindAsync(db, actor, batchId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value.Batch;
        if (refusal(batch) is { } refused)
        {
            await transaction.RollbackAsync(ct);
            return refused is NotAllowed ? await RecordAsync(db, act, found.Value.Subject, refused, ct) : refused;
        }

        change?.Invoke(batch);
        var saved = await db.SaveAsync(act, () => found.Value.Subject, detail, write, ct);
        return saved.IsOk ? new DecidedPayment(batchId, sentence) : saved.Problem;
    }

    /// <summary>Books answers and closes the batch with the last one.</summary>
    public async Task<Result<DecidedPayment>> BookAsync(Actor actor, string act, long batchId, Func<TenantSession, PaymentCase, Task<Result<IReadOnlyList<PaymentAnswer>>>> answersOf, CancellationToken ct)
    {
        await using var db = await tenantDb.OpenAsync(actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        var found = await PaymentCase.FindAsync(db, actor, batchId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var batch = found.Value.Batch;
        if (PaymentPermissions.ToSend(actor, batch) is { } notAllowed)
        {
            await transaction.RollbackAsync(ct);
            return await RecordAsync(db, act, found.Value.Subject, notAllowed, ct);
        }

        if (batch.State != PaymentBatchState.Sent)
        {
            return new Conflict($"这个批次现在是“{batch.State.Chinese()}”，不能登记结果，请刷新后再看。");
        }

        var read = await answersOf(db, found.Value);
        if (!read.IsOk)
        {
            return read.Problem;
        }

        var answers = read.Value;
        var open = await db.Rows.PaymentItems.AsNoTracking().Where(item => item.BatchId == batchId && item.State == PaymentItemState.Sent).Select(item => item.Number).ToHashSetAsync(ct);
        if (answers.Count == 0 || answers.FirstOrDefault(answer => !open.Contains(answer.Number)) is not null)
        {
            return answers.Count == 0 ? new Refused("没有可登记的结果。") : new Conflict("有的明细已经登记过结果，没有重复登记。请刷新后再试。");
        }

        var (bounced, isLast) = (answers.Count(answer => answer.Reason is not null), answers.Count == open.Count);
        if (isLast)
        {
            (batch.State, batch.ClosedBy, batch.ClosedAt) = (PaymentBatchState.Closed, actor.UserId, clock.GetUtcNow());
        }

        var saved = await db.SaveAsync(
            act, () => found.Value.Subject, new { Paid = answers.Count - bounced, Bounced = bounced, Closed = isLast }, connection => PaymentSteps.AnswerAsync(connection, batchId, answers, ct), ct);
        return saved.IsOk
            ? new DecidedPayment(batchId, $"已登记：支付成功 {answers.Count - bounced} 人，退回 {bounced} 人。{(isLast ? "这个批次已全部办结。" : $"还有 {open.Count - answers.Count} 人待回复。")}{(bounced > 0 ? "退回的人员可在下一批中重新支付。" : "")}")
            : saved.Problem;
    }

    /// <summary>An attempt at what the person may not do leaves an audit entry of its own.</summary>
    private static async Task<Problem> RecordAsync(TenantSession db, string act, string subject, Problem problem, CancellationToken ct)
    {
        db.Rows.ChangeTracker.Clear();
        await db.SaveAsync(act + "Refused", subject, new { problem.Sentence }, ct);
        return problem;
    }
}
