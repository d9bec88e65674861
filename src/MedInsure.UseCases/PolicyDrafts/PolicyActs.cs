using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Shell;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>What the acts on a policy version have in common: the row under a lock, the state that the act needs, the words for the timeline.</summary>
internal static class PolicyActs
{
    /// <summary>Reads the version and locks it until the act is saved, so that two people cannot take the same step. In a closed year nothing moves.</summary>
    public static async Task<Result<PolicyVersionEntity>> TakeAsync(TenantSession db, long versionId, PolicyState needed, CancellationToken ct)
    {
        await db.BeginAsync(ct);
        var version = await db.Rows.PolicyVersions.FromSql($"SELECT *, xmin FROM policy_version WHERE id = {versionId} FOR UPDATE").FirstOrDefaultAsync(ct);
        if (version is null)
        {
            return new NotFound("没有找到这份政策，请回到列表重新选择。");
        }

        if (await ClosedYear.CheckPolicyAsync(db.Rows, version.FundingYear, ct) is { } closed)
        {
            return closed;
        }

        return version.State == needed
            ? version
            : new Conflict($"这份政策现在是“{PolicyStateWords.Of(version.State)}”，不能办理此事项（需要“{PolicyStateWords.Of(needed)}”）；请刷新后查看最新状态。");
    }

    public static Task<bool> IsMakerAsync(TenantSession db, long versionId, long userId, CancellationToken ct) =>
        db.Rows.PolicyMakers.AnyAsync(maker => maker.VersionId == versionId && maker.UserId == userId, ct);

    public static void Note(this TenantSession db, PolicyVersionEntity version, string act, long by, DateTimeOffset at, string? opinion) =>
        db.Rows.Add(new PolicyOpinionEntity { VersionId = version.Id, Act = act, By = by, At = at, Opinion = string.IsNullOrWhiteSpace(opinion) ? null : opinion.Trim() });
}

/// <summary>The states of a version in Chinese.</summary>
public static class PolicyStateWords
{
    public static string Of(PolicyState state) => state switch
    {
        PolicyState.Draft => "草稿",
        PolicyState.InReview => "待复核",
        PolicyState.Returned => "已退回",
        PolicyState.Published => "已发布",
        PolicyState.Superseded => "已被替代",
        _ => "已撤回",
    };
}

/// <summary>The state that a version has after an act.</summary>
/// <param name="DraftId">The new draft that a return leaves behind; null after any other act.</param>
public sealed record PolicyMoved(long VersionId, string State, long? DraftId = null);
