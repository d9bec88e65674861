namespace MedInsure.Rules.Documents;

/// <summary>The words of the library in Chinese.</summary>
public static class DocumentWords
{
    /// <summary>The path of all that stands before the first number.</summary>
    public const string Opening = "首段";

    /// <summary>What a mark with an empty path speaks of.</summary>
    public const string Whole = "全文";

    public static string Of(Openness openness) => openness switch
    {
        Openness.Open => "主动公开",
        Openness.OnRequest => "依申请公开",
        Openness.Closed => "不予公开",
        _ => "未注明",
    };

    public static string Of(ClauseForm form) => form == ClauseForm.Original ? "原文" : "摘要";
}
