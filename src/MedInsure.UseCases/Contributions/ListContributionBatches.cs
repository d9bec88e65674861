using MedInsure.Persistence.Contributions;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Contributions;

/// <summary>缴费批次, the newest first, a page at a time.</summary>
public sealed record ListContributionBatches(int Page = 1);

public sealed record ContributionBatchLine(
    long Id, int CoverageYear, string FileName, ContributionBatchState State, string StateName, int Rows, int Failed, long TotalFen, string MadeBy, DateTimeOffset MadeAt, string? Reason);

/// <param name="RecordsByYear">Records that count, by coverage year.</param>
public sealed record ContributionBatchList(IReadOnlyList<ContributionBatchLine> Lines, int Count, int PageSize, bool MayBring, IReadOnlyList<ContributionYear> RecordsByYear, int SuggestedYear);

/// <param name="Persons">Persons with a record that counts.</param>
public sealed record ContributionYear(int CoverageYear, int Persons, long TotalFen);

public sealed class ListContributionBatchesHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int PageSize = 20;

    public async Task<Result<ContributionBatchList>> HandleAsync(Actor actor, ListContributionBatches request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (ContributionPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var batches = ContributionPermissions.Of(db, actor).AsNoTracking();
        var count = await batches.CountAsync(ct);
        var page = await batches.OrderByDescending(batch => batch.Id).Skip((Math.Max(request.Page, 1) - 1) * PageSize).Take(PageSize)
            .Join(db.Rows.Users, batch => batch.MadeBy, user => user.Id, (batch, user) => new { Batch = batch, user.DisplayName }).OrderByDescending(one => one.Batch.Id).ToListAsync(ct);
        var years = actor.RegionScope.Count > 0 ? [] : await db.Rows.Contributions.AsNoTracking().Where(one => one.CancelledBy == null).GroupBy(one => one.CoverageYear)
            .OrderByDescending(year => year.Key).Select(year => new ContributionYear(year.Key, year.Count(), year.Sum(one => (long)one.AmountFen))).ToListAsync(ct);
        return new ContributionBatchList(
            [.. page.Select(one => Line(one.Batch, one.DisplayName))], count, PageSize, ContributionPermissions.ToBring(actor) is null, years, CoverageYear.Of(Month.Of(ChinaTime.Date(clock.GetUtcNow()))));
    }

    internal static ContributionBatchLine Line(ContributionBatchEntity batch, string madeBy) =>
        new(batch.Id, batch.CoverageYear, batch.FileName, batch.State, batch.State.Chinese(), batch.Rows, batch.Failed, batch.TotalFen, madeBy, batch.MadeAt, batch.Reason);
}
