using System.Collections.Concurrent;
using MedInsure.Rules.Explanation;
using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Policies;

/// <summary>
/// What holds for one bureau: its own policy on its ancestors', national first. The nearest bureau up the path that sets a value wins;
/// bounds of all of them hold. Nothing is merged into a new document, so that each value still knows who issued it.
/// </summary>
public sealed class EffectivePolicy
{
    private readonly ConcurrentDictionary<IReadOnlyList<Citation>, IReadOnlyList<Source>>[] sources;

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
        NearestFirst = [.. chain.Reverse()];
        sources = [.. chain.Select(_ => new ConcurrentDictionary<IReadOnlyList<Citation>, IReadOnlyList<Source>>(ReferenceEqualityComparer.Instance))];
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
    public IReadOnlyList<IssuedPolicy> NearestFirst { get; }

    public Gap? FindGap(string id) => Chain.SelectMany(policy => policy.Content.Gaps).FirstOrDefault(gap => gap.Id == id);

    /// <summary>The sources of one of the chain's citation lists, complete enough to be shown; made once, since every region of a run cites the same clauses.</summary>
    internal IReadOnlyList<Source> SourcesOf(IssuedPolicy issued, IReadOnlyList<Citation> citations)
    {
        for (var i = 0; i < sources.Length && citations.Count > 0; i++)
        {
            if (ReferenceEquals(Chain[i], issued))
            {
                return sources[i].GetOrAdd(citations, static (list, from) => from.SourcesOf(list), issued);
            }
        }

        return issued.SourcesOf(citations);
    }

    /// <summary>Why the policy says nothing about a region (not valid on the day, another bureau's), as a Chinese sentence; null when it does.</summary>
    public string? ProblemOf(RegionCode code)
    {
        if (Regions.Find(code) is not { } region)
        {
            return $"行政区划 {code} 在 {Regions.AsOf:yyyy-MM-dd} 无效，请核对区划代码和日期。";
        }

        return Own.Root is { } root && root != code && !Regions.IsUnder(code, root) ? $"{region.Name}不属于{Own.TenantName}的管辖范围。" : null;
    }

    public Assumption? AssumptionFor(string gap) => Assumptions.FirstOrDefault(assumption => assumption.Gap == gap);
}
