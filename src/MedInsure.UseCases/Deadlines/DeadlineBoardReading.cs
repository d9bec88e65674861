using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Filings;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <param name="Policy">What the dates are counted from; null while no document is in force.</param>
/// <param name="Missing">Why the bureau's own policy is not among it; null when it is.</param>
/// <param name="Office">The office's own dates by key.</param>
/// <param name="Above">The date that the bureau above set for filings, by key; one at most.</param>
internal sealed record DatedBoard(
    EffectivePolicy? Policy, string? Missing, IReadOnlyDictionary<string, OfficeDeadlineEntity> Office, IReadOnlyDictionary<string, OfficeDeadlineEntity> Above, IReadOnlyList<DatedDeadline> Dated);

/// <summary>The one reading of a year's deadlines: 时限看板, 督办单 and 工作台 show the same rows.</summary>
internal static class DeadlineBoardReading
{
    /// <summary>The dates of the documents in force, and while the bureau has published none those of the bureaus above; with the office's own and the one for filings from above.</summary>
    public static async Task<DatedBoard> DatedAsync(TenantSession db, Actor actor, int fundingYear, DateOnly today, CancellationToken ct)
    {
        var office = await db.Rows.OfficeDeadlines.AsNoTracking().Where(deadline => deadline.FundingYear == fundingYear).OrderBy(deadline => deadline.Due).ToListAsync(ct);
        var set = DeadlineCalendar.OfOffice(actor.TenantCode, today, office.ConvertAll(row => new OfficeDeadline(DeadlineKey.OfOffice(row.Id), row.Subject, row.Actor, row.Due)));
        var (parent, above) = await FilingDate.RowAsync(db, fundingYear, ct) is { } found ? found : (null, null);
        if (above is not null)
        {
            set = set.Concat(DeadlineCalendar.OfOffice(parent!.Code, today, [new OfficeDeadline(DeadlineKey.OfOffice(above.Id), above.Subject, above.Actor, above.Due)]));
        }

        var inForce = await PolicyChain.InForceAsync(db, fundingYear, ct);
        var chain = inForce.IsOk ? inForce : await PolicyChain.AboveAsync(db, fundingYear, ct);
        EffectivePolicy? policy = null;
        if (chain.IsOk && chain.Value.Count > 0)
        {
            policy = new EffectivePolicy([.. chain.Value.Select(stored => stored.Issued)], await RegionFacts.TreeAsync(db, RegionFacts.AsOf(fundingYear), ct));
            set = DeadlineCalendar.Of(policy, today).Concat(set);
        }

        return new DatedBoard(
            policy,
            inForce.Problem?.Sentence,
            office.ToDictionary(row => DeadlineKey.OfOffice(row.Id), StringComparer.Ordinal),
            above is null ? new Dictionary<string, OfficeDeadlineEntity>() : new Dictionary<string, OfficeDeadlineEntity>(StringComparer.Ordinal) { [$"{parent!.Code}/{DeadlineKey.OfOffice(above.Id)}"] = above },
            [.. set.OrderBy(deadline => deadline.Due ?? DateOnly.MaxValue)]);
    }

    /// <summary>The dates as rows: who set them, who is missing, what is done.</summary>
    public static async Task<IReadOnlyList<BoardRow>> RowsAsync(TenantSession db, Actor actor, DatedBoard board, int fundingYear, DateOnly today, CancellationToken ct)
    {
        var path = await PolicyChain.PathAsync(db, ct);
        var people = await db.Rows.Users.AsNoTracking().Select(user => new { user.Id, user.DisplayName }).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var done = await db.Rows.DeadlinesDone.AsNoTracking().Where(mark => mark.FundingYear == fundingYear).ToDictionaryAsync(mark => mark.DeadlineKey, ct);
        var waiting = board.Office.Values.Any(row => row.Kind == OfficeDeadlineKind.Filing) ? await WaitingAsync(db, fundingYear, today, ct) : [];
        var filed = board.Above.Count == 0 ? null : await FilingDate.StandingAsync(db, fundingYear, ct);
        return
        [
            .. board.Dated.Select(deadline =>
            {
                var key = DeadlineKey.Of(deadline, actor);
                var (own, above) = (board.Office.GetValueOrDefault(key), board.Above.GetValueOrDefault(key));
                var issuer = path.First(bureau => bureau.Code == deadline.Issuer).Name;
                var office = own is not null
                    ? new OfficeWords(own.Id, own.Kind, own.Reason, people.GetValueOrDefault(own.By, "—"), own.At)
                    : above is not null ? new OfficeWords(above.Id, above.Kind, above.Reason, issuer, above.At) { IsAbove = true } : null;
                return new BoardRow(
                    key,
                    deadline,
                    issuer,
                    office,
                    own?.Kind == OfficeDeadlineKind.Filing ? waiting : above is not null && filed!.IsMissing ? [$"本机构（{filed.Words}）"] : [],
                    done.GetValueOrDefault(key) is { } mark ? new DoneMark(people.GetValueOrDefault(mark.By, "—"), mark.At) : null)
                {
                    Settled = above is not null && !filed!.IsMissing ? filed.Words : null,
                };
            }),
        ];
    }

    private static async Task<IReadOnlyList<string>> WaitingAsync(TenantSession db, int fundingYear, DateOnly today, CancellationToken ct) =>
        [.. (await FilingRegister.ReadAsync(db, await FilingRows.LoadAsync(db, ct), fundingYear, today, false, ct))
            .Where(row => row.Standing.IsMissing()).Select(row => $"{row.BureauName}（{FilingWords.Of(row.Standing)}）")];
}
