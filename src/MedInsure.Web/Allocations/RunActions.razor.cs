using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Allocations;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Allocations;

public sealed partial class RunActions
{
    private Act? asked;
    private string? opinion;
    private Problem? problem;

    [Parameter, EditorRequired]
    public RunFacts Run { get; set; } = default!;

    [Parameter]
    public bool ReadOnly { get; set; }

    [Parameter]
    public EventCallback OnMoved { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [Inject]
    private SubmitRunHandler Submit { get; set; } = default!;

    [Inject]
    private ApproveRunHandler Approve { get; set; } = default!;

    [Inject]
    private ReturnRunHandler Return { get; set; } = default!;

    [Inject]
    private ReleaseRunHandler Release { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private InboxCount Inbox { get; set; } = default!;

    private IEnumerable<Act> Possible => ReadOnly ? [] : new[]
    {
        Run.Acts.Submit ? new Act("提交复核", "提交后结果不再改动，由复核岗审批；审批前可以撤回。", "已提交复核。", true, false, (id, words) => Submit.HandleAsync(Actor, new SubmitRun(id, words), CancellationToken.None)) : null,
        Run.Acts.Approve ? new Act("审批通过", "通过后由另一位复核岗同事发布。", "已审批通过。", true, false, (id, words) => Approve.HandleAsync(Actor, new ApproveRun(id, words), CancellationToken.None)) : null,
        Run.Acts.Return ? new Act("退回", "退回编制人，请写明需要改正的内容。", "已退回编制人。", false, true, (id, words) => Return.HandleAsync(Actor, new ReturnRun(id, words), CancellationToken.None)) : null,
        Run.Acts.Withdraw ? new Act("撤回", "撤回后回到“已试算”，可以重新提交。", "已撤回。", false, false, (id, words) => Return.HandleAsync(Actor, new ReturnRun(id, words), CancellationToken.None)) : null,
        Run.Acts.Release ? new Act("发布", "发布后不能修改；同年度、同类资金、同类型的上一次发布将被替代。", "已发布。", true, false, (id, words) => Release.HandleAsync(Actor, new ReleaseRun(id, words), CancellationToken.None)) : null,
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
        var moved = await act.Do(Run.Header.Id, opinion);
        problem = moved.Problem;
        if (moved.IsOk)
        {
            asked = null;
            Notices.Done(act.Done);
            Inbox.Refresh();
        }

        await OnMoved.InvokeAsync();
    }

    private sealed record Act(string Verb, string Meaning, string Done, bool IsMain, bool NeedsOpinion, Func<long, string?, Task<Result<RunMoved>>> Do);
}
