namespace MedInsure.Rules.Policies;

/// <summary>Where a policy version stands on its way into force and out of it.</summary>
public enum PolicyState
{
    /// <summary>草稿</summary>
    Draft,

    /// <summary>待复核</summary>
    InReview,

    /// <summary>已退回: kept with the decision; the work goes on in a new draft</summary>
    Returned,

    /// <summary>已发布</summary>
    Published,

    /// <summary>已被新版本替代</summary>
    Superseded,

    /// <summary>已撤回: only while no released run rests on it</summary>
    Withdrawn,
}
