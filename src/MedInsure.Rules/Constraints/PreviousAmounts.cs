using MedInsure.Rules.Amounts;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Subsidies;

namespace MedInsure.Rules.Constraints;

/// <summary>
/// What applied to the same question a year before. It is known only where every way in which last year's lists could turn out gives the same amount;
/// a category, tier or region that did not exist then has none.
/// </summary>
internal sealed class PreviousAmounts(EffectivePolicy lastYear)
{
    private readonly SubsidyStandards subsidies = new(lastYear);
    private readonly CriticalIllnessFunding illness = new(lastYear);
    private readonly IReadOnlyList<string> groups = SelectorMatching.GroupsOf(lastYear.Chain.SelectMany(issued =>
        issued.Content.FiscalSubsidy.Concat(issued.Content.Contribution).Select(standard => standard.Where).Concat(issued.Content.Subsidies.Rules.Select(rule => rule.Where))));

    public Fraction? Of(BoundQuestion question)
    {
        if (lastYear.Regions.Find(question.Region) is null)
        {
            return null;
        }

        var amounts = lastYear.Matching.WorldsOf(question.Region, groups, World.Known).Worlds.Select(world => In(question, world)).Distinct().ToList();
        return amounts.Count == 1 ? amounts[0] : null;
    }

    private Fraction? In(BoundQuestion question, World world) => question.Subject switch
    {
        BoundSubject.FiscalSubsidy => StandardLookup.FiscalSubsidy(lastYear, question.Region, world).Yuan,
        BoundSubject.Contribution => StandardLookup.Contribution(lastYear, question.Region, world, question.ContributionTier, question.PopulationGroup, question.Age).Yuan,
        BoundSubject.CriticalIllness => illness.For(question.Region).Determined?.Total,
        _ => subsidies.Of(question.Category!, question.Region, world, question.ContributionTier, question.PopulationGroup, question.Age).Yuan,
    };
}
