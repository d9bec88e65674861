using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>提交复核. What the checks hold up is not submitted: a hard finding, a soft one without a reason, an undetermined one that nobody acknowledged, a rolled value that is unconfirmed.</summary>
public sealed record SubmitPolicy(long VersionId, string? Opinion = null);

/// <summary>复核同意 by somebody who did not write on it.</summary>
public sealed record ReviewPolicy(long VersionId, string? Opinion = null);

/// <summary>发布 of a reviewed version by a reviewer who did not write on it: from here on the text never changes and every bureau below reads it; an older version is superseded.</summary>
public sealed record PublishPolicy(long VersionId, string? Opinion = null);

/// <summary>The steps of a policy on its way into force.</summary>
public sealed class PublishPolicyHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, SubmitPolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToWrite(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var taken = await PolicyActs.TakeAsync(db, request.VersionId, PolicyState.Draft, ct);
        if (!taken.IsOk)
        {
            return taken.Problem!;
        }

        var version = taken.Value;
        var check = await DraftCheck.OfAsync(db, version, version.Text, ct);
        if (check.Problem("提交复核") is { } unready)
        {
            return unready;
        }

        // What is reviewed is the canonical text: the same content has the same hash wherever it came from.
        version.Text = PolicyJson.Write(check.Content!);
        version.TextSha256 = version.ContentHash = PolicyJson.HashOfText(version.Text);
        version.State = PolicyState.InReview;
        return await SaveAsync(db, version, "SubmitPolicy", actor, request.Opinion, null, ct);
    }

    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, ReviewPolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToReview(actor) is { } problem)
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
        if (await PolicyActs.IsMakerAsync(db, version.Id, actor.UserId, ct))
        {
            return new NotAllowed("编写过这份政策的人不能复核它，请由另一位复核岗同事办理。");
        }

        if (version.ReviewerId is not null)
        {
            return new Conflict("这份政策已经复核，请刷新后查看最新状态。");
        }

        version.ReviewerId = actor.UserId;
        version.ReviewedAt = clock.GetUtcNow();
        return await SaveAsync(db, version, "ReviewPolicy", actor, request.Opinion, null, ct);
    }

    public async Task<Result<PolicyMoved>> HandleAsync(Actor actor, PublishPolicy request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToReview(actor) is { } problem)
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
        if (version.ReviewerId is null)
        {
            return new Refused("这份政策还没有复核，请先由复核岗同事复核。");
        }

        if (await PolicyActs.IsMakerAsync(db, version.Id, actor.UserId, ct))
        {
            return new NotAllowed("编写过这份政策的人不能发布它，请由复核岗同事发布。");
        }

        var check = await DraftCheck.OfAsync(db, version, version.Text, ct);
        if (check.Problem("发布") is { } unready)
        {
            return new Refused($"提交复核之后情况有变化，请退回后核对：{unready.Sentence}");
        }

        var older = await db.Rows.PolicyVersions.Where(other => other.FundingYear == version.FundingYear && other.State == PolicyState.Published).ToListAsync(ct);
        older.ForEach(other => other.State = PolicyState.Superseded);
        version.State = PolicyState.Published;
        version.PublisherId = actor.UserId;
        version.PublishedAt = clock.GetUtcNow();
        return await SaveAsync(db, version, "PublishPolicy", actor, request.Opinion, connection => SettleAsync(connection, version, check.Above, ct), ct);
    }

    /// <summary>Notes on which versions above this one rests, and that earlier filings no longer say what is in force.</summary>
    private static async Task SettleAsync(NpgsqlConnection connection, PolicyVersionEntity version, IReadOnlyList<StoredPolicy> above, CancellationToken ct)
    {
        await using var basis = new NpgsqlCommand("INSERT INTO policy_basis (tenant_id, version_id, issuer_tenant_id, issuer_version_id) SELECT app.tid(), $1, row.* FROM unnest($2::int[], $3::bigint[]) AS row", connection);
        basis.Parameters.AddWithValue(version.Id);
        basis.Parameters.AddWithValue(above.Select(policy => policy.IssuerTenantId).ToArray());
        basis.Parameters.AddWithValue(above.Select(policy => policy.VersionId).ToArray());
        await basis.ExecuteNonQueryAsync(ct);

        await SupersedeFilingsAsync(connection, version.FundingYear, ct);
    }

    internal static async Task SupersedeFilingsAsync(NpgsqlConnection connection, int fundingYear, CancellationToken ct)
    {
        await using var filings = new NpgsqlCommand("UPDATE filing SET state = 'Superseded' WHERE tenant_id = app.tid() AND funding_year = $1 AND state = 'Filed'", connection);
        filings.Parameters.AddWithValue(fundingYear);
        await filings.ExecuteNonQueryAsync(ct);
    }

    private async Task<Result<PolicyMoved>> SaveAsync(
        TenantSession db, PolicyVersionEntity version, string act, Actor actor, string? opinion, Func<NpgsqlConnection, Task>? alongside, CancellationToken ct)
    {
        db.Note(version, act, actor.UserId, clock.GetUtcNow(), opinion);
        var saved = await db.SaveAsync(act, () => $"policy/{version.Id}", new { version.VersionNumber, version.ContentHash, Opinion = opinion }, alongside, ct);
        return saved.IsOk ? new PolicyMoved(version.Id, version.State.ToString()) : saved.Problem!;
    }
}
