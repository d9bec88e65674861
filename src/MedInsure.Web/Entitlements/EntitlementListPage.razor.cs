using System.Globalization;
using MedInsure.Rules.Access;
using MedInsure.Rules.Calendar;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Entitlements;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;

namespace MedInsure.Web.Entitlements;

public sealed partial class EntitlementListPage
{
    private readonly LastAsked last = new();
    private EntitlementRunList? list;
    private Problem? problem;
    private Problem? refused;
    private int shownYear;
    private bool asking;
    private string? month;
    private string? coverageYear;

    [CascadingParameter]
    private Actor Actor { get; set; } = default!;

    [CascadingParameter]
    private WorkYear Year { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private ListEntitlementRunsHandler Runs { get; set; } = default!;

    [Inject]
    private StartEntitlementRunHandler Start { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool MayStart => list is { Start.Refusal: null, HasRoster: true };

    protected override async Task OnParametersSetAsync()
    {
        if (shownYear == Year.Year)
        {
            return;
        }

        shownYear = Year.Year;
        await last.TakeAsync(Reads.OfAsync(new ListEntitlementRuns(Year.Year), request => Runs.HandleAsync(Actor, request, CancellationToken.None)), read => (list, problem) = (read.IsOk ? read.Value : null, read.Problem));
    }

    private void Ask() => (asking, refused, month, coverageYear) = (true, null, list!.Start.Month?.ToString() ?? "", null);

    private async Task StartAsync()
    {
        if (!Month.TryParse(month?.Trim(), out var asked))
        {
            refused = new Refused("请把名单月份写成“2020-11”的样子。");
            return;
        }

        int? said = int.TryParse(coverageYear, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
        var started = await Start.HandleAsync(Actor, new StartEntitlementRun(Year.Year, asked, said), CancellationToken.None);
        refused = started.Problem;
        if (started.IsOk)
        {
            asking = false;
            Navigation.NavigateTo(Year.Link($"entitlements/{started.Value.RunId}"));
        }
    }
}
