using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Subsidies;

/// <summary>
/// The combinations of region, categories and age that a roster has, for a computation over many persons: which regions one answer holds for, which categories have a rule of months, where a year of age begins
/// to matter. Each combination is decided by <see cref="SubsidyChoices"/> and by nothing else. For one computation: classes of regions are named after whichever was asked for first. Not safe to share between threads.
/// </summary>
public sealed class SubsidyCombinations
{
    /// <summary>Counts up when the same policy and the same person would have another answer than before; a run keeps the number that it was computed with.</summary>
    public const int CurrentEngine = 1;

    private readonly SubsidyChoices choices;
    private readonly Dictionary<RegionCode, RegionCode> classes = [];
    private readonly Dictionary<string, RegionCode> firsts = new(StringComparer.Ordinal);

    public SubsidyCombinations(EffectivePolicy policy, EffectivePolicy? lastYear = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        choices = new SubsidyChoices(policy, lastYear);
        Categories = [.. choices.Categories.Select(category => category.Id)];
        var standards = new SubsidyStandards(policy);
        var timed = policy.Chain.SelectMany(issued => issued.Content.Subsidies.Rules).Where(rule => rule.Timing?.NewlyAdded is not null).Select(rule => rule.Category).ToHashSet(StringComparer.Ordinal);
        Timed = [.. Categories.Where(id => standards.LineOf(id).Any(timed.Contains))];
        AgeClasses =
        [
            .. policy.Chain.SelectMany(issued => issued.Content.Subsidies.Rules.Select(rule => rule.Ages).Concat(issued.Content.Contribution.Select(standard => standard.Ages))).OfType<AgeRange>()
                .SelectMany(range => new[] { range.From ?? 0, range.To + 1 }).OfType<int>().Where(age => age > 0).Distinct().Order(),
        ];
    }

    /// <summary>Ids, in the order that decides a tie.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>Categories that may be paid by a rule of months: for them it matters when a person was identified.</summary>
    public IReadOnlyList<string> Timed { get; }

    /// <summary>The years of age at which another class begins, ascending; empty where no rule goes by age.</summary>
    public IReadOnlyList<int> AgeClasses { get; }

    public SubsidyChoices Choices => choices;

    /// <summary>The first of the regions asked for that no rule tells apart from this one.</summary>
    public RegionCode ClassOf(RegionCode region)
    {
        if (!classes.TryGetValue(region, out var first))
        {
            var footprint = choices.FootprintOf(region);
            classes[region] = first = firsts.TryGetValue(footprint, out var one) ? one : firsts[footprint] = region;
        }

        return first;
    }

    /// <param name="ageClass">How many of <see cref="AgeClasses"/> the person has reached.</param>
    public Enrolment EnrolmentOf(int ageClass) => AgeClasses.Count == 0 ? Enrolment.Ordinary : new Enrolment(Age: ageClass == 0 ? 0 : AgeClasses[ageClass - 1]);

    public SubsidyChoice Decide(RegionCode region, IReadOnlyCollection<string> categories, int ageClass) => choices.Of(region, categories, EnrolmentOf(ageClass));
}
