using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Documents;
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
    private IJSObjectReference? module;
    private IJSObjectReference? watch;
    private DotNetObjectReference<AttachmentForm>? self;

    [Parameter, EditorRequired]
    public string Number { get; set; } = "";

    [Parameter]
    public EventCallback OnUploaded { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [JSInvokable]
    public void UploadBegun()
    {
        (uploading, problem, said) = (true, null, null);
        StateHasChanged();
    }

    [JSInvokable]
    public async Task UploadEnded(AttachmentAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        uploading = false;
        problem = answer.Sha256 is null ? new Refused(answer.Sentence ?? FileRequests.Incomplete) : null;
        said = answer.Sha256 is null ? null : answer.Sentence ?? $"已上传“{answer.FileName}”，校验码 {answer.Sha256}。";
        StateHasChanged();
        if (answer.Sha256 is not null)
        {
            await OnUploaded.InvokeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (watch is not null)
            {
                await watch.InvokeVoidAsync("stop");
                await watch.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone.
        }

        self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        self = DotNetObjectReference.Create(this);
        module = await Browser.InvokeAsync<IJSObjectReference>("import", "./upload.js");
        watch = await module.InvokeAsync<IJSObjectReference>("watchUpload", form, self, UploadAttachmentHandler.MaxBytes, "请先选择要上传的文件。", UploadAttachmentHandler.TooLarge.Sentence);
        ready = true;
        StateHasChanged();
    }
}
