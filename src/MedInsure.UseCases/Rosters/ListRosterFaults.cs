using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Rosters;

/// <summary>What is wrong with the rows of a batch's file, a page at a time. The sentences hold no numbers of identity cards.</summary>
/// <param name="Page">From 1.</param>
public sealed record ListRosterFaults(long BatchId, int Page);

public sealed record RosterFaultRow(int RowNumber, string Column, string Sentence);

/// <param name="Total">Those that were kept; of very many the first ones.</param>
public sealed record RosterFaultPage(IReadOnlyList<RosterFaultRow> Rows, int Total, int Page, int Pages);

public sealed class ListRosterFaultsHandler(TenantDb tenantDb)
{
    public const int PageSize = 50;

    public async Task<Result<RosterFaultPage>> HandleAsync(Actor actor, ListRosterFaults request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (RosterPermissions.ToSee(actor) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await RosterCase.FindAsync(db, actor, request.BatchId, isLocked: false, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        if (found.Value.Sight.NotWhole is { } notWhole)
        {
            return notWhole;
        }

        var faults = db.Rows.RosterFaults.AsNoTracking().Where(fault => fault.BatchId == request.BatchId);
        var total = await faults.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(request.Page, 1, pages);
        var rows = await faults.OrderBy(fault => fault.RowNumber).ThenBy(fault => fault.Column).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(fault => new RosterFaultRow(fault.RowNumber, fault.Column, fault.Sentence)).ToListAsync(ct);
        return new RosterFaultPage(rows, total, page, pages);
    }
}
