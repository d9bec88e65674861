using MedInsure.Rules.Access;
using MedInsure.UseCases.Overview;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Overview;

public sealed partial class OverviewPanels
{
    private readonly LastAsked last = new();
    private OverviewPage? view;
    private int? shown;

    [CascadingParameter]
    private Actor? Actor { get; set; }

    [CascadingParameter]
    private WorkYear? Year { get; set; }

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ShowOverviewHandler Show { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (Actor is null || Year is null || shown == Year.Year)
        {
            return;
        }

        shown = Year.Year;
        await last.TakeAsync(Reads.OfAsync(new ShowOverview(Year.Year), request => Show.HandleAsync(Actor, request, CancellationToken.None)), read => view = read.Value);
    }
}
