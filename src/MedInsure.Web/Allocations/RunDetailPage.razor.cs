using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Tables;
using MedInsure.Web.Components.Kit;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Allocations;

/// <summary>One run: its table, what it rests on, what keeps it from being complete, and the acts that this person can do.</summary>
public sealed partial class RunDetailPage
{
    private readonly LastAsked last = new();
    private RunFacts? run;
    private ShownTable? table;
    private Problem? problem;
    private MoneyUnit unit = MoneyUnit.Yuan;
    private string tab = "table";
    private ChosenCell? explained;
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
    private ShowRunHandler Show { get; set; } = default!;

    private IReadOnlyList<PageHeader.Crumb> Trail => [new("资金分配", Year.Link("allocations"))];

    private int Unconfirmed => run!.Blocked.Count(blocked => blocked.ConfirmedBy is null);

    private IReadOnlyList<TabStrip.Tab> Tabs =>
    [
        new("table", "分配表"),
        .. run!.Blocked.Count > 0 ? [new TabStrip.Tab("blocked", $"无法计算的单位（{run.Blocked.Count}）")] : (TabStrip.Tab[])[],
        new("gaps", $"缺少的依据（{run.Gaps.Count}）"),
        new("basis", "依据和校验"),
        new("timeline", "办理过程"),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (shown != Id)
        {
            (shown, tab, explained, run) = (Id, "table", null, null);
            await ReadAsync();
        }
    }

    private Task ReadAsync() => last.TakeAsync(Reads.OfAsync(new ShowRun(Id, unit), ShowAsync), Take);

    private void Take(Result<ShownRun> read)
    {
        problem = read.Problem;
        if (read.IsOk)
        {
            (run, table) = (read.Value.Run, read.Value.Table);
        }
    }

    /// <summary>Of what is read the page keeps everything but the rows.</summary>
    private async Task<Result<ShownRun>> ShowAsync(ShowRun request)
    {
        var read = await Show.HandleAsync(Actor, request, CancellationToken.None);
        return read.IsOk ? new ShownRun(read.Value.Facts, ShownTable.Of(read.Value.Table, explains: true)) : read.Problem!;
    }

    private Task UnitChosenAsync(MoneyUnit chosen)
    {
        unit = chosen;
        return ReadAsync();
    }

    private sealed record ShownRun(RunFacts Run, ShownTable Table);
}
