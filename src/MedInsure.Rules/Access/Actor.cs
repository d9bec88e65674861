using MedInsure.Rules.Regions;

namespace MedInsure.Rules.Access;

/// <summary>
/// Who acts: one person of one bureau with the roles and regions that the person had when the act began. Every use case takes it
/// as its first argument; nothing looks it up behind its back.
/// </summary>
/// <param name="TenantId">The bureau; every row that the act reads or writes belongs to it.</param>
/// <param name="RegionScope">Regions that the person is limited to, with all below them; empty means the whole bureau.</param>
public sealed record Actor(int TenantId, string TenantCode, long UserId, string DisplayName, Role Roles, IReadOnlyList<RegionCode> RegionScope)
{
    public bool Has(Role anyOf) => (Roles & anyOf) != Role.None;

    /// <summary>Whether the person may see and change this region's data.</summary>
    public bool Covers(RegionCode region, RegionTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return RegionScope.Count == 0 || RegionScope.Any(scope => scope == region || tree.IsUnder(region, scope));
    }
}
