using System.Globalization;

namespace MedInsure.Web.Components.Shell;

/// <summary>
/// The funding year that the person works in, cascaded to every page. It stands in the address (<c>?year=2020</c>), so that a link, a reload
/// and the back button keep it.
/// </summary>
/// <param name="Year">The funding year (财政补助年度).</param>
/// <param name="Years">The years that can be chosen, newest first: those for which the bureau or one above it has a policy.</param>
public sealed record WorkYear(int Year, IReadOnlyList<int> Years)
{
    /// <summary>A year before the newest is over: it can be read and exported, nothing in it changes.</summary>
    public bool IsClosed => Years.Count > 0 && Year < Years[0];

    /// <summary>Null for an open year.</summary>
    public string? Note => IsClosed ? $"{Year} 年度已结束，只能查看和导出。办理业务请在右上角切换到 {Years[0]} 年度。" : null;

    /// <summary>The year that an address asks for, or the newest when it asks for none or for one that is not there.</summary>
    public static WorkYear Of(Uri address, IReadOnlyList<int> years, int fallback)
    {
        ArgumentNullException.ThrowIfNull(address);
        var asked = System.Web.HttpUtility.ParseQueryString(address.Query)["year"];
        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && years.Contains(year)
            ? new WorkYear(year, years)
            : new WorkYear(years.Count > 0 ? years[0] : fallback, years);
    }

    /// <summary>The address of a page in this year: <c>Link("allocations")</c> is <c>allocations?year=2020</c>.</summary>
    public string Link(string page) => string.Create(CultureInfo.InvariantCulture, $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}year={Year}");
}
