namespace MedInsure.UseCases.Access;

/// <summary>The limits of accounts and sessions (等保 2.0, level 3: 身份鉴别).</summary>
public static class AccountRules
{
    public const int ShortestPassword = 10;
    public const int LongestPassword = 128;

    /// <summary>Of capital letters, small letters, digits and other signs.</summary>
    public const int PasswordClasses = 3;

    public const int FailuresBeforeLock = 5;
    public const int MostSessions = 3;

    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(10);
}
