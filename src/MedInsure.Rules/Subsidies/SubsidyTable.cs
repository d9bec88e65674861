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

    private readonly SubsidyChoices choices;
    private readonly Enrolment enrolment;
    private readonly Dictionary<RegionCode, int> classes = [];
    private readonly List<RegionCode> representatives = [];
    private readonly Dictionary<string, int> bits;
    private readonly SubsidyChoice?[] filled;
    private readonly SubsidyCell[] cells;

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
        cells = new SubsidyCell[filled.Length];
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
        Fill(regionClasses, sets);
        var (table, width) = (cells, Categories.Count);
        for (var i = 0; i < sets.Length; i++)
        {
            var cell = table[(regionClasses[i] << width) | sets[i]];
            var (due, paid) = (cell.AmountFen - paidFen[i], paidFen[i]);
            difference[i] = cell.IsKnown ? due : 0;
            states[i] = !cell.IsKnown ? EntitlementState.Unknown
                : due < 0 ? EntitlementState.Confirm
                : due > 0 ? (paid == 0 ? EntitlementState.Due : EntitlementState.TopUp)
                : paid == 0 ? EntitlementState.None : EntitlementState.Settled;
        }
    }

    private int Place(int regionClass, int set) => (regionClass << Categories.Count) | set;

    private void Fill(ReadOnlySpan<int> regionClasses, ReadOnlySpan<int> sets)
    {
        for (var i = 0; i < sets.Length; i++)
        {
            ref var cell = ref cells[Place(regionClasses[i], sets[i])];
            if (!cell.IsFilled)
            {
                var choice = ChoiceOf(regionClasses[i], sets[i]);
                cell = new SubsidyCell(true, choice.State != ChoiceState.Unknown, (int)(choice.Amount?.Fen ?? 0));
            }
        }
    }

    private readonly record struct SubsidyCell(bool IsFilled, bool IsKnown, int AmountFen);
}
