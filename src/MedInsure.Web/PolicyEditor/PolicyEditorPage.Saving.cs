using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Policies.Editing;
using MedInsure.UseCases;
using MedInsure.UseCases.PolicyDrafts;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.PolicyEditor;

/// <summary>Saving after every change, what happens when somebody else saved first, and what the browser kept of an earlier page.</summary>
public sealed partial class PolicyEditorPage
{
    private uint stamp;
    private bool isChecked;
    private int savedCount;
    private string state = "saved";
    private DateTimeOffset? savedAt;
    private Problem? saveProblem;
    private bool saving;
    private bool again;
    private OvertakenDraft? overtaken;
    private IReadOnlyList<DraftChange> redo = [];
    private string savedText = "";
    private IReadOnlyList<KeptText> pending = [];
    private KeptWhole? pendingText;

    [Inject]
    private SaveDraftHandler Save { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<PolicyEditorPage> Log { get; set; } = default!;

    private string StateWords => state switch
    {
        "saving" => "正在保存……",
        "unsaved" => "未保存",
        _ => savedAt is { } at ? $"已保存 {ChinaTime.Text(at)[11..]}" : "已保存",
    };

    private void OnChanged()
    {
        // The event comes from a component's handler, on the circuit's own context; the save goes on beside it.
        StateHasChanged();
        _ = InvokeAsync(async () =>
        {
            try
            {
                await SaveAsync();
                StateHasChanged();
            }
            catch (Exception error)
            {
                // Nobody waits for this task: the page's boundary shows what went wrong.
                await DispatchExceptionAsync(error);
            }
        });
    }

    /// <summary>One save at a time; what changes meanwhile is saved by the next one.</summary>
    private async Task SaveAsync()
    {
        if (overtaken is not null)
        {
            return;
        }

        if (saving)
        {
            again = true;
            return;
        }

        saving = true;
        try
        {
            do
            {
                again = false;
                state = "saving";
                await SaveOnceAsync(editor!.Draft.Text);
            }
            while (again && overtaken is null);
        }
        finally
        {
            saving = false;
        }
    }

    private async Task SaveOnceAsync(string text)
    {
        // A draft that nobody touched is checked as it stands.
        var asStored = isChecked || DraftTree.Of(opened!.Text)?.Text != text ? text : opened.Text;
        Result<SavedDraft> outcome;
        try
        {
            outcome = await Save.HandleAsync(Actor!, new SaveDraft(Id, asStored, stamp), CancellationToken.None);
        }
        catch (Exception error) when (error is System.Data.Common.DbException or IOException or TimeoutException or InvalidOperationException)
        {
            Log.LogError(error, "Draft {Id} was not saved", Id);
            await NotSavedAsync(new Refused("草稿没有保存：数据库暂时不能使用。所填内容已留在本页，请稍后按“保存并检查”。"), text);
            return;
        }

        if (!outcome.IsOk)
        {
            await NotSavedAsync(outcome.Problem, text);
            return;
        }

        var saved = outcome.Value;
        (stamp, saveProblem) = (saved.Stamp, null);
        if (saved.Overtaken is not null)
        {
            (overtaken, state) = (saved.Overtaken, "unsaved");
            return;
        }

        savedText = asStored;
        editor!.Show(saved.Check);
        (state, savedAt, isChecked) = ("saved", isChecked ? Clock.GetUtcNow() : savedAt, true);
        savedCount++;
        if (watch is not null && pending.Count == 0 && pendingText is null && !again)
        {
            await watch.ForgetAsync();
        }
    }

    private async Task NotSavedAsync(Problem why, string text)
    {
        (state, saveProblem) = ("unsaved", why);
        if (watch is not null)
        {
            await watch.KeepTextAsync(new KeptWhole(text, savedText));
        }
    }

    private async Task TakeTheirsAsync()
    {
        TakeTheirs();
        await SaveAsync();
    }

    private async Task RedoMineAsync()
    {
        // What was not done again before another save came between is still waiting.
        var mine = DraftChanges.Of(savedText, editor!.Draft.Text, overtaken!.Text, editor.Choices.Names);
        redo = [.. redo.Where(change => change.StateIn(editor.Draft, out _) is not RedoState.Done), .. mine];
        tab = redo.Count > 0 ? "redo" : "check";
        TakeTheirs();
        await SaveAsync();
    }

    private void TakeTheirs()
    {
        editor!.Take(overtaken!.Text);
        (stamp, savedText) = (overtaken.Stamp, overtaken.Text);
        overtaken = null;
    }

    private void RedoDone()
    {
        redo = [];
        tab = "check";
    }

    private async Task RestoreAsync()
    {
        var (texts, whole) = (pending, pendingText);
        (pending, pendingText) = ([], null);
        if (whole is not null && DraftTree.Of(whole.Text) is not null)
        {
            if (DraftTree.Of(whole.Began)?.Text == DraftTree.Of(savedText)?.Text)
            {
                editor!.Take(whole.Text);
            }
            else
            {
                // Somebody saved meanwhile: what was changed here is done again on that text, one by one.
                redo = DraftChanges.Of(whole.Began, whole.Text, savedText, editor!.Choices.Names);
                tab = redo.Count > 0 ? "redo" : "check";
            }
        }

        foreach (var kept in texts)
        {
            if (EditorPlace.Of(kept.Path, editor!.Draft.Root) is { Field: { } field } place && place.Path == kept.Path && editor.Draft.At(DraftPath.Parent(kept.Path)) is not null)
            {
                editor.Type(field, kept.Path, kept.Text);
            }
        }

        await SaveAsync();
    }

    private async Task ForgetAsync()
    {
        (pending, pendingText) = ([], null);
        if (watch is not null)
        {
            await watch.ForgetAsync();
        }
    }
}
