using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Calendar;
using MedInsure.UseCases.Entitlements;
using MedInsure.UseCases.Payments;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>What else the ledger of a person holds, the newest first.</summary>
/// <param name="Contributions">缴费: those that count.</param>
/// <param name="Entitlements">资助认定: one a run.</param>
/// <param name="Payments">资助支付</param>
public sealed record PersonHistory(IReadOnlyList<ContributionRow> Contributions, IReadOnlyList<EntitledInRun> Entitlements, IReadOnlyList<PaidItem> Payments)
{
    private const int MostRuns = 24;

    internal static async Task<PersonHistory> ReadAsync(TenantSession db, PeopleBasis basis, long person, byte[] sealedNumber, CancellationToken ct)
    {
        var contributions = await db.Rows.Contributions.AsNoTracking().Where(one => one.IdNumber == sealedNumber && one.CancelledBy == null)
            .OrderByDescending(one => one.CoverageYear).Select(one => new { one.CoverageYear, one.AmountFen, one.PaidOn }).ToListAsync(ct);
        var entitlements = await (
            from one in db.Rows.Entitlements.AsNoTracking()
            join run in db.Rows.EntitlementRuns on one.RunId equals run.Id
            join choice in db.Rows.EntitlementChoices on new { one.RunId, Id = one.ChoiceId } equals new { choice.RunId, choice.Id }
            where one.PersonId == person
            orderby run.Id descending
            select new { run.Id, run.CoverageYear, run.Number, run.Month, one.State, choice.Winner, choice.Mode, choice.AmountFen, one.PaidFen }).Take(MostRuns).ToListAsync(ct);
        var payments = await db.Rows.PaymentItems.AsNoTracking().Where(one => one.PersonId == person).OrderByDescending(one => one.Id).ToListAsync(ct);
        return new PersonHistory(
            [.. contributions.Select(one => new ContributionRow(one.CoverageYear, new Money(one.AmountFen), one.PaidOn))],
            [
                .. entitlements.Select(one => new EntitledInRun(
                    one.Id,
                    EntitlementWords.RunNumber(one.CoverageYear, one.Number),
                    one.Month,
                    EntitlementWords.Of(one.State),
                    one.Winner is null ? null : basis.NameOf(one.Winner),
                    one.Winner is null ? null : EntitlementWords.Of(one.Mode),
                    one.AmountFen is { } fen ? new Money(fen) : null,
                    new Money(one.PaidFen))),
            ],
            [.. payments.Select(one => new PaidItem(one.BatchId, one.CoverageYear, one.Mode.Chinese(), new Money(one.AmountFen), one.State.Chinese(), one.Reason, ChinaTime.Date(one.ChangedAt)))]);
    }
}

public sealed record ContributionRow(int CoverageYear, Money Amount, DateOnly PaidOn);

/// <param name="Run">"2021 年度第 3 次"</param>
/// <param name="State">应资助, 已资助 …</param>
/// <param name="Winner">The identity whose amount applies; null without an amount.</param>
/// <param name="Amount">Of the coverage year; null where it cannot be computed or nothing is given.</param>
/// <param name="Paid">What was planned, sent or paid when the run was computed.</param>
public sealed record EntitledInRun(long RunId, string Run, Month Month, string State, string? Winner, string? Mode, Money? Amount, Money Paid);

/// <param name="State">待送出, 已支付, 退回 …</param>
/// <param name="Reason">Why it bounced or was reversed.</param>
public sealed record PaidItem(long BatchId, int CoverageYear, string Mode, Money Amount, string State, string? Reason, DateOnly ChangedOn);
