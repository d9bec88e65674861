using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Vaults;
using MedInsure.Rules.Access;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Payments;

/// <summary>One batch: its figures, its signatures and a page of its items.</summary>
/// <param name="State">Items that stand so only; null for all.</param>
public sealed record ShowPayment(long BatchId, PaymentItemState? State = null, int Page = 1);

/// <param name="IdNumber">Masked.</param>
public sealed record PaymentItemLine(int Number, long PersonId, string Name, string IdNumber, string Place, long AmountFen, long ContributionFen, PaymentItemState State, string StateName, string? Reason, bool IsTopUp);

public sealed record PaymentStateCount(PaymentItemState State, string Name, int Items, long TotalFen);

/// <param name="Act">"编制", "送出", "办结", "取消".</param>
public sealed record PaymentSignature(string Act, string By, DateTimeOffset At);

/// <param name="InWords">人民币大写 of the total.</param>
/// <param name="ItemCount">Of the chosen state.</param>
/// <param name="MaySend">The person may send it now.</param>
/// <param name="WhyNotSend">Why the person may not, where the batch waits to be sent; null where it does not or the person may.</param>
public sealed record PaymentView(
    PaymentLine Batch, string Recipient, string InWords, string Purpose, string? Sha256, IReadOnlyList<PaymentSignature> Signatures, IReadOnlyList<PaymentStateCount> Counts, IReadOnlyList<PaymentItemLine> Items, int ItemCount,
    int PageSize, bool MaySend, string? WhyNotSend, bool MayCancel, bool MayBook);

public sealed class ShowPaymentHandler(TenantDb tenantDb, InstallationKey key)
{
    public const int PageSize = 50;

    public async Task<Result<PaymentView>> HandleAsync(Actor actor, ShowPayment request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PaymentPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await PaymentCase.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk || await DataKeyBinding.CheckAsync(db, key, ct) is not null)
        {
            return found.IsOk ? (await DataKeyBinding.CheckAsync(db, key, ct))! : found.Problem;
        }

        var (batch, state) = (found.Value.Batch, request.State);
        var counts = await db.Rows.PaymentItems.AsNoTracking().Where(item => item.BatchId == batch.Id).GroupBy(item => item.State)
            .Select(group => new { State = group.Key, Items = group.Count(), Total = group.Sum(item => (long)item.AmountFen) }).ToListAsync(ct);
        var items = await db.Rows.PaymentItems.AsNoTracking().Where(item => item.BatchId == batch.Id && (state == null || item.State == state)).OrderBy(item => item.Number)
            .Skip((Math.Max(request.Page, 1) - 1) * PageSize).Take(PageSize)
            .Join(db.Rows.Persons, item => item.PersonId, person => person.Id, (item, person) => new { Item = item, person.Name, person.IdNumber, person.Town, person.Village }).ToListAsync(ct);
        var people = await db.Rows.Users.AsNoTracking().Where(user => user.Id == batch.MadeBy || user.Id == batch.SentBy || user.Id == batch.ClosedBy || user.Id == batch.CancelledBy)
            .ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        using var vault = key.IdentityVaultFor(actor.TenantId);
        var whyNot = PaymentPermissions.ToSend(actor, batch);
        return new PaymentView(
            ListPaymentsHandler.Line(batch, found.Value.RegionName, people[batch.MadeBy]), batch.Mode.Recipient(), $"人民币{RmbInWords.Write(batch.TotalFen)}", PaymentWords.Purpose(batch.CoverageYear, batch.Mode), batch.FileSha256,
            [.. Signatures(batch, people)], [.. counts.OrderBy(one => one.State).Select(one => new PaymentStateCount(one.State, one.State.Chinese(), one.Items, one.Total))],
            [.. items.OrderBy(one => one.Item.Number).Select(one => new PaymentItemLine(
                one.Item.Number, one.Item.PersonId, one.Name, vault.Open(one.IdNumber).Masked, one.Town + one.Village, one.Item.AmountFen, one.Item.ContributionFen, one.Item.State, one.Item.State.Chinese(), one.Item.Reason, one.Item.DecisionId is not null))],
            counts.Where(one => state is null || one.State == state).Sum(one => one.Items), PageSize,
            batch.State == PaymentBatchState.Planned && whyNot is null, batch.State == PaymentBatchState.Planned ? whyNot?.Sentence : null,
            batch.State == PaymentBatchState.Planned && PaymentPermissions.ToPlan(actor) is null, batch.State is PaymentBatchState.Sent or PaymentBatchState.Closed && whyNot is null);
    }

    private static IEnumerable<PaymentSignature> Signatures(PaymentBatchEntity batch, Dictionary<long, string> people)
    {
        yield return new PaymentSignature("编制", people[batch.MadeBy], batch.MadeAt);
        if (batch is { SentBy: { } sent, SentAt: { } sentAt })
        {
            yield return new PaymentSignature("送出", people[sent], sentAt);
        }

        if (batch is { ClosedBy: { } closed, ClosedAt: { } closedAt })
        {
            yield return new PaymentSignature("办结", people[closed], closedAt);
        }

        if (batch is { CancelledBy: { } cancelled, CancelledAt: { } cancelledAt })
        {
            yield return new PaymentSignature("取消", people[cancelled], cancelledAt);
        }
    }
}
