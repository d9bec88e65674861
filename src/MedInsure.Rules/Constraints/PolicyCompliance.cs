using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Rules.Constraints;

/// <summary>One of the bureau's values, the regions where it stands so, and what the bounds say of it.</summary>
/// <param name="What">"人均财政补助标准", "个人缴费标准", "大病保险筹资标准", or the name of a subsidy category.</param>
public sealed record ComplianceLine(BoundSubject Subject, string? Category, string What, Fraction Value, IReadOnlyList<RegionCode> Regions, IReadOnlyList<BoundResult> Results)
{
    /// <summary>JSON path of the value in the bureau's own content; null where a level above sets it.</summary>
    public string? SetAt { get; init; }
}

/// <summary>
/// Checks every amount that is effective in a bureau's regions against every bound of the chain; equal answers of several regions are one line.
/// Where a list is not known, each possible value is checked under the condition on which it would hold.
/// </summary>
public sealed class PolicyCompliance
{
    private readonly EffectivePolicy policy;
    private readonly BoundCheck check;
    private readonly SubsidyStandards subsidies;
    private readonly CriticalIllnessFunding illness;
    private readonly bool hasIllness;
    private readonly IReadOnlyList<string> groups;
    private readonly IReadOnlyList<Enrolment> contributions;
    private readonly IReadOnlyList<Enrolment> ruleEnrolments;

    private readonly EffectivePolicy? lastYear;
    private readonly PreviousAmounts? previous;

    /// <param name="lastYear">What was in force before, for bounds that look back; null while it is not recorded.</param>
    public PolicyCompliance(EffectivePolicy policy, EffectivePolicy? lastYear = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        this.policy = policy;
        this.lastYear = lastYear;
        previous = lastYear is null ? null : new PreviousAmounts(lastYear);
        check = new BoundCheck(policy);
        subsidies = new SubsidyStandards(policy);
        illness = new CriticalIllnessFunding(policy);
        hasIllness = policy.Chain.Any(issued => issued.Content.CriticalIllness.Tiers.Count > 0);
        groups = SelectorMatching.GroupsOf(policy.Chain.SelectMany(issued => issued.Content.FiscalSubsidy.Concat(issued.Content.Contribution).Select(standard => standard.Where)
            .Concat(issued.Content.Subsidies.Rules.Select(rule => rule.Where))));
        contributions = [.. policy.Chain.SelectMany(issued => issued.Content.Contribution)
            .Select(standard => new Enrolment(standard.ContributionTier, standard.PopulationGroup, AnAgeOf(standard.Ages))).Prepend(Enrolment.Ordinary).Distinct()];
        ruleEnrolments = [.. policy.Chain.SelectMany(issued => issued.Content.Subsidies.Rules)
            .Select(rule => new Enrolment(rule.ContributionTier, rule.PopulationGroup, AnAgeOf(rule.Ages))).Concat(contributions.Select(enrolment => new Enrolment(enrolment.ContributionTier))).Prepend(Enrolment.Ordinary).Distinct()];
    }

    public IReadOnlyList<ComplianceLine> Lines(RegionCode root)
    {
        var values = AlikeUnder(root).SelectMany(alike => ValuesOf(alike[0]).Select(line => line with { Regions = alike })).ToList();
        return
        [
            .. values.GroupBy(value => (value.Subject, value.Category, value.What, Value: value.Value.ToText(), Key: Key(value.Results)))
                .Select(group => group.First() with { Regions = [.. group.SelectMany(value => value.Regions).Distinct().Order()] })
                .OrderBy(line => line.Subject),
        ];
    }

    /// <summary>The units in groups that no rule of this year or last year tells apart: a province of hundreds of counties has a handful of them.</summary>
    private IEnumerable<IReadOnlyList<RegionCode>> AlikeUnder(RegionCode root)
    {
        var (now, before) = (new Footprints(policy), lastYear is null ? null : new Footprints(lastYear));
        return policy.Regions.FundingUnitsOf(root).Select(unit => unit.Code).GroupBy(code => (now.Of(code), before?.Of(code))).Select(alike => (IReadOnlyList<RegionCode>)[.. alike]);
    }

    /// <summary>How closely a region is named by everything that can bear on an amount or a bound.</summary>
    private sealed class Footprints
    {
        private readonly EffectivePolicy policy;
        private readonly IReadOnlyList<RegionSelector> selectors;
        private readonly IReadOnlyList<string> groups;

        public Footprints(EffectivePolicy policy)
        {
            this.policy = policy;
            selectors =
            [
                .. policy.Chain.Select(issued => issued.Content).SelectMany(content => content.FiscalSubsidy.Concat(content.Contribution).Select(standard => standard.Where)
                    .Concat(content.Subsidies.Rules.Select(rule => rule.Where)).Concat(content.Bounds.Select(bound => bound.Where)).Concat(content.CriticalIllness.Tiers.Select(tier => tier.Where)))
                    .Where(where => !ReferenceEquals(where, RegionSelector.Everywhere)),
            ];
            groups = SelectorMatching.GroupsOf(selectors);
        }

