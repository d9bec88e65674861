using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Rosters;

public sealed partial class RosterUploadForm
{
    private Problem? problem;
    private RosterAnswer? same;
    private RosterMonth? chosen;
    private string authority = "";
    private RosterKind kind;
    private bool ready;
    private bool uploading;
    private ElementReference form;
    private IJSObjectReference? module;
    private IJSObjectReference? watch;
    private DotNetObjectReference<RosterUploadForm>? self;

    /// <summary>At least one, newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<RosterMonth> Months { get; set; } = [];

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private RosterMonth Chosen => chosen ?? Months[0];

    [JSInvokable]
    public void UploadBegun()
    {
        (uploading, problem, same) = (true, null, null);
        StateHasChanged();
    }

    [JSInvokable]
    public void UploadEnded(RosterAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        uploading = false;
        if (answer is { Batch: { } batch, IsNew: true })
        {
            Navigation.NavigateTo(Year.Link(RosterAddress.Of(batch)));
            return;
        }

        (problem, same) = answer.Batch is null ? (new Refused(answer.Sentence ?? "文件没有传完整。请检查网络后重新上传。"), (RosterAnswer?)null) : (null, answer);
        StateHasChanged();
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

    /// <summary>After a change of the year other months are offered.</summary>
    protected override void OnParametersSet()
    {
        if (chosen is null || Months.All(month => month.Month != chosen.Month))
        {
            Choose(Months[0].Month.ToString());
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        self = DotNetObjectReference.Create(this);
        module = await Browser.InvokeAsync<IJSObjectReference>("import", "./upload.js");
        watch = await module.InvokeAsync<IJSObjectReference>("watchUpload", form, self, UploadRosterHandler.MaxBytes, "请先选择要上传的名单文件。", UploadRosterHandler.TooLarge.Sentence);
        ready = true;
        StateHasChanged();
    }

    private void Choose(string? month)
    {
        chosen = Month.TryParse(month, out var wanted) ? Months.FirstOrDefault(one => one.Month == wanted) ?? Months[0] : Months[0];
        authority = chosen.Authorities.Contains(authority, StringComparer.Ordinal) ? authority : chosen.Authorities[0];
    }
}
