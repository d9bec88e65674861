using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Subsidies;

/// <summary>
/// The choices of one policy as a dense table [class of regions, set of categories], filled where it is asked: a roster of millions has a few hundred combinations, and each is decided by
/// <see cref="SubsidyChoices"/> and by nothing else. For persons of one enrolment; not safe to fill from several threads.
/// </summary>
public sealed class SubsidyTable
{
    /// <summary>Sets of categories are bits of a number; with more categories than this the table would not stay in a processor's cache.</summary>
    public const int MaxCategories = 20;

    /// <summary>In the place of an amount: nobody had this combination yet.</summary>
    private const int NotAsked = -1;

    /// <summary>In the place of an amount: 无法计算.</summary>
    private const int CannotTell = -2;

    /// <summary>The states of a known amount, a byte each: less, the same, more than was paid; for each, something and nothing paid.</summary>
    private const long Answers =
        (long)EntitlementState.Confirm | (long)EntitlementState.Confirm << 8
        | (long)EntitlementState.Settled << 16 | (long)EntitlementState.None << 24
        | (long)EntitlementState.TopUp << 32 | (long)EntitlementState.Due << 40;

    private readonly SubsidyChoices choices;
    private readonly Enrolment enrolment;
    private readonly Dictionary<RegionCode, int> classes = [];
    private readonly List<RegionCode> representatives = [];
    private readonly Dictionary<string, int> bits;
    private readonly SubsidyChoice?[] filled;
    private readonly int[] amounts;

    /// <param name="regions">The regions that persons are enrolled in. Regions that no rule tells apart are one class.</param>
    public SubsidyTable(EffectivePolicy policy, IEnumerable<RegionCode> regions, Enrolment? enrolment = null, EffectivePolicy? lastYear = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(regions);
        choices = new SubsidyChoices(policy, lastYear);
        this.enrolment = enrolment ?? Enrolment.Ordinary;
        Categories = [.. choices.Categories.Select(category => category.Id)];
        if (Categories.Count > MaxCategories)
        {
            throw new ArgumentException($"A table holds at most {MaxCategories} categories.", nameof(policy));
        }

        bits = Categories.Select((id, bit) => (id, bit)).ToDictionary(entry => entry.id, entry => entry.bit, StringComparer.Ordinal);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var region in regions.Distinct())
        {
            var footprint = choices.FootprintOf(region);
            if (!known.TryGetValue(footprint, out var number))
            {
                known.Add(footprint, number = representatives.Count);
                representatives.Add(region);
            }

            classes[region] = number;
        }

        filled = new SubsidyChoice?[representatives.Count << Categories.Count];
        amounts = new int[filled.Length];
        Array.Fill(amounts, NotAsked);
    }

    /// <summary>Ids; the place of one in the list is its bit in a set.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>One number for all regions that no rule tells apart.</summary>
    public int ClassOf(RegionCode region) => classes[region];

    /// <exception cref="KeyNotFoundException">A category that the policy does not know: it is refused when the roster is read.</exception>
    public int SetOf(IEnumerable<string> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        return categories.Aggregate(0, (set, id) => set | (1 << bits[id]));
    }

    public SubsidyChoice ChoiceOf(int regionClass, int set) =>
        filled[Place(regionClass, set)] ??= choices.Of(representatives[regionClass], [.. Categories.Where((_, bit) => (set >> bit & 1) == 1)], enrolment);

    /// <summary>
    /// Decides many persons at once. All spans have one length; a person is a class of regions, a set of categories that hold in the month, and what was paid for the coverage year.
    /// </summary>
    /// <param name="difference">What is to be paid, proposed or confirmed, in fen; 0 where it cannot be computed.</param>
    public void Decide(ReadOnlySpan<int> regionClasses, ReadOnlySpan<int> sets, ReadOnlySpan<int> paidFen, Span<int> difference, Span<EntitlementState> states)
    {
        var (table, width) = (amounts, Categories.Count);
        for (var i = 0; i < sets.Length; i++)
        {
            var place = (regionClasses[i] << width) | sets[i];
            var amount = table[place];
            if (amount < 0)
            {
                amount = amount == NotAsked ? Ask(place) : amount;
                if (amount == CannotTell)
                {
                    (difference[i], states[i]) = (0, EntitlementState.Unknown);
                    continue;
                }
            }

            var (due, nothingPaid) = (amount - paidFen[i], paidFen[i] == 0 ? 1 : 0);
            difference[i] = due;
            // Persons come in no order that a processor could foresee: the answer is looked up and not branched to.
            states[i] = (EntitlementState)((Answers >> (8 * (((Math.Sign(due) + 1) * 2) + nothingPaid))) & 0xFF);
        }
    }

    private int Ask(int place)
    {
        var choice = ChoiceOf(place >> Categories.Count, place & ((1 << Categories.Count) - 1));
        return amounts[place] = choice.State == ChoiceState.Unknown ? CannotTell : checked((int)(choice.Amount?.Fen ?? 0));
    }

    private int Place(int regionClass, int set) => (regionClass << Categories.Count) | set;
}
