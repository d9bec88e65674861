using MedInsure.Persistence.Filings;
using MedInsure.Rules.Filings;

namespace MedInsure.UseCases.Filings;

public enum FilingStanding
{
    /// <summary>未备案</summary>
    None,

    /// <summary>待接收</summary>
    Sent,

    /// <summary>已接收，待审核</summary>
    Received,

    /// <summary>已备案</summary>
    Accepted,

    /// <summary>被退回</summary>
    Returned,

    /// <summary>需重新备案: a newer version has been published since.</summary>
    Outdated,

    /// <summary>已撤回</summary>
    Withdrawn,
}

/// <summary>The standings and acts in Chinese.</summary>
public static class FilingWords
{
    public static string Of(FilingStanding standing) => standing switch
    {
        FilingStanding.Sent => "待接收",
        FilingStanding.Received => "已接收",
        FilingStanding.Accepted => "已备案",
        FilingStanding.Returned => "被退回",
        FilingStanding.Outdated => "需重新备案",
        FilingStanding.Withdrawn => "已撤回",
        _ => "未备案",
    };

    public static string Of(FilingAct act) => act switch
    {
        FilingAct.Receive => "接收",
        FilingAct.Accept => "同意备案",
        _ => "退回",
    };

    /// <summary>Nothing that counts lies with the bureau above: it was never filed, sent back, or is no longer what is in force.</summary>
    public static bool IsMissing(this FilingStanding standing) => standing is FilingStanding.None or FilingStanding.Returned or FilingStanding.Outdated or FilingStanding.Withdrawn;

    internal static FilingStanding StandingOf(FilingState state, FilingAct? last) => state switch
    {
        FilingState.Withdrawn => FilingStanding.Withdrawn,
        FilingState.Superseded => FilingStanding.Outdated,
        _ => last switch { null => FilingStanding.Sent, FilingAct.Accept => FilingStanding.Accepted, FilingAct.Return => FilingStanding.Returned, _ => FilingStanding.Received },
    };
}
