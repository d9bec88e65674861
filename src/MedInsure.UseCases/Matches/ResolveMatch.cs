using MedInsure.Persistence.Matches;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Matches;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Rosters;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Matches;

/// <summary>Says how a case was dealt with, and why. It stays so while its figures do.</summary>
/// <param name="Version">Of the case that the person saw.</param>
public sealed record ResolveMatch(long CaseId, uint Version, MatchResolution Resolution, string Reason);

/// <summary>Opens a resolved case again: it was resolved by mistake.</summary>
public sealed record ReopenMatch(long CaseId);

public sealed record ResolvedMatch(long CaseId, string Sentence);

public sealed class ResolveMatchHandler(TenantDb tenantDb, TimeProvider clock)
{
    public const int LongestReason = 500;

    public async Task<Result<ResolvedMatch>> HandleAsync(Actor actor, ResolveMatch request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        var reason = request.Reason?.Trim() ?? "";
        if (MatchPermissions.ToWork(actor) is { } refusal)
        {
            return refusal;
        }

        if (reason.Length is 0 or > LongestReason)
        {
            return new Refused(reason.Length == 0 ? "请写明处理的理由。" : $"理由请控制在 {LongestReason} 字以内。");
        }

        if (FreeText.Refusal(reason) is { } words)
        {
            return words;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await FindAsync(db, actor, request.CaseId, clock, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var one = found.Value;
        if (one.State != MatchState.Open || one.Version != request.Version)
        {
            return new Conflict(one.State != MatchState.Open ? $"这条问题现在是“{one.State.Chinese()}”，没有重复处理，请刷新后再看。" : "您打开之后，这条问题的情况又有变化，请刷新后再处理。");
        }

        (one.State, one.Resolution, one.Reason, one.ResolvedBy, one.ResolvedAt) = (MatchState.Resolved, request.Resolution, reason, actor.UserId, clock.GetUtcNow());
        var saved = await db.SaveAsync(
            nameof(ResolveMatch), $"match/{one.CoverageYear}/{one.Id}", new { Kind = $"{one.Kind}", Resolution = $"{request.Resolution}", Reason = reason, one.SubsidyFen, one.ContributionFen, one.ExpectedFen, one.Since }, ct);
        return saved.IsOk ? new ResolvedMatch(one.Id, $"已处理：{request.Resolution.Chinese()}。") : saved.Problem;
    }

    internal static async Task<Result<MatchCaseEntity>> FindAsync(TenantSession db, Actor actor, long id, TimeProvider clock, CancellationToken ct)
    {
        var basis = await PeopleBasis.ReadAsync(db, actor, ChinaTime.Date(clock.GetUtcNow()).Year, ct);
        return !basis.IsOk ? basis.Problem
            : await db.Rows.MatchCases.SingleOrDefaultAsync(one => one.Id == id, ct) is { } found && basis.Value.Covers(actor, found.RegionCode) ? found
            : new NotFound("没有找到这条问题，或者它不在您负责的地区范围内。请刷新后再看。");
    }
}

public sealed class ReopenMatchHandler(TenantDb tenantDb, TimeProvider clock)
{
    public async Task<Result<ResolvedMatch>> HandleAsync(Actor actor, ReopenMatch request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (MatchPermissions.ToWork(actor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var found = await ResolveMatchHandler.FindAsync(db, actor, request.CaseId, clock, ct);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var one = found.Value;
        if (one.State != MatchState.Resolved)
        {
            return new Conflict($"这条问题现在是“{one.State.Chinese()}”，请刷新后再看。");
        }

        var before = new { Resolution = $"{one.Resolution}", one.Reason };
        (one.State, one.Resolution, one.Reason, one.ResolvedBy, one.ResolvedAt) = (MatchState.Open, null, null, null, null);
        var saved = await db.SaveAsync(nameof(ReopenMatch), $"match/{one.CoverageYear}/{one.Id}", before, ct);
        return saved.IsOk ? new ResolvedMatch(one.Id, "已重新列为待处理。") : saved.Problem;
    }
}
