using MedInsure.Persistence.Jobs;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Jobs;

/// <summary>How far the newest job about a subject is.</summary>
public sealed record ShowJob(string Kind, long SubjectId);

/// <param name="IsOpen">It waits or is worked on.</param>
/// <param name="Succeeded">It has ended with its effect; false while it is open, when it has failed and when it was cancelled.</param>
/// <param name="Ahead">Jobs of the bureau that come before it, while it waits.</param>
/// <param name="Total">0 while it is not known.</param>
/// <param name="Sentence">How it ended; null while it has not.</param>
public sealed record JobView(long Id, bool IsOpen, bool Succeeded, int Ahead, string? Stage, long Done, long Total, bool CancelRequested, bool CanCancel, string? Sentence);

public sealed class ShowJobHandler(TenantDb tenantDb)
{
    public async Task<Result<JobView>> HandleAsync(Actor actor, ShowJob request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = await tenantDb.OpenAsync(actor, ct);
        var job = await db.Rows.Jobs.AsNoTracking().Where(one => one.Kind == request.Kind && one.SubjectId == request.SubjectId).OrderByDescending(one => one.Id).FirstOrDefaultAsync(ct);
        if (job is null)
        {
            return new NotFound("没有找到这项后台任务。");
        }

        var ahead = job.State == JobState.Queued ? await db.Rows.Jobs.CountAsync(one => one.Id < job.Id && (one.State == JobState.Queued || one.State == JobState.Running), ct) : 0;
        return new JobView(job.Id, job.EndedAt is null, job.State == JobState.Done, ahead, job.Stage, job.Done, job.Total, job.CancelRequested, !job.CancelRequested && CancelJobHandler.May(actor, job), job.Sentence);
    }
}
