using MedInsure.Persistence.Allocations;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.Allocations;

/// <summary>
/// 发布, by a third person. The run is frozen from here on, the database notes on which policies it rests, and an earlier release of the same year,
/// scheme and kind is superseded.
/// </summary>
public sealed record ReleaseRun(long RunId, string? Opinion = null);

public sealed class ReleaseRunHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<RunMoved>> HandleAsync(Actor actor, ReleaseRun request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (RunPermissions.ToReview(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await RunActs.TakeAsync(db, request.RunId, RunState.Approved, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var run = taken.Value;
        if (RunActs.IsMaker(run, actor.UserId) || run.ApprovedBy == actor.UserId)
        {
            return new NotAllowed("编制、复核、发布必须是三个不同的人，请由另一位复核岗同事发布。");
        }

        var acknowledged = await db.Rows.RunAcknowledgements.CountAsync(acknowledgement => acknowledgement.RunId == run.Id, ct);
        if (acknowledged < run.BlockedCount)
        {
            return new Refused($"还有 {run.BlockedCount - acknowledged} 个无法计算的县（市、区）没有逐一确认，请先在本页“无法计算的单位”中确认后再发布。");
        }

        var now = clock.GetUtcNow();
        var earlier = await db.Rows.AllocationRuns.AsNoTracking()
            .Where(other => other.FundingYear == run.FundingYear && other.Scheme == run.Scheme && other.Kind == run.Kind && other.State == RunState.Released)
            .Select(other => other.Id)
            .ToListAsync(ct);
        foreach (var other in earlier)
        {
            db.Rows.Add(new RunOpinionEntity { RunId = other, Act = "SupersedeRun", By = actor.UserId, At = now, Opinion = $"由测算 {AllocationWords.RunNumber(run.FundingYear, run.Number)} 替代" });
        }

        run.State = RunState.Released;
        run.ReleasedBy = actor.UserId;
        run.ReleasedAt = now;
        db.Note(run, "ReleaseRun", actor.UserId, now, request.Opinion);
        var saved = await db.SaveAsync("ReleaseRun", () => $"run/{run.Id}", new { run.OutputHash, Superseded = earlier }, connection => SupersedeAsync(connection, run.Id, earlier, ct), ct);
        return saved.IsOk ? new RunMoved(run.Id, run.State) : saved.Problem!;
    }

    /// <summary>After the release has been written: the database lets only a released run take another one's place.</summary>
    private static async Task SupersedeAsync(NpgsqlConnection connection, long run, IReadOnlyList<long> earlier, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("UPDATE allocation_run SET state = 'Superseded', superseded_by_run_id = $1 WHERE tenant_id = app.tid() AND id = ANY ($2)", connection);
        command.Parameters.AddWithValue(run);
        command.Parameters.AddWithValue(earlier.ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }
}
