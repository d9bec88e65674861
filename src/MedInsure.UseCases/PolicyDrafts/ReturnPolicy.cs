using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>退回 by a reviewer, with an opinion. The version stays as it was reviewed; its author gets a new draft with the same text, notes and confirmations.</summary>
public sealed record ReturnPolicy(long VersionId, string Opinion);

/// <summary>撤回提交 by one of the makers while nobody has decided: the version is a draft again.</summary>
public sealed record RecallPolicy(long VersionId);

/// <summary>撤回 of a published version by a reviewer, with a reason; refused while a released run rests on it. The version before it is in force again.</summary>
public sealed record WithdrawPolicy(long VersionId, string Opinion);

/// <summary>The steps back.</summary>
public sealed class ReturnPolicyHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, ReturnPolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToReview(actor) is { } problem)
        {
            return problem;
        }

        if (string.IsNullOrWhiteSpace(request.Opinion))
        {
            return new Refused("退回必须写明审批意见，说明需要改正的内容。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await PolicyActs.TakeAsync(db, request.VersionId, PolicyState.InReview, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        if (await PolicyActs.IsMakerAsync(db, version.Id, actor.UserId, ct))
        {
            return new NotAllowed("编写过这份政策的人不能退回它；需要修改时，请用“撤回提交”。");
        }

        var now = clock.GetUtcNow();
        var last = await db.Rows.PolicyVersions.Where(other => other.FundingYear == version.FundingYear).MaxAsync(other => other.VersionNumber, ct);
        (version.State, version.ReviewerId, version.ReviewedAt) = (PolicyState.Returned, actor.UserId, now);
        db.Note(version, "ReturnPolicy", actor.UserId, now, request.Opinion);
        var draft = 0L;
        var saved = await db.SaveAsync(
            "ReturnPolicy",
            () => $"policy/{version.Id}",
            new { version.VersionNumber, request.Opinion },
            async connection => draft = await CopyAsync(connection, version.Id, last + 1, now, ct),
            ct);
        return saved.IsOk ? new PolicyMoved(version.Id, version.State.ToString(), draft) : saved.Problem!;
    }

    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, RecallPolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await PolicyActs.TakeAsync(db, request.VersionId, PolicyState.InReview, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        if (!await PolicyActs.IsMakerAsync(db, version.Id, actor.UserId, ct))
        {
            return new NotAllowed("只有编写过这份政策的人可以撤回提交。");
        }

        if (version.ReviewerId is not null)
        {
            return new Refused("这份政策已经复核，不能再撤回提交；需要修改时，请由复核岗退回。");
        }

        version.State = PolicyState.Draft;
        db.Note(version, "RecallPolicy", actor.UserId, clock.GetUtcNow(), null);
        var saved = await db.SaveAsync("RecallPolicy", $"policy/{version.Id}", new { version.VersionNumber }, ct);
        return saved.IsOk ? new PolicyMoved(version.Id, version.State.ToString()) : saved.Problem!;
    }

    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, WithdrawPolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToReview(actor) is { } problem)
        {
            return problem;
        }

        if (string.IsNullOrWhiteSpace(request.Opinion))
        {
            return new Refused("撤回已发布的政策必须写明原因。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await PolicyActs.TakeAsync(db, request.VersionId, PolicyState.Published, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        if (await PolicyActs.IsMakerAsync(db, version.Id, actor.UserId, ct))
        {
            return new NotAllowed("编写过这份政策的人不能撤回它，请由另一位复核岗同事办理。");
        }

        version.State = PolicyState.Withdrawn;
        db.Note(version, "WithdrawPolicy", actor.UserId, clock.GetUtcNow(), request.Opinion);
        var saved = await db.SaveAsync("WithdrawPolicy", () => $"policy/{version.Id}", new { version.VersionNumber, request.Opinion }, connection => RestoreAsync(connection, version, ct), ct);
        return saved.IsOk ? new PolicyMoved(version.Id, version.State.ToString()) : saved.Problem!;
    }

    /// <summary>The database lets a reviewer write a draft in its author's name only here: after a return, with the same text.</summary>
    private static async Task<long> CopyAsync(NpgsqlConnection connection, long returned, int number, DateTimeOffset now, CancellationToken ct)
    {
        await using var copy = new NpgsqlCommand(
            """
            INSERT INTO policy_version (tenant_id, funding_year, version_number, based_on_id, title, state, text, text_sha256, content_hash, author_id, created_at)
            SELECT tenant_id, funding_year, $2, id, title, 'Draft', text, text_sha256, content_hash, author_id, $3 FROM policy_version WHERE tenant_id = app.tid() AND id = $1
            RETURNING id
            """,
            connection);
        copy.Parameters.AddWithValue(returned);
        copy.Parameters.AddWithValue(number);
        copy.Parameters.AddWithValue(now);
        return (long)(await copy.ExecuteScalarAsync(ct))!;
    }

    private static async Task RestoreAsync(NpgsqlConnection connection, PolicyVersionEntity withdrawn, CancellationToken ct)
    {
        await using var restore = new NpgsqlCommand(
            """
            UPDATE policy_version SET state = 'Published'
            WHERE tenant_id = app.tid() AND id = (
              SELECT id FROM policy_version WHERE tenant_id = app.tid() AND funding_year = $1 AND state = 'Superseded' AND version_number < $2 ORDER BY version_number DESC LIMIT 1)
            """,
            connection);
        restore.Parameters.AddWithValue(withdrawn.FundingYear);
        restore.Parameters.AddWithValue(withdrawn.VersionNumber);
        await restore.ExecuteNonQueryAsync(ct);

        // What was filed of it is no longer in force; the version before has to be filed again, its filings were superseded with it.
        await PublishPolicyHandler.SupersedeFilingsAsync(connection, withdrawn.FundingYear, ct);
    }
}
