using System.Security.Cryptography;
using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Payments;

/// <summary>送出: the checker freezes the list that goes to bank or tax office. From then on the batch is answered, not changed.</summary>
public sealed record SendPayment(long BatchId);

/// <summary>取消批次 before it is sent: everybody in it can be planned again.</summary>
public sealed record CancelPayment(long BatchId);

public sealed class SendPaymentHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    public async Task<Result<DecidedPayment>> HandleAsync(Actor actor, SendPayment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        await using var transaction = await db.BeginAsync(ct);
        var found = await PaymentCase.FindAsync(db, actor, request.BatchId, isLocked: true, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var payment = found.Value;
        var batch = payment.Batch;
        if (PaymentPermissions.ToSend(actor, batch) is { } notAllowed)
        {
            await transaction.RollbackAsync(ct);
            await db.SaveAsync("SendPaymentRefused", payment.Subject, new { notAllowed.Sentence }, ct);
            return notAllowed;
        }

        if (batch.State != PaymentBatchState.Planned)
        {
            return new Conflict($"这个批次现在是“{batch.State.Chinese()}”，没有重复送出，请刷新后再看。");
        }

        if (await DataKeyBinding.BindAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        var now = clock.GetUtcNow();
        var madeBy = await db.Rows.Users.AsNoTracking().Where(user => user.Id == batch.MadeBy).Select(user => user.DisplayName).SingleAsync(ct);
        var bureau = await db.Rows.Bureaus.AsNoTracking().Where(one => one.Id == actor.TenantId).Select(one => one.Name).SingleAsync(ct);
        using var numbers = key.IdentityVaultFor(actor.TenantId);
        var (content, hash) = PaymentFile.Of(await PaymentFile.TableAsync(db, numbers, payment, bureau, madeBy, actor.DisplayName, ChinaTime.Date(now), ct));
        (batch.State, batch.FileSha256, batch.SentBy, batch.SentAt) = (PaymentBatchState.Sent, hash, actor.UserId, now);
        using var vault = key.PaymentVaultFor(actor.TenantId);
        var saved = await db.SaveAsync(
            nameof(SendPayment),
            () => payment.Subject,
            new { batch.Items, batch.TotalFen, Sha256 = hash },
            async connection =>
            {
                await PaymentSteps.SendAsync(connection, batch.Id, ct);
                using var file = new MemoryStream(content, writable: false);
                await SealedFile.Payments.WriteAsync(connection, vault, batch.Id, file, Convert.ToHexStringLower(SHA256.HashData(content)), ct);
            },
            ct);
        return saved.IsOk ? new DecidedPayment(batch.Id, $"批次已送出，请下载报送文件交给{batch.Mode.Recipient()}，收到回复后登记结果。") : saved.Problem;
    }
}

public sealed class CancelPaymentHandler(TenantDb tenantDb, TimeProvider clock)
{
    public Task<Result<DecidedPayment>> HandleAsync(Actor actor, CancelPayment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        return new PaymentAct(tenantDb, clock).RunAsync(
            actor, nameof(CancelPayment), request.BatchId, "批次已取消，其中的人员可以重新编入其他批次。", null, Refusal,
            batch => (batch.State, batch.CancelledBy, batch.CancelledAt) = (PaymentBatchState.Cancelled, actor.UserId, clock.GetUtcNow()),
            connection => PaymentSteps.WithdrawAsync(connection, request.BatchId, ct), ct);

        Problem? Refusal(PaymentBatchEntity batch) => PaymentPermissions.ToPlan(actor)
            ?? (batch.State != PaymentBatchState.Planned ? new Conflict($"这个批次现在是“{batch.State.Chinese()}”，不能取消，请刷新后再看。") : null);
    }
}
