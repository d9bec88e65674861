using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.UseCases.Tasks;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Filings;

/// <summary>What of 备案 waits for this very person: filings from below for a reviewer, a returned one for the policy administrator.</summary>
internal static class FilingTasks
{
    private const string Page = "/filings";

    public static async Task<IReadOnlyList<TaskRow>> OfAsync(TenantSession db, Actor actor, CancellationToken ct)
    {
        var (reviews, writes) = (PolicyPermissions.ToReview(actor) is null, PolicyPermissions.ToWrite(actor) is null);
        if (!reviews && !writes)
        {
            return [];
        }

        var rows = await FilingRows.LoadAsync(db, ct);
        var bureaus = await db.Rows.Bureaus.AsNoTracking().ToDictionaryAsync(bureau => bureau.Id, bureau => bureau.Name, ct);
        var tasks = new List<TaskRow>();
        if (reviews)
        {
            foreach (var filing in await db.Rows.ReceivedFilings.AsNoTracking().Where(filing => filing.State == Persistence.Filings.FilingState.Filed).OrderBy(filing => filing.Id).ToListAsync(ct))
            {
                if (rows.Of(filing) is { Standing: FilingStanding.Sent or FilingStanding.Received } row)
                {
                    tasks.Add(new TaskRow(row.Standing == FilingStanding.Sent ? "接收备案" : "审核备案", $"{row.LetterNumber} {row.Title}", filing.FundingYear, Page, bureaus[filing.TenantId], row.FiledAt));
                }
            }
        }

        if (writes)
        {
            // Only what has not been filed again since.
            foreach (var filing in (await db.Rows.Filings.AsNoTracking().Where(filing => filing.FiledAt != null).ToListAsync(ct)).GroupBy(filing => filing.FundingYear).Select(year => year.MaxBy(filing => filing.Id)!))
            {
                if (rows.Of(filing) is { Standing: FilingStanding.Returned } row)
                {
                    tasks.Add(new TaskRow("改正被退回的备案", $"{row.LetterNumber} {row.Title}", filing.FundingYear, Page, row.Steps[^1].By, row.Steps[^1].At));
                }
            }
        }

        return tasks;
    }
}
