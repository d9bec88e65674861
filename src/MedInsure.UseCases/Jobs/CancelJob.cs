using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Jobs;

/// <summary>Wants a job to stop. It stops within seconds; when its end was written first, that stands.</summary>
public sealed record CancelJob(long JobId);

/// <summary>The wish is written down; whether the job ended first, its sentence tells.</summary>
public sealed record CancelledJob(long JobId);

public sealed class CancelJobHandler(TenantDb tenantDb)
{
    public async Task<Result<CancelledJob>> HandleAsync(Actor actor, CancelJob request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var job = await db.Rows.Jobs.SingleOrDefaultAsync(one => one.Id == request.JobId, ct);
        if (job is null)
        {
            return new NotFound("没有找到这项后台任务。");
        }

        if (job.EndedAt is not null)
        {
            return new Refused("这项后台任务已经结束，不能取消。");
        }

        if (!May(actor, job))
        {
            return new NotAllowed("后台任务只能由提交人本人取消。");
        }

        job.CancelRequested = true;
        var saved = await db.SaveAsync(nameof(CancelJob), $"job/{job.Id}", new { job.Kind, job.SubjectId }, ct);
        return saved.IsOk ? new CancelledJob(job.Id) : saved.Problem;
    }

    internal static bool May(Actor actor, JobEntity job) => job.EndedAt is null && job.AskedBy == actor.UserId;
}
