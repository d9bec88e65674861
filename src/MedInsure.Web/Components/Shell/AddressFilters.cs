using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace MedInsure.Web.Components.Shell;

/// <summary>
/// Filters that stand in the address, so that a link and the way back keep them. The browser has the address and answers later: what is changed before its answer
/// builds on what was asked of it last, or the second of two quick changes would take back the first.
/// </summary>
public sealed class AddressFilters : IDisposable
{
    private readonly NavigationManager navigation;
    private string asked = "";
    private int unanswered;

    public AddressFilters(NavigationManager navigation)
    {
        this.navigation = navigation;
        navigation.LocationChanged += Answered;
    }

    /// <param name="value">Null takes the filter away.</param>
    public void Set(string name, string? value) => Set(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value });

    public void Set(IReadOnlyDictionary<string, object?> filters)
    {
        var from = unanswered > 0 ? asked : navigation.Uri;
        var to = navigation.GetUriWithQueryParameters(from, filters);
        if (to == from)
        {
            return;
        }

        asked = to;
        unanswered++;
        navigation.NavigateTo(to);
    }

    public void Dispose() => navigation.LocationChanged -= Answered;

    private void Answered(object? sender, LocationChangedEventArgs e) => unanswered = e.Location == asked ? 0 : Math.Max(0, unanswered - 1);
}
