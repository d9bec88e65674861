using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>What 政策变动对比 can put side by side: the own versions of all years in any state, and what the bureaus above have published.</summary>
public sealed record ListComparableVersions;

public sealed record ComparableVersion(long Id, string Tenant, string BureauName, int FundingYear, int Number, PolicyState State)
{
    /// <summary>"2020年度 第 1 版（已发布）".</summary>
    public string Name => $"{FundingYear}年度 第 {Number} 版（{PolicyStateWords.Of(State)}）";
}

public sealed class ListComparableVersionsHandler(TenantDb tenantDb)
{
    /// <returns>The own versions first, then upwards; the newest year and version first.</returns>
    public async Task<Result<IReadOnlyList<ComparableVersion>>> HandleAsync(Actor actor, ListComparableVersions request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var path = await PolicyChain.PathAsync(db, ct);
        var ids = path.Select(bureau => bureau.Id).ToList();
        var versions = await db.Rows.ReadablePolicyVersions.AsNoTracking().Where(version => ids.Contains(version.TenantId))
            .Select(version => new { version.Id, version.TenantId, version.FundingYear, version.VersionNumber, version.State }).ToListAsync(ct);
        return path.Reverse().SelectMany(bureau => versions
            .Where(version => version.TenantId == bureau.Id)
            .OrderByDescending(version => version.FundingYear).ThenByDescending(version => version.VersionNumber)
            .Select(version => new ComparableVersion(version.Id, bureau.Code, bureau.Name, version.FundingYear, version.VersionNumber, version.State))).ToList();
    }
}
