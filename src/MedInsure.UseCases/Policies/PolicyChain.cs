using System.Collections.Concurrent;
using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Policies;

/// <summary>A version as it is stored, beside what its text says.</summary>
internal sealed record StoredPolicy(int IssuerTenantId, long VersionId, string TextSha256, DateTimeOffset? PublishedAt, IssuedPolicy Issued);

/// <summary>Loads the policies that a bureau stands on, national first. Every text is checked against its hash before it is believed.</summary>
internal static class PolicyChain
{
    /// <summary>Published texts never change, so what they say is kept by hash; a few dozen documents for the whole country.</summary>
    private static readonly ConcurrentDictionary<string, PolicyContent> Contents = new(StringComparer.Ordinal);

    /// <summary>
    /// The versions in force: the bureau's own newest published one, and of the bureaus above those on which it rests. What they have published since
    /// counts only once this bureau has published a version on it (上级政策已更新).
    /// </summary>
    public static async Task<Result<IReadOnlyList<StoredPolicy>>> InForceAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var path = await PathAsync(db, ct);
        var loaded = await NewestAsync(db, path, fundingYear, ct);
        if (!loaded.IsOk)
        {
            return loaded;
        }

        var own = loaded.Value[^1].VersionId;
        var basis = await db.Rows.PolicyBases.AsNoTracking().Where(row => row.VersionId == own).ToListAsync(ct);
        var older = basis.Where(row => loaded.Value.All(policy => policy.VersionId != row.IssuerVersionId || policy.IssuerTenantId != row.IssuerTenantId)).Select(row => row.IssuerVersionId).ToList();
        if (older.Count == 0)
        {
            return loaded;
        }

        var versions = (await db.Rows.ReadablePolicyVersions.AsNoTracking().Where(version => older.Contains(version.Id)).ToListAsync(ct)).ToDictionary(version => version.TenantId);
        if (versions.Values.FirstOrDefault(version => version.State == PolicyState.Withdrawn) is { } withdrawn)
        {
            var issuer = path.First(bureau => bureau.Id == withdrawn.TenantId);
            return new Refused($"{issuer.Name}撤回了{fundingYear}年度政策第 {withdrawn.VersionNumber} 版，而本机构的政策以它为依据；请政策管理员编写新版本并发布。");
        }

