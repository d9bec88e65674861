namespace MedInsure.Rules.Matches;

public enum MatchKind
{
    /// <summary>已资助未参保: paid, and the tax office has no contribution.</summary>
    SubsidisedNotEnrolled,

    /// <summary>已参保应资助未资助: contributed and entitled, and nothing is paid or under way.</summary>
    EnrolledNotSubsidised,

    /// <summary>重复资助: paid more than once, other than by a decided 补差.</summary>
    PaidTwice,

    /// <summary>金额不符: paid another amount than the newest run says, or the contribution is not the standard.</summary>
    AmountDiffers,

    /// <summary>身份已取消: paid or under way, and no identity holds in the month that the payment was computed for.</summary>
    IdentityCancelled,

    /// <summary>已死亡: paid or under way for a month after the death, or for a coverage year that the person did not see.</summary>
    Deceased,
}

public enum MatchState
{
    /// <summary>待处理</summary>
    Open,

    /// <summary>已处理</summary>
    Resolved,

    /// <summary>已消除: a later match did not find it any more, whether it was resolved or not. It comes back open.</summary>
    Gone,
}

public enum MatchResolution
{
    /// <summary>已更正: mended where it arose.</summary>
    Mended,

    /// <summary>已追回</summary>
    Recovered,

    /// <summary>核实无误: as it should be, with the reason.</summary>
    Justified,

    /// <summary>转其他部门处理</summary>
    HandedOn,
}

/// <param name="Found">Cases that stand after it, resolved ones too.</param>
/// <param name="New">Seen for the first time.</param>
/// <param name="Resolved">Of those found: resolved, and nothing has changed since.</param>
/// <param name="Gone">Not found any more.</param>
public sealed record MatchFigures(int Found, int New, int Resolved, int Gone);
