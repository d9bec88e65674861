using MedInsure.Persistence.Policies;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Documents;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using MedInsure.UseCases.Tables;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>政策变动对比: two versions of one bureau, of one year or of two: the own ones in any state, of a bureau above the published ones.</summary>
public sealed record ComparePolicyVersions(long BeforeId, long AfterId, MoneyUnit Unit = MoneyUnit.Yuan);

/// <param name="Changes">Value by value, with both texts and both sources.</param>
/// <param name="Money">What the change means for this bureau's counties; null where it divides no money or one of the two stands on a policy that is not in force.</param>
/// <param name="NoMoney">Why nothing can be said about money; null where <paramref name="Tables"/> say it.</param>
public sealed record PolicyComparison(ComparedVersion Before, ComparedVersion After, IReadOnlyList<PolicyChange> Changes, MoneyEffect? Money, string? NoMoney, ComparisonTables Tables);

public sealed record ComparedVersion(long Id, string BureauName, int FundingYear, int Number, string Title, PolicyState State, string Sha256);

public sealed class ComparePolicyVersionsHandler(TenantDb tenantDb)
{
    public async Task<Result<PolicyComparison>> HandleAsync(Actor actor, ComparePolicyVersions request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (PolicyPermissions.ToSee(actor) is { } problem)
        {
            return problem;
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var ids = new[] { request.BeforeId, request.AfterId };
        var versions = await db.Rows.ReadablePolicyVersions.AsNoTracking().Where(version => ids.Contains(version.Id)).ToDictionaryAsync(version => version.Id, ct);
        if (!versions.TryGetValue(request.BeforeId, out var before) || !versions.TryGetValue(request.AfterId, out var after))
        {
            return new NotFound("没有找到要比较的版本，请回到列表重新选择。");
        }

        if (before.TenantId != after.TenantId)
        {
            return new Refused("只能比较同一机构的两个版本，请重新选择。");
        }

        var (old, current) = (PolicyJson.Read(before.Text), PolicyJson.Read(after.Text));
        if (!old.IsOk || !current.IsOk)
        {
            return new Refused("草稿还没有填完整，不能比较；请先按检查结果改正。");
        }

        var path = await PolicyChain.PathAsync(db, ct);
        var issuer = path.First(bureau => bureau.Id == before.TenantId);
        IssuedPolicy Issue(PolicyVersionEntity version, PolicyContent content) => new(issuer.Code, issuer.Name, issuer.RootRegion, version.VersionNumber, version.ContentHash, content);
        var (chainBefore, chainAfter) = (await ChainAsync(db, Issue(before, old.Value), ct), await ChainAsync(db, Issue(after, current.Value), ct));
        async Task<PolicyNames> NamesAsync(PolicyContent content, Result<IReadOnlyList<IssuedPolicy>> chain)
        {
            if (!chain.IsOk)
            {
                return (await PolicyChain.NamesAsync(db, content.Year.Funding, ct))(content);
            }

            var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(content.Year.Funding), ct);
            return PolicyNames.Of([content, .. chain.Value.Reverse().Select(issued => issued.Content)], code => tree.Find(code)?.Name ?? code.Value);
        }

        var changes = PolicyRedline.Compare(old.Value, await NamesAsync(old.Value, chainBefore), current.Value, await NamesAsync(current.Value, chainAfter));
        var none = chainBefore.Problem ?? chainAfter.Problem;
        var money = none is null && chainBefore.Value[^1].Root is not null ? await PolicyMoney.EffectAsync(db, actor, chainBefore.Value, chainAfter.Value, ct) : null;
        var (rowBefore, rowAfter) = (Row(before, issuer.Name), Row(after, issuer.Name));
        return new PolicyComparison(
            rowBefore,
            rowAfter,
            changes,
            money,
            none?.Sentence ?? Silence(money),
            ComparisonTables.Of(rowBefore, rowAfter, changes, Issue(before, old.Value), Issue(after, current.Value), await Library.TextsAsync(db, [old.Value, current.Value], ct), money, path[^1].Name, request.Unit));
    }

    private static string? Silence(MoneyEffect? money) => money switch
    {
        null => "本机构不向县（市、区）分配资金，没有资金影响可以计算。",
        { Headcounts: null } => "还没有参保人数，不能计算资金影响；请先在“参保人数”中填报或导入。",
        { Counties.Count: 0 } => "没有可以计算的县（市、区），不能计算资金影响。",
        _ => null,
    };

    /// <summary>The own chain of that year with this version in its place.</summary>
    private static async Task<Result<IReadOnlyList<IssuedPolicy>>> ChainAsync(TenantSession db, IssuedPolicy version, CancellationToken ct)
    {
        var year = version.Content.Year.Funding;
        var path = await PolicyChain.PathAsync(db, ct);
        if (version.Tenant == path[^1].Code)
        {
            var above = await PolicyChain.AboveAsync(db, year, ct);
            return above.IsOk ? (Result<IReadOnlyList<IssuedPolicy>>)above.Value.Select(policy => policy.Issued).Append(version).ToList() : above.Problem!;
        }

        var inForce = await PolicyChain.InForceAsync(db, year, ct);
        return inForce.IsOk ? (Result<IReadOnlyList<IssuedPolicy>>)inForce.Value.Select(policy => policy.Issued.Tenant == version.Tenant ? version : policy.Issued).ToList() : inForce.Problem!;
    }

    private static ComparedVersion Row(PolicyVersionEntity version, string bureau) => new(version.Id, bureau, version.FundingYear, version.VersionNumber, version.Title, version.State, version.TextSha256);
}
