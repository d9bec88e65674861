using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyDrafts;

public sealed partial class PolicyActions
{
    private Act? asked;
    private string? opinion;
    private Problem? problem;

    private enum Words
    {
        None,
        Welcome,
        Needed,
    }

    [Parameter, EditorRequired]
    public PolicyVersionPage Version { get; set; } = default!;

    [Parameter]
    public EventCallback OnMoved { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private PublishPolicyHandler Steps { get; set; } = default!;

    [Inject]
    private ReturnPolicyHandler StepsBack { get; set; } = default!;

    [Inject]
    private DeleteDraftHandler Delete { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private InboxCount Inbox { get; set; } = default!;

    private IEnumerable<Act> Possible => new[]
    {
        Version.Acts.Submit ? new Act("提交复核", "提交后内容不再改动，由没有参与编写的复核岗同事复核；复核之前可以撤回提交。", "已提交复核。", Words.Welcome, (id, words) => Steps.HandleAsync(Actor, new SubmitPolicy(id, words), default)) { IsMain = true } : null,
        Version.Acts.Review ? new Act("复核同意", "同意后即可发布。请先看过“内容”“变动”和“检查结果”。", "已复核同意，可以发布。", Words.Welcome, (id, words) => Steps.HandleAsync(Actor, new ReviewPolicy(id, words), default)) { IsMain = true } : null,
        Version.Acts.Publish ? new Act("发布", "发布后内容不能修改，下级机构即可看到；本年度原来的版本将被替代，已备案的需要重新备案。", "已发布。", Words.Welcome, (id, words) => Steps.HandleAsync(Actor, new PublishPolicy(id, words), default)) { IsMain = true } : null,
        Version.Acts.Return ? new Act("退回", "退回编写人，请写明需要改正的内容。这一版保留备查，编写人得到内容相同的新草稿。", "已退回编写人。", Words.Needed, (id, words) => StepsBack.HandleAsync(Actor, new ReturnPolicy(id, words ?? ""), default)) : null,
        Version.Acts.Recall ? new Act("撤回提交", "撤回后回到草稿，可以修改后重新提交。", "已撤回提交。", Words.None, (id, _) => StepsBack.HandleAsync(Actor, new RecallPolicy(id), default)) : null,
        Version.Acts.Withdraw ? new Act("撤回政策", "撤回已发布的政策：本年度恢复到上一个发布的版本，请写明原因。已有发布的测算以它为依据时不能撤回。", "已撤回政策。", Words.Needed, (id, words) => StepsBack.HandleAsync(Actor, new WithdrawPolicy(id, words ?? ""), default)) { IsDangerous = true } : null,
        Version.Acts.Delete ? new Act("删除草稿", "删除后不能恢复。", "已删除草稿。", Words.None, DeleteAsync) { IsDangerous = true } : null,
    }.OfType<Act>();

    private void Ask(Act act)
    {
        opinion = null;
        problem = null;
        asked = act;
    }

    private async Task DoAsync()
    {
        var act = asked!;
        var moved = await act.Do(Version.Id, opinion);
        problem = moved.Problem;
        if (moved.IsOk)
        {
            asked = null;
            Notices.Done(act.Done);
            Inbox.Refresh();
            if (moved.Value.State.Length == 0)
            {
                return;
            }
        }

        await OnMoved.InvokeAsync();
    }

    private async Task<Result<PolicyMoved>> DeleteAsync(long id, string? words)
    {
        var deleted = await Delete.HandleAsync(Actor, new DeleteDraft(id), default);
        if (!deleted.IsOk)
        {
            return deleted.Problem!;
        }

        Navigation.NavigateTo(Year.Link("policies/versions"));
        return new PolicyMoved(id, State: "");
    }

    private sealed record Act(string Verb, string Meaning, string Done, Words Words, Func<long, string?, Task<Result<PolicyMoved>>> Do)
    {
        public bool IsMain { get; init; }

        public bool IsDangerous { get; init; }
    }
}
