using System.Collections.Concurrent;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Funding;

/// <summary>
/// 分担: who pays how much a head in a region (docs/rules/funding.md). Every way in which the incomplete lists could still turn out is followed to
/// its end; where all ways meet in one row the region is determined although a list is missing, and where they do not, all rows are
/// given and none is chosen. Ways in which the lists contradict themselves are left out as long as another way remains.
/// </summary>
public sealed class FundingSplit
{
    private readonly EffectivePolicy policy;
    private readonly IssuedPolicy? scheme;
    private readonly IReadOnlyList<RegionSelector> selectors;
    private readonly IReadOnlyList<string> groups;
    private readonly KnownDivisions known = new();

    // A province of thousands of counties has a handful that a rule tells apart; safe to share between threads.
    private readonly ConcurrentDictionary<(string Footprint, FiscalStatus Status), SplitPossibility> certain = new();

    public FundingSplit(EffectivePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        this.policy = policy;
        scheme = policy.NearestFirst.FirstOrDefault(issued => issued.Content.Funding.Tiers.Count > 0 || issued.Content.Funding.Gap is not null);
        selectors =
        [
            .. policy.Chain
                .SelectMany(issued => issued.Content.FiscalSubsidy.Select(standard => standard.Where).Concat(issued.Content.Funding.Splits.Select(split => split.Where)).Concat(issued.Content.Funding.TopUps.Select(topUp => topUp.Where)))
                .Concat(scheme?.Content.Funding.Tiers.Select(tier => tier.Where) ?? []),
        ];
        groups = SelectorMatching.GroupsOf(selectors);
    }

    public RegionSplit For(RegionCode code)
    {
        if (policy.ProblemOf(code) is { } outside)
        {
            return Inconsistent(code, outside);
        }

        if (scheme is null)
        {
            return Inconsistent(code, "没有任何一级政策规定财政补助的分担方案，请先在政策中登记方案或缺口。");
        }

        var region = policy.Regions.Find(code)!;
        var (worlds, unknown) = policy.Matching.WorldsOf(code, groups, World.Known);
        if (scheme.Content.Funding.Gap is { } schemeGap)
        {
            var totals = worlds.Select(world => StandardLookup.FiscalSubsidy(policy, code, world).Gap).OfType<string>();
            return new RegionSplit(code, SplitState.Undetermined, [], [.. totals.Append(schemeGap).Distinct(StringComparer.Ordinal)], null, []);
        }

        if (worlds.Count == 0)
        {
            return new RegionSplit(code, SplitState.Undetermined, [], unknown, null, []);
        }

        if (worlds.Count == 1 && policy.Assumptions.Count == 0 && CertainRow(region, worlds[0]) is { } row)
        {
            return new RegionSplit(code, SplitState.Determined, [row], [], null, []);
        }

        var possible = Possible(region, worlds);
        var outcomes = possible.Distinct.Select(entry => entry.Outcome).ToList();
        if (outcomes.FirstOrDefault(outcome => outcome.Problem is not null && !outcome.ByList) is { } broken)
        {
            return Inconsistent(code, broken.Problem!);
        }

        if (outcomes.All(outcome => outcome.Problem is not null))
        {
            return Inconsistent(code, outcomes[0].Problem!);
        }

        var rows = possible.Distinct.Where(entry => entry.Outcome.Row is not null).Select(entry => entry.Outcome.Row! with { Condition = entry.Condition }).ToList();
        IReadOnlyList<string> assumptions = policy.Assumptions.Count == 0 ? [] : [.. RestingOn(region).Concat(outcomes.SelectMany(outcome => outcome.Assumptions)).Distinct(StringComparer.Ordinal)];
        return outcomes is [{ Row: not null }]
            ? new RegionSplit(code, SplitState.Determined, rows, [], null, assumptions)
            : new RegionSplit(code, SplitState.Undetermined, rows, [.. possible.Gaps.Concat(outcomes.SelectMany(outcome => outcome.Gaps)).Distinct(StringComparer.Ordinal)], null, assumptions);
    }

    /// <summary>
    /// What a payer's share would be had the region stood in another tier of today's scheme: for telling a change of tier from a change of standard; zero
    /// for a payer that owes nothing there. Null when there is no such tier or no certain answer.
    /// </summary>
    public Fraction? ShareInTier(RegionCode code, Payers payers, string tierId)
    {
        if (policy.Regions.Find(code) is not { } region || scheme?.Content.Funding.Tiers.FirstOrDefault(tier => tier.Id == tierId) is not { } tier)
        {
            return null;
        }

        var (worlds, _) = policy.Matching.WorldsOf(code, groups, World.Known);
        var shares = worlds.Select(world => new WorldSplit(policy, scheme, known, region, world).Compute(tier).Row)
            .Select(row => row is null ? null : row.Of(payers) ?? (Fraction?)Fraction.Zero).Distinct().ToList();
        return shares.Count == 1 ? shares[0] : null;
    }

    /// <summary>The row where all lists are known; only what was not applied speaks of the region by name. Null when there is none.</summary>
    private SplitPossibility? CertainRow(Region region, World world)
    {
        var split = new WorldSplit(policy, scheme!, known, region, world);
        var alike = (policy.Matching.FootprintOf(region.Code, selectors, groups), region.FiscalStatus);
        if (certain.TryGetValue(alike, out var found))
        {
            return found with { NotApplied = split.NotAppliedBeside(found.TierId) };
        }

        return split.Compute().Row is { } row ? certain[alike] = row : null;
    }

    private Possibilities<WorldSplit.Outcome> Possible(Region region, IReadOnlyList<World> worlds) =>
        Possibilities<WorldSplit.Outcome>.Of(policy.Matching, region.Code, worlds, world => new WorldSplit(policy, scheme!, known, region, world).Compute(), outcome => outcome.Key);

    /// <summary>The assumptions about lists without which the result could be another one.</summary>
    private IEnumerable<string> RestingOn(Region region)
    {
        var (worlds, _) = policy.Matching.WorldsOf(region.Code, groups, World.Known, doubtAssumptions: true);
        return worlds.Count == 0 ? policy.Matching.AssumptionsOf(region.Code, groups) : Possible(region, worlds).Assumptions;
    }

    private static RegionSplit Inconsistent(RegionCode code, string problem) => new(code, SplitState.Inconsistent, [], [], problem, []);
}
