using MedInsure.Rules.Access;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Allocations;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Allocations;

/// <summary>资金分配: the runs of the year, newest first, and the way to a new one.</summary>
public sealed partial class RunListPage
{
    private readonly LastAsked last = new();
    private IReadOnlyList<RunRow>? runs;
    private Problem? problem;
    private int shownYear;
    private bool creating;

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ListRunsHandler Runs { get; set; } = default!;

    private bool MayMake => Actor.Has(Role.FinanceOfficer) && Actor.RegionScope.Count == 0 && (!Year.IsClosed || Year.ToSettle.Count > 0);

    protected override async Task OnParametersSetAsync()
    {
        if (shownYear == Year.Year)
        {
            return;
        }

        shownYear = Year.Year;
        await last.TakeAsync(Reads.OfAsync(new ListRuns(Year.Year), request => Runs.HandleAsync(Actor, request, CancellationToken.None)), listed => (runs, problem) = (listed.IsOk ? listed.Value : null, listed.Problem));
    }

    private static string Attention(RunRow run) => string.Join("，", new[]
    {
        run.Blocked > 0 ? $"{run.Blocked} 个单位无法计算" : null,
        run.Assumptions > 0 ? "含假设" : null,
    }.OfType<string>());
}
