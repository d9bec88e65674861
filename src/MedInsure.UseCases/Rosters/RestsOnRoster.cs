using MedInsure.Persistence.Payments;
using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Payments;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>What rests on a committed batch, so that it is not undone under it. The one place that says so.</summary>
internal static class RestsOnRoster
{
    /// <summary>Whether it is one person or all matters to who looks; how many of a million does not.</summary>
    private const int Most = 1000;

    /// <summary>Payments that are planned, sent or paid to people whose identities the batch has changed. What bounced, was reversed or withdrawn rests on nothing any more.</summary>
    /// <returns>Why the batch stays; null when nothing rests on it.</returns>
    public static async Task<Problem?> FindAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(batch);
        // The turn of whoever plans payments, held to the end of the undoing: nothing is planned between this look and that end.
        await db.Rows.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('payment'), app.tid())", ct);
        return await CountAsync(db, batch, ct) is > 0 and var paid ? new Refused(Sentence(paid)) : null;
    }

    /// <summary>People of the batch with such a payment, as they stand now; <see cref="Most"/> and one where there are more.</summary>
    public static async Task<int> CountAsync(TenantSession db, RosterBatchEntity batch, CancellationToken ct)
    {
        var payments = db.Rows.PaymentItems.AsNoTracking().Where(item => item.State == PaymentItemState.Planned || item.State == PaymentItemState.Sent || item.State == PaymentItemState.Paid);
        // Most batches are looked at before anybody is paid. Their pages need not ask for each of a million rows.
        return !await payments.AnyAsync(ct) ? 0 : await db.Rows.Persons.AsNoTracking()
            .Where(person => payments.Any(item => item.PersonId == person.Id) && db.Rows.RosterChanges.Any(change => change.BatchId == batch.Id && change.IdNumber == person.IdNumber))
            .OrderBy(person => person.Id).Take(Most + 1).CountAsync(ct);
    }

    public static string Sentence(int persons) =>
        $"这批名单变动的人员中，有 {(persons > Most ? $"{Most} 多" : $"{persons} ")}人已列入资助支付（待送出、已送出或已支付），不能撤销。请先在“资助支付”中取消、退回或冲正这些支付。";
}
