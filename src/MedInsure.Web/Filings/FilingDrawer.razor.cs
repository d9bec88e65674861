using MedInsure.Rules.Access;
using MedInsure.Rules.Filings;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Filings;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Filings;

public sealed partial class FilingDrawer
{
    private readonly LastAsked last = new();
    private FiledContent? content;
    private Problem? problem;
    private Problem? refused;
    private ShowFiling? read;
    private FilingAct? asked;
    private string? comment;
    private string tab = "content";

    /// <summary>The filing to show; null closes the drawer.</summary>
    [Parameter, EditorRequired]
    public ShowFiling? Asked { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnDecided { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [Inject]
    private ShowFilingHandler Show { get; set; } = default!;

    [Inject]
    private DecideFilingHandler Decide { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    private string Verb => asked is { } act ? FilingWords.Of(act) : "";

    private IReadOnlyList<TabStrip.Tab> Tabs =>
    [
        new("content", "报送内容"),
        new("bounds", $"上级约束核对（{content!.Filing.Compliance.Count}）"),
        .. content.Gaps.Count > 0 ? [new TabStrip.Tab("gaps", $"依据待补（{content.Gaps.Count}）")] : (TabStrip.Tab[])[],
        new("steps", "办理过程"),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (Asked == read)
        {
            return;
        }

        (read, content, problem, tab) = (Asked, null, null, "content");
        await ReadAsync();
    }

    private Task ReadAsync() => read is null ? Task.CompletedTask : last.TakeAsync(Show.HandleAsync(Actor, read, CancellationToken.None), Take);

    private void Take(Result<FiledContent> found)
    {
        (content, problem) = found.IsOk ? (found.Value, (Problem?)null) : (null, found.Problem);
        if (tab == "gaps" && content is { Gaps.Count: 0 })
        {
            tab = "content";
        }
    }

    private void Ask(FilingAct act) => (asked, comment, refused) = (act, null, null);

    private async Task DecideAsync()
    {
        var done = await Decide.HandleAsync(Actor, new DecideFiling(read!.FilerTenantId, read.FilingId, asked!.Value, comment), CancellationToken.None);
        refused = done.Problem;
        if (done.IsOk)
        {
            Notices.Done($"已{Verb}：{content!.Filing.LetterNumber}。");
            asked = null;
        }

        await ReadAsync();
        await OnDecided.InvokeAsync();
    }
}
