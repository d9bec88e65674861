using MedInsure.Rules.Allocations;
using MedInsure.Rules.Amounts;
using MedInsure.Rules.Constraints;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Cli.Policies;

/// <summary>One region's answer.</summary>
/// <param name="Line">The amounts; null without a headcount.</param>
/// <param name="Explanations">The way to each amount, by payer; empty without a headcount or without a certain row.</param>
internal sealed record TriedRegion(Region Region, RegionSplit Split, RegionSplit? CriticalIllness, AllocationLine? Line, IReadOnlyDictionary<Payers, AmountExplanation> Explanations)
{
    /// <summary>The steps behind a share after the total's: to the fen with a headcount, else to the amount a head.</summary>
    public IEnumerable<Step> StepsOf(PayerShare share) => Explanations.TryGetValue(share.Payers, out var explanation) ? explanation.Steps.Skip(1) : share.Steps;
}

/// <summary>What <c>policy split</c> answers; text and JSON show the same.</summary>
internal sealed record TriedSplit(PolicyTrial Trial, long? Headcount, IReadOnlyList<TriedRegion> Regions, IReadOnlyList<ComplianceLine> Compliance)
{
    public EffectivePolicy Policy => Trial.Policy;

    /// <summary>The gaps behind anything shown, in the order in which they appear.</summary>
    public IEnumerable<string> Gaps => Regions.SelectMany(region => region.Split.Gaps.Concat(region.CriticalIllness?.Gaps ?? [])
            .Concat(region.Split.Possibilities.SelectMany(row => row.Shares).Select(share => share.OpenGap).OfType<string>()))
        .Concat(Compliance.SelectMany(line => line.Results).SelectMany(result => result.Gaps)).Distinct(StringComparer.Ordinal);

    public static Result<TriedSplit> Of(PolicyTrial trial, RegionCode code, long? headcount)
    {
        var policy = trial.Policy;
        if (policy.ProblemOf(code) is { } problem)
        {
            return new Refused(problem);
        }

        var units = policy.Regions.FundingUnitsOf(code).ToList();
        if (units.Count == 0)
        {
            return new Refused($"{policy.Regions.Find(code)!.Name}及其下没有承担财政补助的县区，请核对区划代码。");
        }

        if (headcount is not null && units.Count > 1)
        {
            return new Refused($"{policy.Regions.Find(code)!.Name}下有 {units.Count} 个县区，--headcount 只能用于一个县区。");
        }

        try
        {
            var (funding, illness) = (new FundingSplit(policy), new CriticalIllnessFunding(policy));
            var hasIllness = policy.Chain.Any(issued => issued.Content.CriticalIllness.Tiers.Count > 0 || issued.Content.CriticalIllness.Gap is not null);
            var run = headcount is { } persons ? new Allocation(Snapshot(trial, units[0].Code, persons), policy.Chain) : null;
            var regions = units.Select(unit =>
            {
                var split = funding.For(unit.Code);
                var explanations = run is null || split.Determined is null ? [] : split.Determined.Shares.ToDictionary(share => share.Payers, share => run.Explain(unit.Code, share.Payers)!);
                return new TriedRegion(unit, split, hasIllness ? illness.For(unit.Code) : null, run?.Compute().Lines[0], explanations);
            }).ToList();
            return new TriedSplit(trial, headcount, regions, new PolicyCompliance(policy).Lines(code));
        }
        catch (OverflowException)
        {
            return new Refused($"{headcount} 人的金额超出了可以表示的范围，请核对参保人数。");
        }
    }

    private static AllocationSnapshot Snapshot(PolicyTrial trial, RegionCode unit, long persons) => new()
    {
        Engine = AllocationSnapshot.CurrentEngine,
        Scheme = Scheme.FiscalSubsidy,
        FundingYear = trial.Chain.FundingYear,
        AsOf = trial.Policy.Regions.AsOf,
        Tenant = trial.Policy.Own.Tenant,
        Root = unit,
        Basis = HeadcountBasis.Estimated,
        Policies = [.. trial.Policy.Chain.Select(issued => new PolicyReference(issued.Tenant, issued.Version, issued.Sha256))],
        Regions = [.. trial.Policy.Regions.All],
        Headcounts = [new RegionHeadcount(unit, persons)],
        Assumptions = trial.Policy.Assumptions,
    };
}
