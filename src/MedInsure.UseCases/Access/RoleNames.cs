using MedInsure.Rules.Access;

namespace MedInsure.UseCases.Access;

/// <summary>The roles' Chinese names and their order, for screens and the command line.</summary>
public static class RoleNames
{
    private static readonly (Role Role, string Name, string Key)[] All =
    [
        (Role.PolicyAdministrator, "政策管理员", "policy-administrator"),
        (Role.Reviewer, "复核", "reviewer"),
        (Role.FinanceOfficer, "财务", "finance-officer"),
        (Role.Clerk, "经办", "clerk"),
        (Role.Auditor, "审计", "auditor"),
        (Role.SystemAdministrator, "系统管理员", "system-administrator"),
    ];

    /// <summary>财务、经办</summary>
    public static string Names(this Role roles) => string.Join('、', All.Where(one => roles.HasFlag(one.Role)).Select(one => one.Name));

    /// <summary>One role each.</summary>
    public static IReadOnlyList<Role> Split(this Role roles) => [.. All.Where(one => roles.HasFlag(one.Role)).Select(one => one.Role)];

    /// <summary>Reads the Chinese name or the key of the command line.</summary>
    public static bool TryParse(string text, out Role role)
    {
        role = All.FirstOrDefault(one => string.Equals(one.Name, text, StringComparison.Ordinal) || string.Equals(one.Key, text, StringComparison.OrdinalIgnoreCase)).Role;
        return role != Role.None;
    }
}
