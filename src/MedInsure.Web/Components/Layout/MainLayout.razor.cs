using MedInsure.Rules.Access;
using MedInsure.UseCases;
using MedInsure.UseCases.Shell;
using MedInsure.Web.Access;
using MedInsure.Web.Components.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace MedInsure.Web.Components.Layout;

/// <summary>The frame around every page of a signed-in person. It decides the year that the page works in, and hands it down.</summary>
public sealed partial class MainLayout : IDisposable
{
    private PolicyYearList years = new([], null);
    private WorkYear? year;
    private PageBoundary? boundary;

    [CascadingParameter]
    private Actor? Actor { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ListPolicyYearsHandler PolicyYears { get; set; } = default!;

    [Inject]
    private FirstReads Reads { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private DemoMode Demo { get; set; } = default!;

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        if (Actor is not null)
        {
            years = await Reads.OfAsync(typeof(ListPolicyYearsHandler), _ => PolicyYears.HandleAsync(Actor, CancellationToken.None));
        }

        year = YearHere();
    }

    private WorkYear YearHere() => WorkYear.Of(new Uri(Navigation.Uri), years, ChinaTime.Date(Clock.GetUtcNow()).Year);

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        var now = YearHere();
        // The same year keeps the same object: pages start anew only when it changes.
        if (year is not null && now.Year != year.Year)
        {
            year = now;
        }

        boundary?.Recover();
        _ = InvokeAsync(StateHasChanged);
    }
}
