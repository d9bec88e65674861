using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Filings;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Filings;

public sealed partial class FilingsPage
{
    private readonly LastAsked last = new();
    private FilingPage? view;
    private Problem? problem;
    private Problem? refused;
    private ShowFiling? shown;
    private FilingRow? withdrawing;
    private bool filing;
    private int shownYear;

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ListFilingsHandler Filings { get; set; } = default!;

    [Inject]
    private WithdrawFilingHandler Withdraw { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private InboxCount Inbox { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (shownYear == Year.Year)
        {
            return;
        }

        shownYear = Year.Year;
        shown = null;
        await last.TakeAsync(Reads.OfAsync(new ListFilings(Year.Year), request => Filings.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    private async Task ReadAsync()
    {
        await last.TakeAsync(Filings.HandleAsync(Actor, new ListFilings(Year.Year), CancellationToken.None), Take);
        Inbox.Refresh();
    }

    private void Take(Result<FilingPage> read) => (view, problem) = read.IsOk ? (read.Value, (Problem?)null) : (null, read.Problem);

    private void Show(FilingRow row) => shown = new ShowFiling(row.FilerTenantId, row.Id);

    private async Task WithdrawAsync()
    {
        var done = await Withdraw.HandleAsync(Actor, new WithdrawFiling(withdrawing!.Id), CancellationToken.None);
        refused = done.Problem;
        if (done.IsOk)
        {
            Notices.Done($"已撤回 {withdrawing.LetterNumber}。");
            withdrawing = null;
            shown = null;
        }

        await ReadAsync();
    }
}
