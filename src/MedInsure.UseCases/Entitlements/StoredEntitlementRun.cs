using MedInsure.Persistence.Entitlements;
using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Entitlements;

/// <summary>A computed run as it is kept, and what of it the person may see.</summary>
/// <param name="Scope">The regions that the person is limited to; null for the whole bureau.</param>
internal sealed record StoredEntitlementRun(EntitlementRunEntity Row, EntitlementBasis Basis, IReadOnlyList<RegionCode>? Scope)
{
    public string Number => EntitlementWords.RunNumber(Row.CoverageYear, Row.Number);

    public bool Covers(RegionCode region) => Scope is null || Scope.Contains(region);

    public static async Task<Result<StoredEntitlementRun>> LoadAsync(TenantSession db, Actor actor, long runId, CancellationToken ct)
    {
        var row = await db.Rows.EntitlementRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == runId, ct);
        if (row is null)
        {
            return new NotFound("没有找到这次资助认定，请回到资助认定列表重新选择。");
        }

        if (row.Policies is null)
        {
            return new Refused($"{EntitlementWords.RunNumber(row.CoverageYear, row.Number)}认定{EntitlementWords.Of(row.State)}，没有结果。");
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(row.FundingYear), ct);
        return new StoredEntitlementRun(row, await EntitlementBasis.OfRunAsync(db, row.Policies, ct), EntitlementPermissions.ScopeOf(actor, tree));
    }

    /// <summary>Null for a run of this program's rules; another version's can be read, not computed again.</summary>
    public Refused? OtherEngine() => Row.Engine == SubsidyCombinations.CurrentEngine
        ? null
        : new Refused($"{Number}认定是由第 {Row.Engine} 版计算规则算出的，本系统现在使用第 {SubsidyCombinations.CurrentEngine} 版，不能对它重新计算、展开计算过程或作比较；原有结果仍可查看。");

    public Task<List<EntitlementChoiceEntity>> ChoicesAsync(TenantSession db, CancellationToken ct) =>
        db.Rows.EntitlementChoices.AsNoTracking().Where(choice => choice.RunId == Row.Id).OrderBy(choice => choice.Id).ToListAsync(ct);
}
