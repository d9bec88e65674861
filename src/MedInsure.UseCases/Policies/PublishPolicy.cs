using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Policies;

/// <summary>提交复核 by the author.</summary>
public sealed record SubmitPolicy(long VersionId);

/// <summary>复核 by somebody who did not write it.</summary>
public sealed record ReviewPolicy(long VersionId);

/// <summary>发布 by a third person: from here on the text never changes and every bureau below reads it; an older version is superseded.</summary>
public sealed record PublishPolicy(long VersionId);

public sealed record PolicyMoved(long VersionId, string State);

/// <summary>The three steps of a policy on its way into force.</summary>
public sealed class PublishPolicyHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, SubmitPolicy request, CancellationToken ct) =>
        await StepAsync(actor, Role.PolicyAdministrator, "SubmitPolicy", request.VersionId, PolicyState.Draft, (_, version) =>
        {
            if (version.AuthorId != actor.UserId)
            {
                return Task.FromResult<Problem?>(new NotAllowed("只有编写人可以提交自己的草稿。"));
            }

            version.State = PolicyState.InReview;
            return Task.FromResult<Problem?>(null);
        }, ct);

    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, ReviewPolicy request, CancellationToken ct) =>
        await StepAsync(actor, Role.Reviewer, "ReviewPolicy", request.VersionId, PolicyState.InReview, (_, version) =>
        {
            if (version.AuthorId == actor.UserId)
            {
                return Task.FromResult<Problem?>(new NotAllowed("编写人不能复核自己的政策，请由另一位复核岗同事办理。"));
            }

            version.ReviewerId = actor.UserId;
            version.ReviewedAt = clock.GetUtcNow();
            return Task.FromResult<Problem?>(null);
        }, ct);

    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, PublishPolicy request, CancellationToken ct) =>
        await StepAsync(actor, Role.Reviewer, "PublishPolicy", request.VersionId, PolicyState.InReview, async (db, version) =>
        {
            if (version.ReviewerId is null)
            {
                return new Refused("这份政策还没有复核，请先由复核岗同事复核。");
            }

            if (version.AuthorId == actor.UserId || version.ReviewerId == actor.UserId)
            {
                return new NotAllowed("编写、复核、发布必须是三个不同的人，请由另一位复核岗同事发布。");
            }

            var older = await db.Rows.PolicyVersions.Where(other => other.FundingYear == version.FundingYear && other.State == PolicyState.Published).ToListAsync(ct);
            older.ForEach(other => other.State = PolicyState.Superseded);
            version.State = PolicyState.Published;
            version.PublisherId = actor.UserId;
            version.PublishedAt = clock.GetUtcNow();
            return null;
        }, ct);

    private async Task<Result<PolicyMoved>> StepAsync(
        Actor actor, Role role, string act, long versionId, PolicyState needed, Func<TenantSession, PolicyVersionEntity, Task<Problem?>> step, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Has(role))
        {
            return new NotAllowed(role == Role.Reviewer ? "只有复核岗可以复核和发布政策，请由复核岗同事办理。" : "只有政策管理员可以提交政策，请由政策管理员办理。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var version = await db.Rows.PolicyVersions.FirstOrDefaultAsync(candidate => candidate.Id == versionId, ct);
        if (version is null)
        {
            return new NotFound("没有找到这份政策，请回到列表重新选择。");
        }

        if (version.State != needed)
        {
            return new Conflict("这份政策的状态已经改变，请刷新后再试。");
        }

        if (await step(db, version) is { } problem)
        {
            return problem;
        }

        var saved = await db.SaveAsync(act, $"policy/{version.Id}", new { version.VersionNumber, version.ContentHash }, ct);
        return saved.IsOk ? new PolicyMoved(version.Id, version.State.ToString()) : saved.Problem!;
    }
}
