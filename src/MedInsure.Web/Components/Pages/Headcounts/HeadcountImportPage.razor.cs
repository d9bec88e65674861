using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Headcounts;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using MedInsure.Web.Headcounts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MedInsure.Web.Components.Pages.Headcounts;

/// <summary>
/// 模板下载 → 填报 → 上传 → 校验 → 确认. The import's number stands in the address: a reload or a lost connection comes back to the same preview.
/// </summary>
public sealed partial class HeadcountImportPage : IAsyncDisposable
{
    private IReadOnlyList<HeadcountBasis> writable = [];
    private HeadcountBasis basis;
    private HeadcountImportPreview? preview;
    private long? previewed;
    private Problem? problem;
    private bool ready;
    private bool uploading;
    private bool committing;
    private ElementReference form;
    private IJSObjectReference? module;
    private IJSObjectReference? watch;
    private DotNetObjectReference<HeadcountImportPage>? self;

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "basis")]
    private string? Basis { get; set; }

    [SupplyParameterFromQuery(Name = "batch")]
    private long? Batch { get; set; }

    [Inject]
    private PreviewHeadcountImportHandler Previews { get; set; } = default!;

    [Inject]
    private CommitHeadcountImportHandler Commits { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private string UploadAddress => $"headcounts/upload?year={Year.Year}&basis={basis.Slug()}";

    [JSInvokable]
    public void UploadBegun()
    {
        (uploading, problem, preview, previewed) = (true, null, null, null);
        StateHasChanged();
    }

    [JSInvokable]
    public async Task UploadEnded(long? batch, string? sentence)
    {
        uploading = false;
        if (batch is { } number)
        {
            previewed = null;
            Navigation.NavigateTo(HeadcountAddress.Import(Year, basis, number), replace: true);
            if (Batch == number)
            {
                // The same file again: the address does not change, the preview must.
                await PreviewAsync(number);
            }
        }
        else
        {
            problem = new Refused(sentence ?? "文件没有传完整。请检查网络后重新上传。");
        }

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
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone.
        }

        self?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        writable = [.. HeadcountWords.Bases.Where(one => HeadcountPowers.Writing(Actor, one) is null && Year.Takes(one))];
        basis = HeadcountAddress.BasisOf(Basis);
        if (writable.Count > 0 && !writable.Contains(basis))
        {
            basis = writable[0];
        }

        if (Batch is not { } batch)
        {
            (preview, previewed) = (null, null);
        }
        else if (previewed != batch)
        {
            await PreviewAsync(batch);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || writable.Count == 0)
        {
            return;
        }

        self = DotNetObjectReference.Create(this);
        module = await Browser.InvokeAsync<IJSObjectReference>("import", "./headcounts.js");
        watch = await module.InvokeAsync<IJSObjectReference>("watchUpload", form, self);
        ready = true;
        StateHasChanged();
    }

    private async Task PreviewAsync(long batch)
    {
        previewed = batch;
        var read = await Previews.HandleAsync(Actor, new PreviewHeadcountImport(batch), CancellationToken.None);
        (preview, problem) = (read.IsOk ? read.Value : null, read.Problem);
        if (preview is { FundingYear: var year } && year != Year.Year)
        {
            (preview, problem) = (null, new Refused($"这次导入属于 {year} 年度，请在右上角切换年度后查看。"));
        }
        else if (preview is not null)
        {
            basis = preview.Basis;
        }
    }

    private async Task CommitAsync()
    {
        if (committing || preview is null)
        {
            return;
        }

        committing = true;
        StateHasChanged();
        try
        {
            var outcome = await Commits.HandleAsync(Actor, new CommitHeadcountImport(preview.BatchId, preview.Fingerprint), CancellationToken.None);
            if (outcome.IsOk)
            {
                Notices.Done(outcome.Value.WasAlreadyIn ? "这个文件已经导入过，没有重复写入。" : $"已导入 {outcome.Value.Written} 个{outcome.Value.Basis.Chinese()}人数。");
                Navigation.NavigateTo(HeadcountAddress.Table(Year, outcome.Value.Basis));
                return;
            }

            if (outcome.Problem is Conflict)
            {
                await PreviewAsync(preview.BatchId);
            }

            problem = outcome.Problem;
        }
        finally
        {
            committing = false;
        }
    }
}
