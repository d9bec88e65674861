using MedInsure.Persistence.Rosters;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>The batches of a year, newest month first, and what may be uploaded.</summary>
public sealed record ListRosters(int Year);

/// <param name="Hidden">Batches that speak for other counties only.</param>
/// <param name="IsCut">Only the newest <see cref="ListRostersHandler.MostRows"/>.</param>
/// <param name="Months">For which months the person may upload, newest first, with the authorities of each; empty when the person may not.</param>
/// <param name="NoUpload">Why nothing may be uploaded; null when something may.</param>
public sealed record RosterList(string BureauName, IReadOnlyList<RosterListRow> Rows, int Hidden, bool IsCut, IReadOnlyList<RosterMonth> Months, string? NoUpload);

/// <param name="Underway">What is being done with it in the background; null when nothing is.</param>
/// <param name="Reason">Of a batch that waits for a second person, was refused or failed.</param>
/// <param name="Counts">新增、变更、取消、恢复 of the person's counties; null before the comparison.</param>
public sealed record RosterListRow(
    long Id, Month Month, string Authority, RosterKind Kind, string FileName, RosterState State, RosterUnderway? Underway, string? Reason, int Rows, int Failed, RosterTotals? Counts, string By, DateTimeOffset At, DateTimeOffset? CommittedAt);

public sealed record RosterTotals(long Added, long Changed, long Cancelled, long Restored)
{
    public long Changes => Added + Changed + Cancelled + Restored;
}

public sealed record RosterMonth(Month Month, IReadOnlyList<string> Authorities);

public sealed class ListRostersHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int MostRows = 300;

    public async Task<Result<RosterList>> HandleAsync(Actor actor, ListRosters request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RosterPermissions.ToSee(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var underway = await RosterJobs.OpenAsync(db, ct); // before the batches: work that ends in between is shown as going on, and not as if it had never been asked for
        var (first, last) = (new Month(request.Year, 1), new Month(request.Year, 12));
        var batches = await db.Rows.RosterBatches.AsNoTracking().Where(batch => batch.Month >= first && batch.Month <= last)
            .OrderByDescending(batch => batch.Month).ThenByDescending(batch => batch.Id).Take(MostRows + 1).ToListAsync(ct);
        var mine = (await RosterSight.CountiesAsync(db, actor, request.Year, ct)).Mine.Select(county => county.Code).ToList();
        var seen = batches.Take(MostRows).Select(batch => (Batch: batch, Sight: RosterSight.Of(actor, mine, batch))).Where(one => one.Sight is not null).ToList();
        var ids = seen.ConvertAll(one => one.Batch.Id);
        var counts = (await db.Rows.RosterCounts.AsNoTracking().Where(count => ids.Contains(count.BatchId)).ToListAsync(ct)).ToLookup(count => count.BatchId);
        var people = await db.Rows.Users.AsNoTracking().ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var (months, no) = await MonthsAsync(db, actor, request.Year, ct);
        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        return new RosterList(
            bureau.Name, seen.ConvertAll(one => Row(one.Batch, one.Sight!, counts[one.Batch.Id], people, underway.TryGetValue(one.Batch.Id, out var work) ? work : null)), Math.Min(batches.Count, MostRows) - seen.Count, batches.Count > MostRows, months, no);
    }

    private static RosterListRow Row(RosterBatchEntity batch, RosterSight sight, IEnumerable<RosterCountEntity> counts, Dictionary<long, string> people, RosterUnderway? underway)
    {
        var own = counts.Where(count => sight.Counties is not { } mine || mine.Contains(count.RegionCode)).ToList();
        var isCompared = batch.State is RosterState.Previewed or RosterState.AwaitingSecond or RosterState.Committed or RosterState.Undone;
        return new RosterListRow(
            batch.Id, batch.Month, batch.Authority, batch.Kind, batch.FileName, batch.State, underway, batch.Reason, batch.Rows, batch.Failed,
            isCompared ? new RosterTotals(own.Sum(count => count.Added), own.Sum(count => count.Changed), own.Sum(count => count.Cancelled), own.Sum(count => count.Restored)) : null,
            people.GetValueOrDefault(batch.MadeBy, "—"), batch.MadeAt, batch.CommittedAt);
    }

    private async Task<(IReadOnlyList<RosterMonth> Months, string? No)> MonthsAsync(TenantSession db, Actor actor, int year, CancellationToken ct)
    {
        if (RosterBasis.Refusal(actor) is { } notAllowed)
        {
            return ([], notAllowed.Sentence);
        }

        var today = ChinaTime.Date(clock.GetUtcNow());
        var past = Enumerable.Range(1, 12).Select(number => new Month(year, number)).Where(month => month.FirstDay <= today).OrderDescending().ToList();
        if (past.Count == 0)
        {
            return ([], $"{year}年还没有到，不能上传名单。");
        }

        var basis = await RosterBasis.ReadAsync(db, actor, past[0], today, ct);
        if (!basis.IsOk)
        {
            return ([], basis.Problem.Sentence);
        }

        var policy = await RosterBasis.PolicyAsync(db, past[0], ct);
        IReadOnlyList<RosterMonth> months = policy.IsOk ? [.. past.Select(month => new RosterMonth(month, RosterAuthorities.In(policy.Value.Policy, month))).Where(month => month.Authorities.Count > 0)] : [];
        return (months, months.Count > 0 ? null : $"{year}年的政策没有登记名单部门，请政策管理员在资助对象类别中补上“名单由谁认定”。");
    }
}
