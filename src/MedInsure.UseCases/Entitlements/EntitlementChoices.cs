using MedInsure.Persistence.Entitlements;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.UseCases.Entitlements;

/// <summary>Decides the combinations of a roster as they come, each once, by <see cref="SubsidyChoices"/> and by nothing else. Regions that no rule tells apart share their choices.</summary>
internal sealed class EntitlementChoices(SubsidyCombinations combinations, EntitlementReading reading)
{
    private readonly Dictionary<(RegionCode Region, int AgeClass, long Held), EntitlementChoiceEntity> decided = [];

    /// <summary>Numbered in the order in which they are asked for.</summary>
    public EntitlementChoiceEntity Of(EntitlementCombination combination)
    {
        var key = (combinations.ClassOf(combination.Region), combination.AgeClass, combination.Held);
        if (!decided.TryGetValue(key, out var choice))
        {
            decided.Add(key, choice = Decide(combinations, decided.Count + 1, key.Item1, [.. reading.Of(combination.Held)], combination.AgeClass));
        }

        return choice;
    }

    /// <summary>The same choice again, by the policies of the basis.</summary>
    public static EntitlementChoiceEntity Again(SubsidyCombinations combinations, EntitlementChoiceEntity kept) => Decide(combinations, kept.Id, kept.RegionCode, kept.Categories, kept.AgeClass);

    private static EntitlementChoiceEntity Decide(SubsidyCombinations combinations, int number, RegionCode region, string[] categories, int ageClass)
    {
        var choice = combinations.Decide(region, categories, ageClass);
        return new EntitlementChoiceEntity
        {
            Id = number,
            RegionCode = region,
            AgeClass = ageClass,
            Categories = categories,
            State = choice.State,
            ContributionFen = Fen(choice.Contribution),
            AmountFen = Fen(choice.Amount),
            Winner = choice.Winner?.Category,
            Mode = choice.Mode,
            EnrolOffset = choice.Timing?.NewlyAdded?.Enrol,
            PayOffset = choice.Timing?.NewlyAdded?.Pay,
            Gaps = [.. choice.Gaps],
            Problem = choice.Problem,
            HasBound = choice.Bounds.Count > 0,
        };
    }

    private static int? Fen(Rules.Amounts.Money? money) => money is { } amount ? checked((int)amount.Fen) : null;
}
