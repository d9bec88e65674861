using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Policies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.People;

/// <summary>The counties and words that persons are shown with.</summary>
/// <param name="Mine">The counties whose persons the actor sees, in code order.</param>
/// <param name="Categories">Names by id, in the order of the policies; empty where the bureau has no policy yet.</param>
internal sealed record PeopleBasis(string BureauName, RegionTree Tree, IReadOnlyList<Region> Mine, IReadOnlyDictionary<string, string> Categories)
{
    /// <summary>Counties as of the year; categories of the newest policy that is not later.</summary>
    public static async Task<Result<PeopleBasis>> ReadAsync(TenantSession db, Actor actor, int year, CancellationToken ct)
    {
        var bureau = await db.Rows.Bureaus.AsNoTracking().SingleAsync(one => one.Id == actor.TenantId, ct);
        if (bureau.RootRegion is not { } root)
        {
            return new NotFound($"{bureau.Name}不直接管理名单，人员台账由各省、市医疗保障局查看。");
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(year), ct);
        IReadOnlyList<Region> mine = [.. tree.FundingUnitsOf(root).Where(unit => actor.Covers(unit.Code, tree))];
        return mine.Count == 0
            ? new NotAllowed($"您负责的地区（{string.Join("、", actor.RegionScope)}）中没有{bureau.Name}的县（市、区），请联系系统管理员核对。")
            : new PeopleBasis(bureau.Name, tree, mine, await CategoriesAsync(db, actor, year, ct));
    }

    public string NameOf(RegionCode region) => Tree.Find(region)?.Name ?? region.Value;

    public string NameOf(string category) => Categories.GetValueOrDefault(category, category);

    /// <summary>Persons of counties that are no more are seen by those who see the whole bureau.</summary>
    public bool Covers(Actor actor, RegionCode region) => actor.Covers(region, Tree);

    /// <returns>What a search is limited to; null for the whole bureau.</returns>
    public IReadOnlyList<RegionCode>? Within(Actor actor, RegionCode? asked) =>
        asked is { } one ? [.. Mine.Where(county => county.Code == one || Tree.IsUnder(county.Code, one)).Select(county => county.Code)]
        : actor.RegionScope.Count > 0 ? [.. Mine.Select(county => county.Code)]
        : null;

    private static async Task<IReadOnlyDictionary<string, string>> CategoriesAsync(TenantSession db, Actor actor, int year, CancellationToken ct)
    {
        var last = await db.Rows.ReadablePolicyVersions.AsNoTracking()
            .Where(version => version.TenantId == actor.TenantId && version.State == PolicyState.Published && version.FundingYear <= year)
            .MaxAsync(version => (int?)version.FundingYear, ct) ?? year;
        var loaded = await PolicyChain.InForceAsync(db, last, ct);
        return loaded.IsOk
            ? loaded.Value.SelectMany(policy => policy.Issued.Content.Subsidies.Categories).GroupBy(category => category.Id, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.Last().Name, StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);
    }
}
