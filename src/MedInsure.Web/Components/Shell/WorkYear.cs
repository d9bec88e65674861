using System.Globalization;
using MedInsure.UseCases.Shell;

namespace MedInsure.Web.Components.Shell;

/// <summary>
/// The funding year that the person works in, cascaded to every page. It stands in the address (<c>?year=2020</c>), so that a link, a reload
/// and the back button keep it.
/// </summary>
/// <param name="Year">The funding year (财政补助年度).</param>
/// <param name="Years">The years that can be chosen, newest first: those for which the bureau or one above it has a policy.</param>
/// <param name="Current">The latest year for which the bureau itself has published one; null when there is none.</param>
public sealed record WorkYear(int Year, IReadOnlyList<int> Years, int? Current)
{
    /// <summary>The year is over: it can be read and exported, nothing in it changes. The use cases ask the same rule.</summary>
    public bool IsClosed => Note is not null;

    /// <summary>Null for an open year.</summary>
    public string? Note => ClosedYear.Note(Year, Current);

    /// <summary>
    /// The year that an address asks for. When it asks for none or for one that is not there, the latest that the bureau itself has published, whose work goes on
    /// while a later one is drafted; the newest while it has published none.
    /// </summary>
    public static WorkYear Of(Uri address, PolicyYearList list, int fallback)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(list);
        var years = list.Years;
        var asked = System.Web.HttpUtility.ParseQueryString(address.Query)["year"];
        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && years.Contains(year)
            ? new WorkYear(year, years, list.Current)
            : new WorkYear(list.Current is { } current && years.Contains(current) ? current : years.Count > 0 ? years[0] : fallback, years, list.Current);
    }

    /// <summary>The address of a page in this year: <c>Link("allocations")</c> is <c>allocations?year=2020</c>.</summary>
    public string Link(string page) => string.Create(CultureInfo.InvariantCulture, $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}year={Year}");
}
