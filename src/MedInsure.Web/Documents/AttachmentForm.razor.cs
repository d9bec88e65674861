using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Documents;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Documents;

public sealed partial class AttachmentForm
{
    private Problem? problem;
    private string? said;
    private bool ready;
    private bool uploading;
    private ElementReference form;
    private UploadWatch<AttachmentAnswer>? watch;

    [Parameter, EditorRequired]
    public string Number { get; set; } = "";

    [Parameter]
    public EventCallback OnUploaded { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    public ValueTask DisposeAsync() => watch?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        watch = new UploadWatch<AttachmentAnswer>(BegunAsync, EndedAsync);
        await watch.StartAsync(Browser, form, UploadAttachmentHandler.MaxBytes, "请先选择要上传的文件。", UploadAttachmentHandler.TooLarge.Sentence);
        ready = true;
        StateHasChanged();
    }

    private Task BegunAsync()
    {
        (uploading, problem, said) = (true, null, null);
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task EndedAsync(AttachmentAnswer answer)
    {
        uploading = false;
        problem = answer.Sha256 is null ? new Refused(answer.Sentence ?? FileRequests.Incomplete) : null;
        said = answer.Sha256 is null ? null : answer.Sentence ?? $"已上传“{answer.FileName}”，校验码 {answer.Sha256}。";
        StateHasChanged();
        if (answer.Sha256 is not null)
        {
            await OnUploaded.InvokeAsync();
        }
    }
}
