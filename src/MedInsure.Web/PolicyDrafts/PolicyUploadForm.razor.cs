using MedInsure.Rules.Outcomes;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.PolicyDrafts;

public sealed partial class PolicyUploadForm
{
    private Problem? problem;
    private bool ready;
    private bool uploading;
    private ElementReference form;
    private UploadWatch<PolicyUploadAnswer>? watch;

    /// <summary>The endpoint, relative.</summary>
    [Parameter, EditorRequired]
    public string Action { get; set; } = "";

    [Parameter, EditorRequired]
    public string Submit { get; set; } = "";

    [Parameter]
    public string Label { get; set; } = "JSON 格式的政策文件";

    [Parameter]
    public string Accept { get; set; } = ".json,application/json";

    [Parameter]
    public string Hint { get; set; } = "UTF-8 编码，不超过 4 MB。";

    /// <summary>Takes the place of opening the draft.</summary>
    [Parameter]
    public EventCallback OnImported { get; set; }

    /// <summary>The file was read and nothing written: gets the name under which the outcome waits.</summary>
    [Parameter]
    public EventCallback<string> OnKept { get; set; }

    [Parameter]
    public EventCallback OnBegun { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    public ValueTask DisposeAsync() => watch?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        watch = new UploadWatch<PolicyUploadAnswer>(BegunAsync, EndedAsync);
        await watch.StartAsync(Browser, form, PolicyFileEndpoints.FileLimit, "请先选择要导入的文件。", PolicyFileEndpoints.TooLarge.Sentence);
        ready = true;
        StateHasChanged();
    }

    private async Task BegunAsync()
    {
        (uploading, problem) = (true, null);
        await OnBegun.InvokeAsync();
        StateHasChanged();
    }

    private async Task EndedAsync(PolicyUploadAnswer answer)
    {
        uploading = false;
        if (answer.Version is not { } version)
        {
            var sentence = answer.Sentence ?? FileRequests.Incomplete;
            problem = answer.Errors is { Count: > 0 } errors ? new Invalid(sentence, errors) : new Refused(sentence);
        }
        else if (answer.Kept is { } kept)
        {
            await OnKept.InvokeAsync(kept);
        }
        else if (OnImported.HasDelegate)
        {
            await OnImported.InvokeAsync();
        }
        else
        {
            // The file can bring a year that was not there before.
            Navigation.NavigateTo($"policies/versions/{version}?year={answer.Year}", forceLoad: true);
        }

        StateHasChanged();
    }
}
