using MedInsure.Rules.Explanation;

namespace MedInsure.Rules.Policies.Findings;

/// <summary>A finding before it has its address and key.</summary>
/// <param name="Detail">What tells it from other findings of its kind at the same value, independent of the order of lists.</param>
internal sealed record Found(FindingKind Kind, FindingWeight Weight, string JsonPath, string Sentence, IReadOnlyList<Source> Sources, string Detail);

/// <summary>The draft under test, what it is tested against, and what was found so far.</summary>
internal sealed class FoundList(PolicyContent draft, FindingContext context)
{
    private readonly List<Found> all = [];

    public PolicyContent Draft => draft;

    public FindingContext Context => context;

    public IReadOnlyList<Found> All => all;

    public IssuedPolicy Issued { get; } = new(draft.Tenant, context.TenantName, context.Root, 0, string.Empty, draft);

    public void Add(FindingKind kind, FindingWeight weight, string jsonPath, string sentence, IReadOnlyList<Source>? sources = null, string detail = "") =>
        all.Add(new Found(kind, weight, jsonPath, sentence, sources ?? [], detail));

    /// <summary>"榆中县、永登县"; beyond six "…等 9 个县区".</summary>
    public string NamesOf(IEnumerable<Regions.RegionCode> regions)
    {
        var names = regions.Distinct().Order().Select(code => context.Regions.Find(code)?.Name ?? code.Value).ToList();
        return names.Count > 6 ? $"{string.Join("、", names.Take(6))}等 {names.Count} 个地区" : string.Join("、", names);
    }
}
