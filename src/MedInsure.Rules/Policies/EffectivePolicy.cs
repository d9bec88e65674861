using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>
/// What holds for one bureau: its own policy on its ancestors', national first. The nearest bureau up the path that sets a value wins;
/// bounds of all of them hold. Nothing is merged into a new document, so that each value still knows who issued it.
/// </summary>
public sealed class EffectivePolicy
{
    public EffectivePolicy(IReadOnlyList<IssuedPolicy> chain, RegionTree regions, IReadOnlyList<Assumption>? assumptions = null)
    {
        ArgumentNullException.ThrowIfNull(chain);
        if (chain.Count == 0)
        {
            throw new ArgumentException("An effective policy needs at least one policy.", nameof(chain));
        }

        for (var i = 0; i < chain.Count; i++)
        {
            if (chain[i].Content.Parent != (i == 0 ? null : chain[i - 1].Tenant) || chain[i].Content.Year.Funding != chain[0].Content.Year.Funding)
            {
                throw new ArgumentException($"The policy of '{chain[i].Tenant}' does not follow from the one before it.", nameof(chain));
            }
        }

        Chain = chain;
        Regions = regions;
        Assumptions = assumptions ?? [];
        Groups = new GroupMembership(chain.SelectMany(policy => policy.Content.Groups), regions, Assumptions);
        Matching = new SelectorMatching(regions, Groups);
    }

    /// <summary>National first, the bureau's own last.</summary>
    public IReadOnlyList<IssuedPolicy> Chain { get; }

    public IssuedPolicy Own => Chain[^1];

    public RegionTree Regions { get; }

    public IReadOnlyList<Assumption> Assumptions { get; }

    public GroupMembership Groups { get; }

    public SelectorMatching Matching { get; }

    /// <summary>The policies, the bureau's own first.</summary>
    public IEnumerable<IssuedPolicy> NearestFirst => Chain.Reverse();

    public Gap? FindGap(string id) => Chain.SelectMany(policy => policy.Content.Gaps).FirstOrDefault(gap => gap.Id == id);

    public Assumption? AssumptionFor(string gap) => Assumptions.FirstOrDefault(assumption => assumption.Gap == gap);
}
