using MedInsure.Rules.Calendar;
using MedInsure.Rules.Policies;

namespace MedInsure.Rules.Rosters;

/// <summary>名单部门: which offices keep rosters, by the policies and their dates. Rosters of two offices are never compared with each other.</summary>
public static class RosterAuthorities
{
    /// <summary>Those whose period meets the month, in the order of the policies.</summary>
    public static IReadOnlyList<string> In(EffectivePolicy policy, Month month)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.Chain.SelectMany(issued => issued.Content.Subsidies.Categories).SelectMany(category => category.Authorities)
            .Where(authority => IsIn(authority, month)).Select(authority => authority.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The offices whose roster holds a category, by the category's id. One that names none has those of the wider category; one that finds none there either is missing here.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByCategory(EffectivePolicy policy, Month month)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var levels = policy.Chain.SelectMany(issued => issued.Content.Subsidies.Categories).ToLookup(category => category.Id, StringComparer.Ordinal);
        var named = levels.ToDictionary(
            level => level.Key, level => level.SelectMany(category => category.Authorities).Where(authority => IsIn(authority, month)).Select(authority => authority.Name).Distinct(StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var id in named.Keys)
        {
            var at = id;
            for (var step = 0; at is not null && named.TryGetValue(at, out var offices) && step < named.Count; step++)
            {
                if (offices.Count > 0)
                {
                    found.Add(id, offices);
                    break;
                }

                at = levels[at].Select(category => category.Parent).LastOrDefault(parent => parent is not null);
            }
        }

        return found;
    }

    private static bool IsIn(RosterAuthority authority, Month month) => !(authority.From > month.LastDay) && !(authority.To < month.FirstDay);
}

/// <summary>Whose roster a file is, and whose categories are whose.</summary>
/// <param name="CategoriesOf">By the category's id, see <see cref="RosterAuthorities.ByCategory"/>.</param>
public sealed record RosterOffice(string Name, IReadOnlyDictionary<string, IReadOnlyList<string>> CategoriesOf)
{
    /// <summary>Why the category does not belong on this office's roster; null when it does, or when the policy names no office for it.</summary>
    public string? Refusal(SubsidyCategory category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return CategoriesOf.TryGetValue(category.Id, out var offices) && !offices.Contains(Name, StringComparer.Ordinal)
            ? $"“{category.Name}”由{string.Join("、", offices)}认定，不应列在{Name}的名单中。请核对身份类别，或改选名单部门后上传。"
            : null;
    }
}
