namespace MedInsure.Rules.Allocations;

/// <summary>Where a run stands. The way is Draft → Computed → InReview → Approved → Released → Superseded; a return leads back to Computed.</summary>
public enum RunState
{
    /// <summary>草稿</summary>
    Draft,

    /// <summary>已试算</summary>
    Computed,

    /// <summary>待复核</summary>
    InReview,

    /// <summary>已审批</summary>
    Approved,

    /// <summary>已发布</summary>
    Released,

    /// <summary>已替代</summary>
    Superseded,
}

/// <summary>What a run is for.</summary>
public enum RunKind
{
    /// <summary>试算</summary>
    Trial,

    /// <summary>预拨</summary>
    PreAllocation,

    /// <summary>清算</summary>
    Settlement,

    /// <summary>情景</summary>
    Scenario,
}

/// <summary>Which money a run divides.</summary>
public enum Scheme
{
    /// <summary>财政补助</summary>
    FiscalSubsidy,

    /// <summary>大病保险筹资</summary>
    CriticalIllness,
}
