namespace MedInsure.Rules.Policies;

/// <summary>For whom a standard is asked, in a place that has contribution tiers (缴费档次), population groups (人群) or ages of their own.</summary>
/// <param name="Age">Whole years; null where age makes no difference.</param>
public sealed record Enrolment(string? ContributionTier = null, string? PopulationGroup = null, int? Age = null)
{
    public static Enrolment Ordinary { get; } = new();

    /// <summary>
    /// Of one bureau's entries those that are meant for this enrolment: an entry of its own tier, group or age before one that names none. Everybody
    /// is in some tier and has some age, so a place that sets values by tier or by age has no ordinary one and the question needs the tier or the
    /// age; a group is an exception beside the ordinary.
    /// </summary>
    /// <returns>The entries, or what is wrong with the question as a Chinese sentence.</returns>
    internal (IReadOnlyList<T> Entries, string? Problem) Narrow<T>(IReadOnlyList<T> entries, Func<T, (string? Tier, string? Group, AgeRange? Ages)> facets)
    {
        if (entries.Count == 0 || (this == Ordinary && entries.All(entry => facets(entry) is (null, null, null))))
        {
            return (entries, null);
        }

        var (tiers, groups, ages) = (entries.ToLookup(entry => facets(entry).Tier), PopulationGroup, Age);
        var left = ContributionTier is not null && tiers.Contains(ContributionTier) ? [.. tiers[ContributionTier]] : tiers[null].ToList();
        if (left.Count == 0)
        {
            var known = string.Join("、", tiers.Select(tier => $"“{tier.Key}”"));
            return ([], ContributionTier is null ? $"该地区按缴费档次（{known}）分别规定，请指明档次。" : $"该地区没有缴费档次“{ContributionTier}”，只有{known}，请核对。");
        }

        left = groups is not null && left.Any(entry => facets(entry).Group == groups)
            ? [.. left.Where(entry => facets(entry).Group == groups)]
            : [.. left.Where(entry => facets(entry).Group is null)];
        var ofAge = ages is { } age ? left.Where(entry => facets(entry).Ages is { } range && range.Contains(age)).ToList() : [];
        var ageless = left.Where(entry => facets(entry).Ages is null).ToList();
        return ofAge.Count > 0 ? (ofAge, null)
            : ageless.Count > 0 || left.Count == 0 ? (ageless, null)
            : ([], ages is null ? "该地区按年龄分别规定，请指明年龄。" : $"该地区没有规定 {ages} 岁人员的标准，请核对政策。");
    }
}
