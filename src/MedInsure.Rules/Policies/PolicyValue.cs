namespace MedInsure.Rules.Policies;

/// <summary>
/// One value of a policy as a clerk reads it. Values are what is compared between two versions, confirmed when a year is rolled, and linked from a
/// check; together they cover everything that a content says except its ids and its place in the chain.
/// </summary>
/// <param name="Path">
/// Stable address, made of ids and words and never of positions: "/funding/tiers/gansu-1/shares/central". Reordering the lists of a content
/// changes no path.
/// </param>
/// <param name="Section">The heading under which a reader of the notice expects it.</param>
/// <param name="Label">What it is: "第一档 中央".</param>
/// <param name="Text">The value with its unit: "440.00 元/人".</param>
/// <param name="Raw">The value in a form for machines: equal for two values exactly when they mean the same.</param>
/// <param name="JsonPath">Where it stands in this content, as the checks name places; changes when lists are reordered.</param>
/// <param name="Cite">依据; that of the item it belongs to where it has none of its own.</param>
/// <param name="Cites">Whether it needs a source; null for what is no value of a notice (titles, documents).</param>
/// <param name="Gap">Id of the gap that stands in its place.</param>
public sealed record PolicyValue(
    string Path,
    string Section,
    string Label,
    string Text,
    string Raw,
    string JsonPath,
    IReadOnlyList<Citation> Cite,
    CitedKind? Cites,
    string? Gap = null);

/// <summary>Names for the codes and ids that a content uses; without them a code stands for itself.</summary>
public sealed record PolicyNames(Func<Regions.RegionCode, string> Region, Func<string, string> Group, Func<string, string> Category)
{
    /// <summary>The content's own names of groups and categories; regions by code.</summary>
    public static PolicyNames Of(PolicyContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Of([content], code => code.Value);
    }

    public static PolicyNames Of(EffectivePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Of([.. policy.NearestFirst.Select(issued => issued.Content)], code => policy.Regions.Find(code)?.Name ?? code.Value);
    }

    /// <param name="nearestFirst">The content and its ancestors.</param>
    public static PolicyNames Of(IReadOnlyList<PolicyContent> nearestFirst, Func<Regions.RegionCode, string> region)
    {
        var groups = nearestFirst.SelectMany(content => content.Groups).DistinctBy(group => group.Id).ToDictionary(group => group.Id, group => group.Name, StringComparer.Ordinal);
        var categories = nearestFirst.SelectMany(content => content.Subsidies.Categories).DistinctBy(category => category.Id).ToDictionary(category => category.Id, category => category.Name, StringComparer.Ordinal);
        return new PolicyNames(region, id => groups.GetValueOrDefault(id) ?? id, id => categories.GetValueOrDefault(id) ?? id);
    }
}
