using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Deadlines;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Deadlines;

public sealed partial class DeadlinesPage
{
    private readonly LastAsked last = new();
    private DeadlineBoard? board;
    private Problem? problem;
    private Problem? refused;
    private BoardRow? edited;
    private BoardRow? removing;
    private bool editing;
    private WaitingGap? assigning;
    private string tab = "dates";
    private string? address;
    private int shownYear;

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ListDeadlinesHandler Deadlines { get; set; } = default!;

    [Inject]
    private MarkDeadlineHandler Mark { get; set; } = default!;

    [Inject]
    private RemoveOfficeDeadlineHandler Remove { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private InboxCount Inbox { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IReadOnlyList<TabStrip.Tab> Tabs => [new("dates", $"时限（{board!.Rows.Count}）"), new("gaps", $"依据待补（{board.Gaps.Count}）")];

    protected override async Task OnParametersSetAsync()
    {
        var here = Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];
        if (here != address)
        {
            (address, tab) = (here, here.EndsWith("/gaps", StringComparison.Ordinal) ? "gaps" : "dates");
        }

        if (shownYear == Year.Year)
        {
            return;
        }

        shownYear = Year.Year;
        await last.TakeAsync(Reads.OfAsync(new ListDeadlines(Year.Year), request => Deadlines.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    private Task ReadAsync() => last.TakeAsync(Deadlines.HandleAsync(Actor, new ListDeadlines(Year.Year), CancellationToken.None), Take);

    private void Take(Result<DeadlineBoard> read) => (board, problem) = read.IsOk ? (read.Value, (Problem?)null) : (null, read.Problem);

    private async Task AssignedAsync()
    {
        await ReadAsync();
        Inbox.Refresh();
    }

    private void Edit(BoardRow? row) => (edited, editing) = (row, true);

    private async Task MarkAsync((BoardRow Row, bool Done) mark)
    {
        var marked = await Mark.HandleAsync(Actor, new MarkDeadline(Year.Year, mark.Row.Key, mark.Done), CancellationToken.None);
        await ReadAsync();
        if (marked.IsOk)
        {
            Notices.Done(mark.Done ? $"已登记办结：{mark.Row.Deadline.Subject}。" : $"已取消办结：{mark.Row.Deadline.Subject}。");
        }
        else
        {
            Notices.Problem(marked.Problem.Sentence);
        }
    }

    private async Task RemoveAsync()
    {
        var done = await Remove.HandleAsync(Actor, new RemoveOfficeDeadline(removing!.Office!.Id), CancellationToken.None);
        refused = done.Problem;
        if (done.IsOk)
        {
            Notices.Done($"已删除内部时限：{removing.Deadline.Subject}。");
            removing = null;
        }

        await ReadAsync();
    }
}
