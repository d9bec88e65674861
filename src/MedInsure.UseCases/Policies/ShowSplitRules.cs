using MedInsure.Persistence.Sessions;
using MedInsure.Rules.Access;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Filings;
using MedInsure.UseCases.Regions;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Policies;

/// <summary>测算口径: how the policy in force splits the subsidy in every county of the bureau, and what the bureaus below have filed for the open buckets.</summary>
public sealed record ShowSplitRules(int FundingYear);

public sealed record SplitRules(string BureauName, RegionCode Root, PolicyYears Years, IReadOnlyList<SplitRuleRow> Rows, IReadOnlyList<Gap> Gaps);

/// <param name="Prefecture">Name of the prefecture, for grouping.</param>
/// <param name="Filed">The split by what the city below filed; null where nothing is filed (依据未备案).</param>
/// <param name="FiledLetter">文号 of that filing.</param>
/// <param name="FiledStanding">Where that filing stands: sent, received or accepted.</param>
public sealed record SplitRuleRow(
    RegionCode Region, string Name, string Prefecture, FiscalStatus FiscalStatus, RegionSplit Split, RegionSplit? Filed, string? FiledLetter, FilingStanding? FiledStanding = null);

public sealed class ShowSplitRulesHandler(TenantDb tenantDb)
{
    public async Task<Result<SplitRules>> HandleAsync(Actor actor, ShowSplitRules request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(request);
        if (!actor.Has(Role.PolicyAdministrator | Role.Reviewer | Role.FinanceOfficer | Role.Clerk))
        {
            return new NotAllowed("您的岗位不能查看测算口径，请联系系统管理员核对岗位。");
        }

        await using var db = await tenantDb.OpenAsync(actor, ct);
        var loaded = await PolicyChain.InForceAsync(db, request.FundingYear, ct);
        if (!loaded.IsOk)
        {
            return loaded.Problem!;
        }

        var chain = loaded.Value.Select(policy => policy.Issued).ToList();
        if (chain[^1].Root is not { } root)
        {
            return new Refused("国家医疗保障局没有测算口径页，请查看“政策依据”。");
        }

        var tree = await RegionFacts.TreeAsync(db, RegionFacts.AsOf(request.FundingYear), ct);
        var own = new FundingSplit(new EffectivePolicy(chain, tree));
        var filings = await FilingsAsync(db, chain, tree, request.FundingYear, ct);
        var rows = tree.FundingUnitsOf(root).Where(unit => actor.Covers(unit.Code, tree)).Select(unit =>
        {
            var filing = filings.FirstOrDefault(filed => unit.Code == filed.Root || tree.IsUnder(unit.Code, filed.Root));
            return new SplitRuleRow(unit.Code, unit.Name, (tree.PrefectureOf(unit.Code) ?? unit).Name, unit.FiscalStatus, own.For(unit.Code), filing?.Split.For(unit.Code), filing?.Letter, filing?.Standing);
        }).ToList();
        return new SplitRules(chain[^1].TenantName, root, PolicyYears.Of(chain), rows, chain[^1].Content.Gaps);
    }

    /// <summary>What each bureau below filed, read as the policy that it would be on top of this one.</summary>
    private static async Task<IReadOnlyList<FiledSplit>> FilingsAsync(TenantSession db, List<IssuedPolicy> chain, RegionTree tree, int fundingYear, CancellationToken ct)
    {
        var received = await db.Rows.ReceivedFilings.AsNoTracking()
            .Where(filing => filing.FundingYear == fundingYear && filing.State == Persistence.Filings.FilingState.Filed)
            .OrderBy(filing => filing.Id)
            .ToListAsync(ct);
        var rows = await FilingRows.LoadAsync(db, ct);
        received.RemoveAll(filing => rows.StandingOf(filing).IsMissing()); // what was sent back is not filed
        var bureaus = await db.Rows.Bureaus.AsNoTracking().ToDictionaryAsync(bureau => bureau.Id, ct);
        return
        [
            .. from filing in received
               group filing by filing.TenantId into ofBureau
               let newest = ofBureau.Last()
               let bureau = bureaus[newest.TenantId]
               let filedRoot = bureau.RootRegion
               where filedRoot is not null
               let content = PolicyJson.Read(newest.Text)
               where content.IsOk && content.Value.Parent == chain[^1].Tenant
               let issued = new IssuedPolicy(bureau.Code, bureau.Name, bureau.RootRegion, 0, PolicyJson.Hash(content.Value), content.Value)
               select new FiledSplit(filedRoot.Value, newest.LetterNumber, rows.StandingOf(newest), new FundingSplit(new EffectivePolicy([.. chain, issued], tree))),
        ];
    }

    private sealed record FiledSplit(RegionCode Root, string Letter, FilingStanding Standing, FundingSplit Split);
}
