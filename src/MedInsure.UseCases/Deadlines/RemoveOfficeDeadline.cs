using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>Takes a date of the office's own off the board, with its mark; what it said stays in the audit entry.</summary>
public sealed record RemoveOfficeDeadline(long Id);

public sealed class RemoveOfficeDeadlineHandler(TenantDb tenantDb)
{
    public async Task<Result<long>> HandleAsync(Actor actor, RemoveOfficeDeadline request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DeadlinePermissions.ToSet(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var row = await db.Rows.OfficeDeadlines.FirstOrDefaultAsync(deadline => deadline.Id == request.Id, ct);
        if (row is null)
        {
            return new NotFound("没有找到这项内部时限，可能已被同事删除，请刷新后再试。");
        }

        if (await ClosedYear.CheckAsync(db.Rows, row.FundingYear, ct) is { } closed)
        {
            return closed;
        }

        var key = DeadlineKey.OfOffice(row.Id);
        db.Rows.Remove(row);
        db.Rows.RemoveRange(await db.Rows.DeadlinesDone.Where(done => done.DeadlineKey == key).ToListAsync(ct));
        var saved = await db.SaveAsync(nameof(RemoveOfficeDeadline), $"deadline/{key}", new { Before = SetOfficeDeadlineHandler.Words(row) }, ct);
        return saved.IsOk ? request.Id : saved.Problem!;
    }
}
