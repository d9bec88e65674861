using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

/// <summary>The runs of a funding year, newest first.</summary>
public sealed record ListRuns(int FundingYear, Scheme? Scheme = null);

/// <param name="Blocked">Units without a figure.</param>
/// <param name="TotalFen">Sum of the computed lines that the person may see; null when there is none.</param>
public sealed record RunRow(
    long Id,
    string Number,
    string Title,
    Scheme Scheme,
    RunKind Kind,
    RunState State,
    HeadcountBasis Basis,
    int Assumptions,
    int Blocked,
    long? TotalFen,
    string MadeBy,
    DateTimeOffset MadeAt);

public sealed class ListRunsHandler(TenantDb tenantDb)
{
    public async Task<Result<IReadOnlyList<RunRow>>> HandleAsync(Actor actor, ListRuns request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var all = actor.RegionScope.Count == 0;
        var mine = all ? [] : await CoveredAsync(db, actor, request.FundingYear, ct);
        var rows = await db.Rows.AllocationRuns.AsNoTracking()
            .Where(run => run.FundingYear == request.FundingYear && (request.Scheme == null || run.Scheme == request.Scheme))
            .OrderByDescending(run => run.Number)
            .Select(run => new
            {
                run.Id,
                run.Number,
                run.Title,
                run.Scheme,
                run.Kind,
                run.State,
                run.HeadcountBasis,
                run.AssumptionCount,
                run.BlockedCount,
                Total = db.Rows.AllocationLines.Where(line => line.RunId == run.Id && (all || mine.Contains(line.RegionCode))).Sum(line => line.Fen),
                Computed = db.Rows.AllocationLines.Any(line => line.RunId == run.Id && line.Fen != null && (all || mine.Contains(line.RegionCode))),
                MadeBy = db.Rows.Users.Where(user => user.Id == run.CreatedBy).Select(user => user.DisplayName).First(),
                run.CreatedAt,
            })
            .ToListAsync(ct);
        return rows.ConvertAll(run => new RunRow(
            run.Id,
            AllocationWords.RunNumber(request.FundingYear, run.Number),
            run.Title,
            run.Scheme,
            run.Kind,
            run.State,
            run.HeadcountBasis,
            run.AssumptionCount,
            run.BlockedCount,
            run.Computed ? run.Total : null,
            run.MadeBy,
            run.CreatedAt));
    }

    private static async Task<List<RegionCode>> CoveredAsync(TenantSession db, Actor actor, int fundingYear, CancellationToken ct)
    {
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(fundingYear), ct);
        return [.. tree.All.Where(region => actor.Covers(region.Code, tree)).Select(region => region.Code)];
    }
}
