using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>Deletes a draft that nobody ever submitted. What was submitted once is kept with its opinions.</summary>
public sealed record DeleteDraft(long VersionId);

public sealed record DeletedDraft(int FundingYear);

public sealed class DeleteDraftHandler(TenantDb tenantDb)
{
    public async Task<Result<DeletedDraft>> HandleAsync(Actor actor, DeleteDraft request, CancellationToken ct)
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
        if (await db.Rows.PolicyOpinions.AnyAsync(opinion => opinion.VersionId == version.Id, ct))
        {
            return new Refused("这份草稿曾经提交复核，办理记录须保留，不能删除；请改好后重新提交。");
        }

        db.Rows.Remove(version);
        var saved = await db.SaveAsync("DeleteDraft", $"policy/{version.Id}", new { version.FundingYear, version.VersionNumber, version.TextSha256 }, ct);
        return saved.IsOk ? new DeletedDraft(version.FundingYear) : saved.Problem!;
    }
}
