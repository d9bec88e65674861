using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>The runs by the policy of a funding year, newest first, and what another one would begin with.</summary>
public sealed record ListEntitlementRuns(int FundingYear);

/// <param name="Persons">Those whom the person may see.</param>
public sealed record EntitlementRunRow(
    long Id, string Number, Month Month, EntitlementRunState State, string? Reason, long Persons, long Due, long DueFen, long TopUp, long Confirm, long Unknown, string MadeBy, DateTimeOffset MadeAt);

/// <summary>What a person may begin.</summary>
/// <param name="Refusal">Why not; null when the person may.</param>
/// <param name="CoverageYear">By the policy; null while it is a gap.</param>
/// <param name="Month">The month of the roster that was committed last; null without one.</param>
public sealed record EntitlementStart(string? Refusal, int? CoverageYear, Month? Month);

public sealed record EntitlementRunList(IReadOnlyList<EntitlementRunRow> Runs, EntitlementStart Start, bool HasRoster);

public sealed class ListEntitlementRunsHandler(TenantDb tenantDb)
{
    public async Task<Result<EntitlementRunList>> HandleAsync(Actor actor, ListEntitlementRuns request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EntitlementPermissions.ToSee(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var scope = EntitlementPermissions.ScopeOf(actor, await RegionFacts.TreeAsync(db, RegionFacts.AsOf(request.FundingYear), ct));
        var runs = await db.Rows.EntitlementRuns.AsNoTracking().Where(run => run.FundingYear == request.FundingYear).OrderByDescending(run => run.CoverageYear).ThenByDescending(run => run.Number).ToListAsync(ct);
        var (ids, all, mine) = (runs.ConvertAll(run => run.Id), scope is null, scope ?? []);
        var totals = await db.Rows.EntitlementTotals.AsNoTracking().Where(total => ids.Contains(total.RunId) && (all || mine.Contains(total.RegionCode)))
            .GroupBy(total => new { total.RunId, total.State })
            .Select(group => new { group.Key.RunId, group.Key.State, Persons = group.Sum(total => (long)total.Persons), Fen = group.Sum(total => total.DifferenceFen) })
            .ToListAsync(ct);
        var makers = runs.Select(run => run.MadeBy).Distinct().ToList();
        var people = await db.Rows.Users.AsNoTracking().Where(user => makers.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
        var last = await db.Rows.RosterBatches.AsNoTracking().Where(batch => batch.State == RosterState.Committed).OrderByDescending(batch => batch.Month).Select(batch => (Month?)batch.Month).FirstOrDefaultAsync(ct);
        var (hasRoster, basis) = (await db.Rows.Memberships.AnyAsync(ct), await EntitlementBasis.InForceAsync(db, request.FundingYear, ct));
        return new EntitlementRunList(
            [.. runs.Select(run =>
            {
                var counted = totals.Where(total => total.RunId == run.Id).ToDictionary(total => total.State);
                long Count(EntitlementState state) => counted.GetValueOrDefault(state)?.Persons ?? 0;
                return new EntitlementRunRow(
                    run.Id,
                    EntitlementWords.RunNumber(run.CoverageYear, run.Number),
                    run.Month,
                    run.State,
                    run.Reason,
                    counted.Values.Sum(total => total.Persons),
                    Count(EntitlementState.Due),
                    counted.GetValueOrDefault(EntitlementState.Due)?.Fen ?? 0,
                    Count(EntitlementState.TopUp),
                    Count(EntitlementState.Confirm),
                    Count(EntitlementState.Unknown),
                    people.GetValueOrDefault(run.MadeBy, "—"),
                    run.MadeAt);
            })],
            new EntitlementStart(
                EntitlementPermissions.ToMake(actor)?.Sentence ?? basis.Problem?.Sentence,
                basis.IsOk ? EntitlementBasis.CoverageYearOf(basis.Value.Policy.NearestFirst) : null,
                last),
            hasRoster);
    }
}
