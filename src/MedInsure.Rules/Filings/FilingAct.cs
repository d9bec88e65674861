namespace MedInsure.Rules.Filings;

/// <summary>What the bureau above does with a filing.</summary>
public enum FilingAct
{
    /// <summary>接收</summary>
    Receive,

    /// <summary>同意备案</summary>
    Accept,

    /// <summary>退回</summary>
    Return,
}
