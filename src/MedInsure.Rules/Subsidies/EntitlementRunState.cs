namespace MedInsure.Rules.Subsidies;

/// <summary>How far a 资助认定 over a roster is.</summary>
public enum EntitlementRunState
{
    /// <summary>排队中 or being computed: one of a bureau at a time.</summary>
    Queued,

    /// <summary>已认定</summary>
    Computed,

    /// <summary>未完成</summary>
    Failed,

    /// <summary>已取消</summary>
    Cancelled,
}
