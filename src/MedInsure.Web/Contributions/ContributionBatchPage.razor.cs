using MedInsure.Rules.Access;
using MedInsure.Rules.Contributions;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Contributions;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Contributions;

public sealed partial class ContributionBatchPage
{
    private readonly LastAsked last = new();
    private ContributionBatchView? view;
    private Problem? problem;
    private Problem? refused;
    private string? asking;
    private ContributionStanding? standing;
    private int page = 1;
    private long shown;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowContributionBatchHandler Batch { get; set; } = default!;

    [Inject]
    private CommitContributionsHandler Commit { get; set; } = default!;

    [Inject]
    private UndoContributionsHandler Undo { get; set; } = default!;

    [Inject]
    private CancelContributionsHandler Cancel { get; set; } = default!;

    [Inject]
    private RecheckContributionsHandler Recheck { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id)
        {
            return;
        }

        shown = Id;
        await last.TakeAsync(Reads.OfAsync(new ShowContributionBatch(Id), request => Batch.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    private Task ReadAsync() => last.TakeAsync(Batch.HandleAsync(Actor, new ShowContributionBatch(Id, standing, page), CancellationToken.None), Take);

    private void Take(Result<ContributionBatchView> read) => (view, problem) = read.IsOk ? (read.Value, (Problem?)null) : (null, read.Problem);

    private Task ChooseAsync(string? chosen)
    {
        (standing, page) = (Enum.TryParse<ContributionStanding>(chosen, out var one) ? one : null, 1);
        return ReadAsync();
    }

    private Task TurnAsync(int to)
    {
        page = to;
        return ReadAsync();
    }

    private void Ask(string what) => (asking, refused) = (what, null);

    private void Close() => asking = null;

    private async Task CommitAsync() => await DoneAsync(await Commit.HandleAsync(Actor, new CommitContributions(Id, view!.Version), CancellationToken.None));

    private async Task UndoAsync() => await DoneAsync(await Undo.HandleAsync(Actor, new UndoContributions(Id), CancellationToken.None));

    private async Task CancelAsync() => await DoneAsync(await Cancel.HandleAsync(Actor, new CancelContributions(Id), CancellationToken.None));

    private async Task RecheckAsync()
    {
        var done = await Recheck.HandleAsync(Actor, new RecheckContributions(Id), CancellationToken.None);
        if (done.IsOk)
        {
            Notices.Done(done.Value.Sentence);
            // The page that is opened anew watches the work from its beginning.
            shown = 0;
            view = null;
            StateHasChanged();
            await OnParametersSetAsync();
        }
        else
        {
            Notices.Problem(done.Problem.Sentence);
        }
    }

    private async Task DoneAsync(Result<DecidedContributions> done)
    {
        refused = done.Problem;
        if (done.IsOk)
        {
            asking = null;
            Notices.Done(done.Value.Sentence);
        }

        await ReadAsync();
    }
}
