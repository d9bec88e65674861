namespace MedInsure.Rules.Access;

/// <summary>What a person may do. A person can hold several, except those that defeat 三权分立 (see <see cref="SeparationOfPowers"/>).</summary>
[Flags]
public enum Role
{
    None = 0,

    /// <summary>政策管理员: configures a policy year.</summary>
    PolicyAdministrator = 1,

    /// <summary>复核: approves and releases what others made.</summary>
    Reviewer = 2,

    /// <summary>财务: makes allocation runs and exports tables.</summary>
    FinanceOfficer = 4,

    /// <summary>经办: enters headcounts and rosters.</summary>
    Clerk = 8,

    /// <summary>审计: reads the audit trail, and nothing else.</summary>
    Auditor = 16,

    /// <summary>系统管理员: users and jobs, no business data.</summary>
    SystemAdministrator = 32,
}

/// <summary>三权分立: business, audit and system administration are three people.</summary>
public static class SeparationOfPowers
{
    private const Role Business = Role.PolicyAdministrator | Role.Reviewer | Role.FinanceOfficer | Role.Clerk;

    /// <summary>True when one person may hold these roles together.</summary>
    public static bool Allows(Role roles)
    {
        var powers = ((roles & Business) != Role.None ? 1 : 0) + ((roles & Role.Auditor) != Role.None ? 1 : 0) + ((roles & Role.SystemAdministrator) != Role.None ? 1 : 0);
        return powers <= 1;
    }
}
