using MedInsure.Persistence.Entitlements;
using MedInsure.Rules.Regions;
using MedInsure.Rules.Subsidies;

namespace MedInsure.UseCases.Entitlements;

/// <summary>Decides the combinations of a roster, each once, by <see cref="SubsidyChoices"/> and by nothing else.</summary>
internal static class EntitlementChoices
{
    /// <summary>The choices of a run, numbered in the order of region, age and categories, and which of them a combination has.</summary>
    public static (IReadOnlyList<EntitlementChoiceEntity> Choices, Func<EntitlementCombination, int> NumberOf) Decide(SubsidyCombinations combinations, EntitlementStage stage, CancellationToken ct)
    {
        var classes = combinations.ClassesOf(stage.Combinations.Select(combination => combination.Region));
        var asked = stage.Combinations.Select(KeyOf).Distinct().OrderBy(key => key.Region).ThenBy(key => key.AgeClass).ThenBy(key => key.Held).ToList();
        var numbers = asked.Select((key, place) => (key, place)).ToDictionary(entry => entry.key, entry => entry.place + 1);
        var choices = asked.Select(key =>
        {
            ct.ThrowIfCancellationRequested();
            return Decide(combinations, numbers[key], key.Region, [.. stage.Of(key.Held)], key.AgeClass);
        });
        return ([.. choices], combination => numbers[KeyOf(combination)]);

        (RegionCode Region, int AgeClass, long Held) KeyOf(EntitlementCombination combination) => (classes[combination.Region], combination.AgeClass, combination.Held);
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
