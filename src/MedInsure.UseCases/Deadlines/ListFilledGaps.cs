using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.PolicyDrafts;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Deadlines;

/// <summary>最近补上: what the newest published versions of a year have filled, newest first.</summary>
public sealed record ListFilledGaps(int FundingYear);

/// <summary>补上的依据 of one version; before its publication what it would free.</summary>
public sealed record ShowFilledGaps(long VersionId);

public sealed class FilledGapsHandler(TenantDb tenantDb)
{
    /// <summary>Older ones are found on the pages of their versions.</summary>
    private const int Newest = 3;

    public async Task<Result<IReadOnlyList<FilledVersion>>> HandleAsync(Actor actor, ListFilledGaps request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (DeadlinePermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var versions = await db.Rows.PolicyVersions.AsNoTracking()
            .Where(version => version.FundingYear == request.FundingYear && version.PublishedAt != null && version.State != PolicyState.Withdrawn)
            .OrderByDescending(version => version.VersionNumber)
            .Take(Newest)
            .ToListAsync(ct);
        var filled = new List<FilledVersion>();
        foreach (var version in versions)
        {
            if (await FilledGapReading.OfAsync(db, actor, version, ct) is { Gaps.Count: > 0 } found)
            {
                filled.Add(found);
            }
        }

        return filled;
    }

    /// <returns>Null where there is no version before it to compare with.</returns>
    public async Task<Result<FilledVersion?>> HandleAsync(Actor actor, ShowFilledGaps request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var version = await db.Rows.PolicyVersions.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == request.VersionId, ct);
        return version is null ? new NotFound("没有找到这份政策，请回到列表重新选择。") : await FilledGapReading.OfAsync(db, actor, version, ct);
    }
}
