using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

/// <summary>The runs of a funding year, newest first.</summary>
public sealed record ListRuns(int FundingYear, Scheme? Scheme = null);

/// <param name="Blocked">Units without a figure.</param>
/// <param name="TotalFen">Sum of the computed lines; null when there is none.</param>
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
                Total = db.Rows.AllocationLines.Where(line => line.RunId == run.Id).Sum(line => line.Fen),
                Computed = db.Rows.AllocationLines.Any(line => line.RunId == run.Id && line.Fen != null),
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
}
