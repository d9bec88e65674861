using System.Globalization;
using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies.Editing;
using MedInsure.UseCases.PolicyDrafts;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.PolicyEditor;

/// <summary>The page of the editor: what is open and where it goes. Saving is in PolicyEditorPage.Saving.cs, the fields are the components'.</summary>
public sealed partial class PolicyEditorPage : IAsyncDisposable
{
    private readonly LastAsked last = new();
    private OpenedDraft? opened;
    private Problem? problem;
    private DraftEditor? editor;
    private long shown;
    private EditorSection section = PolicyForm.Sections[0];
    private string tab = "check";
    private string? goTo;
    private ElementReference frame;
    private EditorBrowser? watch;
    private DotNetObjectReference<PolicyEditorPage>? self;
    private bool left;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private Actor? Actor { get; set; }

    [CascadingParameter]
    private WorkYear? Year { get; set; }

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private OpenDraftHandler Open { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private string VersionLink => Year!.Link(string.Create(CultureInfo.InvariantCulture, $"policies/versions/{Id}"));

    private string? Subtitle => opened is null ? null : $"{opened.BureauName}　{opened.FundingYear}年度　第 {opened.Number} 版　{DraftTree.TextAt(editor?.Draft.Root, "title") ?? opened.Title}";

    private IReadOnlyList<TabStrip.Tab> Tabs =>
    [
        new("check", editor!.Findings.Count(finding => !finding.IsAnswered) is > 0 and var count ? $"检查结果（{count}）" : "检查结果"),
        new("trial", "试算"),
        .. redo.Count > 0 ? [new TabStrip.Tab("redo", $"待重做（{redo.Count(change => change.StateIn(editor.Draft, out _) != RedoState.Done)}）")] : (TabStrip.Tab[])[],
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (Actor is null || Year is null || shown == Id)
        {
            return;
        }

        shown = Id;
        await last.TakeAsync(Reads.OfAsync(new OpenDraft(Id), request => Open.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    private void Take(Result<OpenedDraft> outcome)
    {
        (opened, problem) = outcome.IsOk ? (outcome.Value, (Problem?)null) : (null, outcome.Problem);
        editor = opened is null ? null : DraftEditor.Of(opened);
        if (editor is not null)
        {
            (stamp, savedText) = (opened!.Stamp, opened.Text);
            editor.Changed = OnChanged;
            editor.Noted = NoteAsync;
            editor.GoTo = path =>
            {
                GoToPlace(path);
                StateHasChanged();
            };
        }

        if (new Uri(Navigation.Uri).Fragment is { Length: > 1 } fragment)
        {
            GoToPlace(Uri.UnescapeDataString(fragment[1..]));
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (editor is null || opened is not { WhyNot: null } || !Year!.TakesPolicy)
        {
            return;
        }

        if (self is null)
        {
            self = DotNetObjectReference.Create(this);
            watch = await EditorBrowser.OpenAsync(Browser, frame, self, string.Create(CultureInfo.InvariantCulture, $"policy/{Actor!.TenantId}/{Actor.UserId}/{Id}"));
            if (left)
            {
                // While the script was on its way; it would hear Ctrl+S on other pages.
                await watch.DisposeAsync();
                return;
            }

            (pending, pendingText) = await watch.KeptAsync();
            await SaveAsync();
            StateHasChanged();
        }

        if (goTo is { } path && watch is not null)
        {
            goTo = null;
            await watch.FocusAsync(path);
        }
    }

    /// <summary>Ctrl+S.</summary>
    [JSInvokable]
    public async Task SavePressed()
    {
        await SaveAsync();
        StateHasChanged();
    }

    /// <summary>The browser asks whether what it sent has arrived.</summary>
    [JSInvokable]
    public void Heard()
    {
        // The question stands behind the changes in the circuit's queue: to be asked is the answer.
    }

    private void Show(EditorSection chosen)
    {
        section = chosen;
        goTo = null;
    }

    /// <summary>Opens the screen of a place and everything on the way to it; the browser goes to its field.</summary>
    private void GoToPlace(string path)
    {
        goTo = EditorPlace.Of(FindingPlace.Of(path), editor?.Draft.Root).Path;
        section = PolicyForm.SectionOf(goTo);
        editor?.OpenTo(goTo);
    }

    public async ValueTask DisposeAsync()
    {
        left = true;
        if (watch is not null)
        {
            await watch.DisposeAsync();
        }

        self?.Dispose();
    }
}
