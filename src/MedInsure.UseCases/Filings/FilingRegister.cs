using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Filings;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>One bureau below and where its filing stands.</summary>
/// <param name="Newest">Its newest filing that was not taken back; null when there is none.</param>
/// <param name="OverdueDays">Days since the office's own date (内部口径) without a filing that counts; 0 while there is time, where there is no date, or once it is filed.</param>
/// <param name="CanDecide">The person may receive, accept or return it now.</param>
public sealed record RegisterRow(string BureauName, FilingStanding Standing, FilingRow? Newest, DateOnly? Due, int OverdueDays, bool CanDecide);

/// <summary>备案登记: the bureaus directly below, filed or not.</summary>
internal static class FilingRegister
{
    public static async Task<IReadOnlyList<RegisterRow>> ReadAsync(TenantSession db, FilingRows rows, int fundingYear, DateOnly today, bool decides, CancellationToken ct)
    {
        var me = db.Rows.TenantId;
        var below = await db.Rows.Bureaus.AsNoTracking().Where(bureau => bureau.ParentId == me).OrderBy(bureau => bureau.Id).ToListAsync(ct);
        if (below.Count == 0)
        {
            return [];
        }

        var received = await db.Rows.ReceivedFilings.AsNoTracking()
            .Where(filing => filing.FundingYear == fundingYear && filing.State != FilingState.Withdrawn)
            .OrderByDescending(filing => filing.Id)
            .ToListAsync(ct);
        var due = await db.Rows.OfficeDeadlines.AsNoTracking()
            .Where(deadline => deadline.FundingYear == fundingYear && deadline.Kind == OfficeDeadlineKind.Filing)
            .Select(deadline => (DateOnly?)deadline.Due)
            .FirstOrDefaultAsync(ct);
        return below.ConvertAll(bureau =>
        {
            var newest = received.Find(filing => filing.TenantId == bureau.Id) is { } filing ? rows.Of(filing) : null;
            var standing = newest?.Standing ?? FilingStanding.None;
            var overdue = due is { } day && standing.IsMissing() ? Math.Max(0, today.DayNumber - day.DayNumber) : 0;
            return new RegisterRow(bureau.Name, standing, newest, due, overdue, decides && standing is (FilingStanding.Sent or FilingStanding.Received));
        });
    }
}
