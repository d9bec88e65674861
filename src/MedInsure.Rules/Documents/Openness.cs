namespace MedInsure.Rules.Documents;

/// <summary>公开属性, as the document bears it.</summary>
public enum Openness
{
    /// <summary>未注明: the document says nothing.</summary>
    NotStated,

    /// <summary>主动公开</summary>
    Open,

    /// <summary>依申请公开</summary>
    OnRequest,

    /// <summary>不予公开</summary>
    Closed,
}

/// <summary>What the text of a clause is.</summary>
public enum ClauseForm
{
    /// <summary>原文: word for word.</summary>
    Original,

    /// <summary>摘要: what it says in our own words. The document decides.</summary>
    Summary,
}
