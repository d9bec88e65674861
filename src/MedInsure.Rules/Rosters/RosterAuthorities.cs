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
            .Where(authority => !(authority.From > month.LastDay) && !(authority.To < month.FirstDay)).Select(authority => authority.Name).Distinct(StringComparer.Ordinal)];
    }
}
