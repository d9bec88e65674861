using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>By when the bureau above wants this bureau's filing: no document gives a date, it is that bureau's own practice (内部口径) and says so.</summary>
/// <param name="BureauName">Whose practice it is.</param>
/// <param name="Age">Null once what counts is filed: then nothing is late.</param>
public sealed record FilingDate(string BureauName, DateOnly Due, string Reason, DeadlineAge? Age)
{
    internal static async Task<FilingDate?> OfAsync(TenantSession db, int fundingYear, DateOnly today, CancellationToken ct) =>
        await RowAsync(db, fundingYear, ct) is var (parent, row)
            ? new FilingDate(parent.Name, row.Due, row.Reason, (await StandingAsync(db, fundingYear, ct)).IsMissing ? DeadlineAge.Of(row.Due, today) : null)
            : null;

    /// <summary>The date and whose it is; filings go to the bureau directly above, so another one's date is not this bureau's business.</summary>
    internal static async Task<(BureauEntity Parent, OfficeDeadlineEntity Row)?> RowAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var path = await PolicyChain.PathAsync(db, ct);
        if (path.Count < 2)
        {
            return null;
        }

        var parent = path[^2];
        return await db.Rows.FilingDeadlinesAbove.AsNoTracking().FirstOrDefaultAsync(deadline => deadline.TenantId == parent.Id && deadline.FundingYear == fundingYear, ct) is { } row ? (parent, row) : null;
    }

    /// <summary>Where the bureau's own filing of the year stands.</summary>
    internal static async Task<OwnStanding> StandingAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var newest = await db.Rows.Filings.AsNoTracking().Where(filing => filing.FundingYear == fundingYear && filing.FiledAt != null && filing.State != Persistence.Filings.FilingState.Withdrawn)
            .OrderByDescending(filing => filing.Id).FirstOrDefaultAsync(ct);
        var standing = newest is null ? FilingStanding.None : (await FilingRows.LoadAsync(db, ct)).StandingOf(newest);
        return new OwnStanding(standing.IsMissing(), newest is null ? FilingWords.Of(standing) : $"{newest.LetterNumber} {FilingWords.Of(standing)}");
    }

    /// <param name="Words">"未备案", "兰医保函〔2020〕6号 已备案".</param>
    internal sealed record OwnStanding(bool IsMissing, string Words);
}