        return loaded.Value.Select(policy => versions.TryGetValue(policy.IssuerTenantId, out var version) ? Read(path.First(bureau => bureau.Id == policy.IssuerTenantId), version) : policy).ToList();
    }

    /// <summary>Versions that the bureaus above have published since the bureau's own was: the one that counts here, and the newest one. Empty without a policy of its own.</summary>
    public static async Task<IReadOnlyList<(StoredPolicy Counts, StoredPolicy Newest)>> UpdatedAboveAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var (inForce, newest) = (await InForceAsync(db, fundingYear, ct), await AboveAsync(db, fundingYear, ct));
        return inForce.IsOk && newest.IsOk
            ? [.. inForce.Value.SkipLast(1).Zip(newest.Value).Where(pair => pair.First.VersionId != pair.Second.VersionId)]
            : [];
    }

    /// <summary>The same for the bureaus above only: what a new policy of this bureau has to stand on. Empty for the national bureau.</summary>
    public static async Task<Result<IReadOnlyList<StoredPolicy>>> AboveAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var path = await PathAsync(db, ct);
        return await NewestAsync(db, [.. path.SkipLast(1)], fundingYear, ct);
    }

    private static async Task<Result<IReadOnlyList<StoredPolicy>>> NewestAsync(TenantSession db, IReadOnlyList<BureauEntity> path, int fundingYear, CancellationToken ct)
    {
        var ids = path.Select(bureau => bureau.Id).ToList();
        var versions = await db.Rows.ReadablePolicyVersions.AsNoTracking()
            .Where(version => version.FundingYear == fundingYear && version.State == PolicyState.Published && ids.Contains(version.TenantId))
            .ToListAsync(ct);
        var chain = new List<StoredPolicy>();
        foreach (var bureau in path)
        {
            if (versions.Where(version => version.TenantId == bureau.Id).MaxBy(version => version.VersionNumber) is not { } version)
            {
                return new Refused($"{bureau.Name}还没有发布{fundingYear}年度政策，请{(bureau.Id == db.Rows.TenantId ? "政策管理员先完成政策配置并发布" : "联系上级机构，发布后再试")}。");
            }

            chain.Add(Read(bureau, version));
        }

        return chain;
    }

    /// <summary>One of the bureau's own versions on those above that count for it: once published those of its basis, before that the newest ones.</summary>
    public static async Task<Result<IReadOnlyList<StoredPolicy>>> OfVersionAsync(TenantSession db, PolicyVersionEntity own, CancellationToken ct)
    {
        var path = await PathAsync(db, ct);
        var ids = await db.Rows.PolicyBases.AsNoTracking().Where(row => row.VersionId == own.Id).Select(row => row.IssuerVersionId).ToListAsync(ct);
        if (ids.Count == 0)
        {
            var above = await AboveAsync(db, own.FundingYear, ct);
            return above.IsOk ? (Result<IReadOnlyList<StoredPolicy>>)above.Value.Append(Read(path[^1], own)).ToList() : above.Problem!;
        }

        var versions = await db.Rows.ReadablePolicyVersions.AsNoTracking().Where(version => ids.Contains(version.Id)).ToListAsync(ct);
        return (from bureau in path join version in versions on bureau.Id equals version.TenantId select Read(bureau, version)).Append(Read(path[^1], own)).ToList();
    }

    /// <summary>The versions that a run rests on, whatever has been published since.</summary>
    public static async Task<IReadOnlyList<StoredPolicy>> OfRunAsync(TenantSession db, long runId, CancellationToken ct)
    {
        var path = await PathAsync(db, ct);
        var pinned = await db.Rows.RunPolicies.AsNoTracking().Where(policy => policy.RunId == runId).ToListAsync(ct);
        var ids = pinned.Select(policy => policy.PolicyVersionId).ToList();
        var versions = await db.Rows.ReadablePolicyVersions.AsNoTracking().Where(version => ids.Contains(version.Id)).ToListAsync(ct);
        return
        [
            .. from bureau in path
               join policy in pinned on bureau.Id equals policy.IssuerTenantId
               join version in versions on (policy.IssuerTenantId, policy.PolicyVersionId) equals (version.TenantId, version.Id)
               select Read(bureau, version),
        ];
    }

    /// <summary>The versions with these numbers, whatever has been published since; one that can no longer be read is left out.</summary>
    public static async Task<IReadOnlyList<StoredPolicy>> OfIdsAsync(TenantSession db, IReadOnlyCollection<long> versionIds, CancellationToken ct)
    {
        var path = await PathAsync(db, ct);
        var versions = await db.Rows.ReadablePolicyVersions.AsNoTracking().Where(version => versionIds.Contains(version.Id)).ToListAsync(ct);
        return [.. from bureau in path join version in versions on bureau.Id equals version.TenantId select Read(bureau, version)];
    }

    /// <summary>What the codes and ids of a content are called: by itself and by the bureaus above.</summary>
    public static async Task<Func<PolicyContent, PolicyNames>> NamesAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var above = (await KnownAboveAsync(db, fundingYear, ct)).Select(policy => policy.Issued.Content).Reverse().ToList();
        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(fundingYear), ct);
        return content => PolicyNames.Of([content, .. above], code => tree.Find(code)?.Name ?? code.Value);
    }

    /// <summary>
    /// Of each bureau above what it has published for the year, or lacking that for the year closest to it: good for names, not for amounts. National first,
    /// without those that have published nothing at all.
    /// </summary>
    public static async Task<IReadOnlyList<StoredPolicy>> KnownAboveAsync(TenantSession db, int fundingYear, CancellationToken ct)
    {
        var above = (await PathAsync(db, ct)).SkipLast(1).ToList();
        var ids = above.ConvertAll(bureau => bureau.Id);
        var published = db.Rows.ReadablePolicyVersions.AsNoTracking().Where(version => version.State == PolicyState.Published && ids.Contains(version.TenantId));
        var known = (await published.Select(version => new { version.Id, version.TenantId, version.FundingYear, version.VersionNumber }).ToListAsync(ct)).GroupBy(version => version.TenantId)
            .Select(group => group.OrderBy(version => Math.Abs(version.FundingYear - fundingYear)).ThenByDescending(version => version.VersionNumber).First().Id).ToList();
        var versions = (await published.Where(version => known.Contains(version.Id)).ToListAsync(ct)).ToDictionary(version => version.TenantId);
        return [.. above.Where(bureau => versions.ContainsKey(bureau.Id)).Select(bureau => Read(bureau, versions[bureau.Id]))];
    }

    /// <summary>The bureau and those above it, national first.</summary>
    public static async Task<IReadOnlyList<BureauEntity>> PathAsync(TenantSession db, CancellationToken ct)
    {
        var bureaus = await db.Rows.Bureaus.AsNoTracking().ToDictionaryAsync(bureau => bureau.Id, ct);
        var path = new List<BureauEntity>();
        for (int? id = db.Rows.TenantId; id is { } current; id = bureaus[current].ParentId)
        {
            path.Insert(0, bureaus[current]);
        }

        return path;
    }

    private static StoredPolicy Read(BureauEntity bureau, PolicyVersionEntity version)
    {
        if (PolicyJson.HashOfText(version.Text) != version.TextSha256)
        {
            throw new InvalidDataException($"The text of policy version {version.TenantId}/{version.Id} does not have its hash.");
        }

        var content = version.PublishedAt is null ? PolicyJson.Read(version.Text).Value : Contents.GetOrAdd(version.TextSha256, static (_, text) => PolicyJson.Read(text).Value, version.Text);
        return new StoredPolicy(
            version.TenantId, version.Id, version.TextSha256, version.PublishedAt, new IssuedPolicy(bureau.Code, bureau.Name, bureau.RootRegion, version.VersionNumber, version.ContentHash, content));
    }
}
