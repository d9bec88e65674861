using MedInsure.Rules.Policies.Findings;

namespace MedInsure.UseCases.PolicyDrafts;

/// <summary>The Chinese words of a version's acts and findings, for pages and files alike.</summary>
public static class PolicyDraftWords
{
    public static string OfAct(string act) => act switch
    {
        "CreateDraft" => "新建草稿",
        "SubmitPolicy" => "提交复核",
        "RecallPolicy" => "撤回提交",
        "ReviewPolicy" => "复核同意",
        "ReturnPolicy" => "退回",
        "PublishPolicy" => "发布",
        "WithdrawPolicy" => "撤回政策",
        _ => "其他",
    };

    /// <summary>What a finding asks for.</summary>
    public static string Of(FindingWeight weight) => weight switch
    {
        FindingWeight.Hard => "必须改正",
        FindingWeight.Soft => "写明理由",
        FindingWeight.Undetermined => "确认知悉",
        _ => "提示",
    };
}
