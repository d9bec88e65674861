using MedInsure.Persistence.Deadlines;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>登记办结, or takes the mark back.</summary>
/// <param name="Key">The deadline's key as the board gives it.</param>
public sealed record MarkDeadline(int FundingYear, string Key, bool Done);

public sealed class MarkDeadlineHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<bool>> HandleAsync(Actor actor, MarkDeadline request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DeadlinePermissions.ToMark(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        // Also in a closed year: what a year's notice asks for until March is done after the next year's policy is out.
        var mark = await db.Rows.DeadlinesDone.FirstOrDefaultAsync(done => done.FundingYear == request.FundingYear && done.DeadlineKey == request.Key, ct);
        if (mark is not null == request.Done)
        {
            return request.Done;
        }

        if (mark is not null)
        {
            db.Rows.Remove(mark);
        }
        else
        {
            var board = await DeadlineBoardReading.DatedAsync(db, actor, request.FundingYear, ChinaTime.Date(clock.GetUtcNow()), ct);
            if (!board.Dated.Any(deadline => DeadlineKey.Of(deadline, actor) == request.Key))
            {
                return new NotFound("没有找到这项时限，请刷新后再试。");
            }

            db.Rows.Add(new DeadlineDoneEntity { FundingYear = request.FundingYear, DeadlineKey = request.Key, By = actor.UserId, At = clock.GetUtcNow() });
        }

        var saved = await db.SaveAsync(nameof(MarkDeadline), $"deadline/{request.Key}", new { request.FundingYear, request.Done }, ct);
        return saved.IsOk ? request.Done : saved.Problem;
    }
}
