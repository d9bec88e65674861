using MedInsure.Persistence.Allocations;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Allocations;

/// <summary>Confirms by name that these units cannot be computed and that the run goes without them.</summary>
public sealed record AcknowledgeBlocked(long RunId, IReadOnlyList<RegionCode> Regions, string? Reason = null);

/// <param name="Open">Units that still wait for a confirmation.</param>
public sealed record AcknowledgedBlocked(int Confirmed, int Open);

public sealed class AcknowledgeBlockedHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<AcknowledgedBlocked>> HandleAsync(Actor actor, AcknowledgeBlocked request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToMake(actor) is { } notMaker && RunPermissions.ToReview(actor) is not null)
        {
            return notMaker;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var loaded = await StoredRun.LoadAsync(db, request.RunId, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem!;
        }

        if (loaded.Value.Row.State is RunState.Released or RunState.Superseded)
        {
            return new Conflict("这次测算已经发布，不能再确认。");
        }

        if (await RunActs.ClosedAsync(db, loaded.Value.Row, ct) is { } closed)
        {
            return closed;
        }

        var blocked = loaded.Value.Result.Lines.Where(line => line.State != LineState.Computed).ToDictionary(line => line.Region);
        if (request.Regions.FirstOrDefault(region => !blocked.ContainsKey(region)) is { } stray && stray != default)
        {
            return new Refused($"{stray} 不是无法计算的单位，不需要确认；请刷新后重试。");
        }

        var done = await db.Rows.RunAcknowledgements.AsNoTracking().Where(row => row.RunId == request.RunId).Select(row => row.RegionCode).ToListAsync(ct);
        var fresh = request.Regions.Distinct().Except(done).ToList();
        db.Rows.AddRange(fresh.Select(region => new RunAcknowledgementEntity
        {
            RunId = request.RunId,
            RegionCode = region,
            AcknowledgedBy = actor.UserId,
            AcknowledgedAt = clock.GetUtcNow(),
            Reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim(),
        }));
        var saved = await db.SaveAsync("AcknowledgeBlocked", $"run/{request.RunId}", new { Regions = fresh.Select(region => blocked[region].Name), request.Reason }, ct);
        return saved.IsOk ? new AcknowledgedBlocked(fresh.Count, blocked.Count - done.Count - fresh.Count) : saved.Problem!;
    }
}
