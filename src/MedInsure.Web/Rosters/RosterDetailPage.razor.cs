using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Jobs;
using MedInsure.UseCases.Rosters;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Rosters;

public sealed partial class RosterDetailPage
{
    private readonly LastAsked last = new();
    private RosterBatchPage? batch;
    private Problem? problem;
    private long? shown;

    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    private string? Tab { get; set; }

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowRosterBatchHandler Show { get; set; } = default!;

    [Inject]
    private AddressFilters Filters { get; set; } = default!;

    [Inject]
    private NoticeBoard Notices { get; set; } = default!;

    [Inject]
    private InboxCount Inbox { get; set; } = default!;

    private string Title => batch is null ? "名单" : $"{batch.Authority}{batch.Month.ToText()}{batch.Kind.Chinese()}名单";

    private string Shown => Tabs.Any(tab => tab.Key == Tab) ? Tab! : Tabs[0].Key;

    private RosterSharing Sharing => Shown switch { "elsewhere" => RosterSharing.OtherCounty, "others" => RosterSharing.OtherAuthority, _ => RosterSharing.Any };

    /// <summary>Nothing to look at while the first check runs.</summary>
    private IReadOnlyList<TabStrip.Tab> Tabs => batch switch
    {
        null or { State: RosterState.Uploaded or RosterState.Failed or RosterState.Cancelled, Rows: 0 } => [],
        { State: RosterState.Refused, Failed: 0 } => [],
        { State: RosterState.Refused } => [new("faults", $"错误行（{batch.Failed:N0}）")],
        _ =>
        [
            new("counts", "汇总"), new("changes", $"变更明细（{batch.Counts.Sum(count => count.Changes):N0}）"), new("elsewhere", "与其他县（市、区）重复"), new("others", "与其他部门重复"),
            .. batch is { Failed: > 0, IsPart: false } ? [new TabStrip.Tab("faults", $"错误行（{batch.Failed:N0}）")] : Array.Empty<TabStrip.Tab>(),
        ],
    };

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id)
        {
            return;
        }

        shown = Id;
        await last.TakeAsync(Reads.OfAsync(new ShowRosterBatch(Id), request => Show.HandleAsync(Actor, request, CancellationToken.None)), Take);
    }

    /// <summary>What was wanted is told as if it had been done at once; what came to nothing stands on the page.</summary>
    private async Task EndedAsync(JobView ended)
    {
        var decided = batch?.Underway is RosterUnderway.Commit or RosterUnderway.Undo;
        await ReadAsync();
        if (decided && ended is { Succeeded: true, Sentence: { } sentence })
        {
            Notices.Done(sentence);
            Inbox.Refresh();
        }
    }

    private Task ReadAsync() => last.TakeAsync(Show.HandleAsync(Actor, new ShowRosterBatch(Id), CancellationToken.None), Take);

    private void Take(Result<RosterBatchPage> read) => (batch, problem) = read.IsOk ? (read.Value, (Problem?)null) : (null, read.Problem);
}
