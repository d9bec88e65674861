using System.Numerics;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>
/// What a level above leaves to this one (由市确定, 市县合计) and this one does not lay down. Hard, because without it nobody's subsidy and nobody's part
/// of the sum can be told; a gap in its place says the same openly and is enough.
/// </summary>
internal sealed class DelegatedFindings(FoundList found, EffectivePolicy policy)
{
    public void Run()
    {
        if (policy.Own.Root is not { } root || policy.Chain.Count < 2 || LevelOf(policy.Regions.Find(root)) is not { } level)
        {
            return;
        }

        var units = policy.Regions.FundingUnitsOf(root).ToList();
        Subsidies(level, units);
        Buckets(level, units);
    }

    private static Payers? LevelOf(Region? region) => region?.Kind switch
    {
        RegionKind.Province => Payers.Province,
        RegionKind.Prefecture => Payers.City,
        RegionKind.County or RegionKind.Zone => Payers.County,
        _ => null,
    };

    /// <summary>A wider category that is left to this level is settled by amounts for the narrower ones that it consists of.</summary>
    private void Subsidies(Payers level, IReadOnlyList<Region> units)
    {
        var rules = policy.Chain.SkipLast(1).SelectMany(issued => issued.Content.Subsidies.Rules).Where(rule => rule.Form is DelegatedSubsidy { To: var to } && to == level).ToList();
        if (rules.Count == 0)
        {
            return;
        }

        var standards = new SubsidyStandards(policy);
        var wider = standards.Categories.Select(category => category.Parent).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var enrolments = rules.Select(rule => new Enrolment(rule.ContributionTier, rule.PopulationGroup, rule.Ages?.From ?? rule.Ages?.To)).Distinct().ToList();
        var groups = SelectorMatching.GroupsOf(policy.Chain.SelectMany(issued => issued.Content.Subsidies.Rules).Select(rule => rule.Where));
        foreach (var category in standards.Categories.Where(category => !wider.Contains(category.Id)))
        {
            var open = (from unit in units
                        from enrolment in enrolments
                        let asked = policy.Matching.WorldsOf(unit.Code, groups, World.Known).Worlds
                            .Select(world => standards.Of(category.Id, unit.Code, world, enrolment.ContributionTier, enrolment.PopulationGroup, enrolment.Age)).ToList()
                        where asked.Count > 0 && asked.TrueForAll(standard => standard.State == SubsidyState.Delegated && ((DelegatedSubsidy)standard.Rule!.Form).To == level && !ReferenceEquals(standard.Issuer, policy.Own))
                        select (unit.Code, Standard: asked[0])).ToList();
            if (open.Count > 0)
            {
                var issuer = open[0].Standard.Issuer!.TenantName;
                found.Add(
                    FindingKind.LeftOpen, FindingWeight.Hard, "$.subsidies.rules",
                    $"{issuer}规定“{category.Name}”的资助标准由本级确定，本政策还没有规定（{found.NamesOf(open.Select(entry => entry.Code))}）。请在参保资助中写明金额或比例；暂时没有依据的，登记为依据待补。",
                    open[0].Standard.Sources, category.Id);
            }
        }
    }

    /// <summary>The sum that begins with this level is this level's to divide; one that begins higher is not.</summary>
    private void Buckets(Payers level, IReadOnlyList<Region> units)
    {
        var split = new FundingSplit(policy);
        var open = from unit in units
                   let rows = split.For(unit.Code).Possibilities
                   from share in rows.SelectMany(row => row.Shares.Where(share => share.IsBucket && share.OpenGap is null && Highest(share.Payers) == level && row.TierIssuer != policy.Own.Tenant).Select(share => (row.TierIssuer, share.Payers, share.PerCapita)))
                   group unit.Code by share;
        foreach (var same in open)
        {
            var (issuer, payers, amount) = same.Key;
            found.Add(
                FindingKind.LeftOpen, FindingWeight.Hard, "$.funding.splits",
                $"{policy.Chain.First(issued => issued.Tenant == issuer).TenantName}把{PayerNames.Of(payers)} {amount.ToYuanText()} 元交由本级划分，本政策还没有规定（{found.NamesOf(same)}）。请在财政补助分担中写明比例或金额；暂时没有依据的，登记为依据待补。",
                detail: $"{PolicyKeys.Of(payers)}:{amount.ToText()}");
        }
    }

    /// <summary>Payers are flags from the central level down.</summary>
    private static Payers Highest(Payers payers) => (Payers)(1 << BitOperations.TrailingZeroCount((int)payers));
}