        public string Of(RegionCode region) => (policy.ProblemOf(region) is null ? '.' : '!') + policy.Matching.FootprintOf(region, selectors, groups);
    }

    private static string Key(IReadOnlyList<BoundResult> results) =>
        string.Join('|', results.Select(result => $"{result.Issuer}/{string.Join(',', result.BoundIds)}/{result.Verdict}/{result.Requirement}"));

    private static int? AnAgeOf(AgeRange? ages) => ages?.From ?? ages?.To;

    private IEnumerable<ComplianceLine> ValuesOf(RegionCode region)
    {
        foreach (var world in policy.Matching.WorldsOf(region, groups, World.Known).Worlds)
        {
            if (StandardLookup.FiscalSubsidy(policy, region, world).Yuan is { } total)
            {
                yield return Line(new BoundQuestion(BoundSubject.FiscalSubsidy, region, total) { World = world }, "人均财政补助标准", SetAt(content => content.FiscalSubsidy, StandardLookup.FiscalSubsidy(policy, region, world).Standard, "$.fiscalSubsidy"));
            }

            foreach (var enrolment in contributions)
            {
                var found = StandardLookup.Contribution(policy, region, world, enrolment.ContributionTier, enrolment.PopulationGroup, enrolment.Age);
                if (found is { Yuan: { } yuan, Standard: { } standard } && enrolment == new Enrolment(standard.ContributionTier, standard.PopulationGroup, AnAgeOf(standard.Ages)))
                {
                    yield return Line(Ask(BoundSubject.Contribution, region, yuan, enrolment, world), "个人缴费标准" + Suffix(enrolment, standard.Ages), SetAt(content => content.Contribution, standard, "$.contribution"));
                }
            }

            foreach (var category in subsidies.Categories)
            {
                foreach (var enrolment in ruleEnrolments)
                {
                    var found = subsidies.Of(category.Id, region, world, enrolment.ContributionTier, enrolment.PopulationGroup, enrolment.Age);
                    if (found is { Yuan: { } yuan, Rule: { } rule } && enrolment.PopulationGroup == rule.PopulationGroup && enrolment.Age == AnAgeOf(rule.Ages) && TierIsHere(region, world, enrolment, rule))
                    {
                        yield return Line(Ask(BoundSubject.Subsidy, region, yuan, enrolment, world) with { Category = category.Id }, category.Name + Suffix(enrolment, rule.Ages), SetAt(content => content.Subsidies.Rules, rule, "$.subsidies.rules"));
                    }
                }
            }
        }

        if (hasIllness && illness.For(region).Determined is { } row)
        {
            yield return Line(new BoundQuestion(BoundSubject.CriticalIllness, region, row.Total), "大病保险筹资标准", SetAt(content => content.CriticalIllness.Tiers, row.TierIssuer == policy.Own.Tenant ? policy.Own.Content.CriticalIllness.Tiers.FirstOrDefault(tier => tier.Id == row.TierId) : null, "$.criticalIllness.tiers"));
        }
    }

    /// <summary>A tier counts where the place's contribution knows it; where no contribution is set at all, where the rule itself names it.</summary>
    private bool TierIsHere(RegionCode region, World world, Enrolment enrolment, SubsidyRule rule)
    {
        var contribution = StandardLookup.Contribution(policy, region, world, enrolment.ContributionTier, enrolment.PopulationGroup, enrolment.Age);
        return contribution.Standard is { } standard ? standard.ContributionTier == enrolment.ContributionTier : contribution.Issuer is null && rule.ContributionTier == enrolment.ContributionTier;
    }

    private static BoundQuestion Ask(BoundSubject subject, RegionCode region, Fraction value, Enrolment enrolment, World world) =>
        new(subject, region, value) { ContributionTier = enrolment.ContributionTier, PopulationGroup = enrolment.PopulationGroup, Age = enrolment.Age, World = world };

    private static string Suffix(Enrolment enrolment, AgeRange? ages)
    {
        var text = string.Join("，", new[] { enrolment.ContributionTier, enrolment.PopulationGroup, ages?.ToText() }.OfType<string>());
        return text.Length == 0 ? text : $"（{text}）";
    }

    private ComplianceLine Line(BoundQuestion question, string what, string? setAt) =>
        new(question.Subject, question.Category, what, question.Value, [question.Region], check.Check(question with { PreviousYuan = previous?.Of(question), HasLastYear = lastYear is not null })) { SetAt = setAt };

    private string? SetAt<T>(Func<PolicyContent, IReadOnlyList<T>> listOf, T? item, string path)
        where T : class
    {
        var own = listOf(policy.Own.Content);
        for (var i = 0; i < own.Count; i++)
        {
            if (ReferenceEquals(own[i], item))
            {
                return $"{path}[{i}]";
            }
        }

        return null;
    }
}
