using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using MedInsure.Web.Headcounts;
using MedInsure.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Components.Pages.Headcounts;

/// <summary>
/// 模板下载 → 填报 → 上传 → 校验 → 确认. The import's number stands in the address: a reload or a lost connection comes back to the same preview.
/// </summary>
public sealed partial class HeadcountImportPage
{
    private static readonly SheetLimits Limits = new();

    private IReadOnlyList<HeadcountBasis> writable = [];
    private HeadcountBasis basis;
    private HeadcountImportPreview? preview;
    private long? previewed;
    private Problem? problem;
    private bool committing;

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

    private void Begun() => (problem, preview, previewed) = (null, null, null);

    private async Task AnsweredAsync(FileAnswer answer)
    {
        if (answer.Batch is not { } batch)
        {
            problem = answer.ToProblem();
            return;
        }

        previewed = null;
        Navigation.NavigateTo(HeadcountAddress.Import(Year, basis, batch), replace: true);
        if (Batch == batch)
        {
            // The same file again: the address does not change, the preview must.
            await PreviewAsync(batch);
        }
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
