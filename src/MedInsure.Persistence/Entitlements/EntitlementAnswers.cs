namespace MedInsure.Persistence.Entitlements;

/// <summary>The answers of a run: each combination's choice is asked for once, and what it comes to is kept for the next person who has it.</summary>
internal sealed class EntitlementAnswers(EntitlementReading reading, Func<EntitlementCombination, EntitlementChoiceEntity> choiceOf)
{
    private readonly Dictionary<EntitlementCombination, Decided> decided = [];
    private readonly List<EntitlementAnswer> all = [];
    private int taken;

    /// <summary>By their numbers.</summary>
    public IReadOnlyList<EntitlementAnswer> All => all;

    /// <summary>Of the person that the reading came to.</summary>
    public EntitlementAnswer OfPerson()
    {
        var combination = reading.Combination;
        if (!decided.TryGetValue(combination, out var found))
        {
            decided.Add(combination, found = Decide(combination));
        }

        var identified = found.Place is { } place ? reading.NewlyAddedIn(place) : null;
        if (!found.ByMonth.TryGetValue(identified ?? 0, out var answer))
        {
            found.ByMonth.Add(identified ?? 0, answer = new EntitlementAnswer(all.Count, combination, found.Choice, found.Outcome, identified));
            all.Add(answer);
        }

        answer.Persons++;
        return answer;
    }

    /// <summary>Those that were not taken before.</summary>
    public IReadOnlyList<EntitlementAnswer> TakeNew()
    {
        var fresh = all[taken..];
        taken = all.Count;
        return fresh;
    }

    private Decided Decide(EntitlementCombination combination)
    {
        var choice = choiceOf(combination);
        // The months count from the one of the winning category; without a rule of months none is asked for.
        var place = choice is { EnrolOffset: not null, Winner: { } winner } ? reading.Timed.ToList().IndexOf(winner) : -1;
        return new Decided(choice, EntitlementOutcome.Of(choice, combination.PaidFen), place < 0 ? null : place);
    }

    private sealed record Decided(EntitlementChoiceEntity Choice, EntitlementOutcome Outcome, int? Place)
    {
        /// <summary>By the month of identification; 0 for who was not newly added.</summary>
        public Dictionary<int, EntitlementAnswer> ByMonth { get; } = [];
    }
}
