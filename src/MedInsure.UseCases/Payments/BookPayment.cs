using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Payments;

/// <summary>登记结果 of what bank or tax office answered about some items.</summary>
public sealed record BookPayment(long BatchId, IReadOnlyList<PaymentAnswer> Answers);

/// <summary>Everything that is not answered yet was paid.</summary>
public sealed record BookAllPaid(long BatchId);

/// <summary>The same from an answer file: 序号 or 身份证号码, 结果, 失败原因. Taken whole or not at all.</summary>
public sealed record BookPaymentFile(long BatchId, UploadedFile File);

/// <summary>退票 (a paid item came back; the next batch takes the person again) or 冲销 (taken back by the office).</summary>
/// <param name="IsBounced">退票; otherwise 冲销.</param>
public sealed record ReversePayment(long BatchId, int Number, bool IsBounced, string Reason);

public sealed class BookPaymentHandler(TenantDb tenantDb, TimeProvider clock)
{
    public Task<Result<DecidedPayment>> HandleAsync(Actor actor, BookPayment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new PaymentAct(tenantDb, clock).BookAsync(actor, nameof(BookPayment), request.BatchId, (_, _) => Task.FromResult(Checked(request)), ct);
    }

    private static Result<IReadOnlyList<PaymentAnswer>> Checked(BookPayment request) =>
        request.Answers.Any(answer => answer.Reason is { } reason && string.IsNullOrWhiteSpace(reason)) ? new Refused("登记退回时，请写明退回的原因。")
        : request.Answers.Select(answer => FreeText.Refusal(answer.Reason)).FirstOrDefault(refusal => refusal is not null) is { } words ? words
        : request.Answers.DistinctBy(answer => answer.Number).Count() != request.Answers.Count ? new Refused("同一条明细登记了两次，请只保留一次。")
        : Result<IReadOnlyList<PaymentAnswer>>.Ok(request.Answers);
}

public sealed class BookAllPaidHandler(TenantDb tenantDb, TimeProvider clock)
{
    public Task<Result<DecidedPayment>> HandleAsync(Actor actor, BookAllPaid request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new PaymentAct(tenantDb, clock).BookAsync(
            actor, nameof(BookAllPaid), request.BatchId,
            async (db, payment) => Result<IReadOnlyList<PaymentAnswer>>.Ok(
                [.. (await db.Rows.PaymentItems.AsNoTracking().Where(item => item.BatchId == payment.Batch.Id && item.State == PaymentItemState.Sent).Select(item => item.Number).ToListAsync(ct)).Select(number => new PaymentAnswer(number, null))]),
            ct);
    }
}

public sealed class BookPaymentFileHandler(TenantDb tenantDb, TimeProvider clock, InstallationKey key)
{
    public static SheetLimits Limits => Rosters.RosterLimits.Sheet;

    public Task<Result<DecidedPayment>> HandleAsync(Actor actor, BookPaymentFile request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new PaymentAct(tenantDb, clock).BookAsync(actor, nameof(BookPaymentFile), request.BatchId, (db, payment) => ReadAsync(db, payment, request.File, ct), ct);
    }

    private async Task<Result<IReadOnlyList<PaymentAnswer>>> ReadAsync(TenantSession db, PaymentCase payment, UploadedFile file, CancellationToken ct)
    {
        if (await DataKeyBinding.CheckAsync(db, key, ct) is { } wrongKey)
        {
            return wrongKey;
        }

        using var vault = key.IdentityVaultFor(db.Rows.TenantId);
        var items = await db.Rows.PaymentItems.AsNoTracking().Where(item => item.BatchId == payment.Batch.Id)
            .Join(db.Rows.Persons, item => item.PersonId, person => person.Id, (item, person) => new { item.Number, item.State, person.IdNumber }).ToListAsync(ct);
        return PaymentAnswerSheet.Read(file, [.. items.Select(item => new AnswerableItem(item.Number, vault.Open(item.IdNumber), item.State))], ChinaTime.Date(clock.GetUtcNow()));
    }
}

public sealed class ReversePaymentHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<DecidedPayment>> HandleAsync(Actor actor, ReversePayment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        var reason = request.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > 200)
        {
            return new Refused(reason.Length == 0 ? "退票和冲销都要写明原因。" : "原因请控制在 200 字以内。");
        }

        if (FreeText.Refusal(reason) is { } words)
        {
            return words;
        }

        await using (var db = await tenantDb.OpenAsync(actor, ct))
        {
            if (!await db.Rows.PaymentItems.AnyAsync(item => item.BatchId == request.BatchId && item.Number == request.Number && item.State == PaymentItemState.Paid, ct))
            {
                return new Conflict("这条明细现在不是“已支付”，不能办理，请刷新后再看。");
            }
        }

        return await new PaymentAct(tenantDb, clock).RunAsync(
            actor, nameof(ReversePayment), request.BatchId, request.IsBounced ? "已登记退票，下一批可以重新支付。" : "已冲销；如仍应资助，请重新认定后再支付。",
            new { request.Number, request.IsBounced, Reason = reason }, batch => PaymentPermissions.ToSend(actor, batch), null,
            connection => PaymentSteps.TakeBackAsync(connection, request.BatchId, request.Number, request.IsBounced, reason, ct), ct);
    }
}
