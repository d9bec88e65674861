using System.Globalization;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Headcounts;
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
    /// <summary>In a closed year: the schemes whose settlement is still to be released.</summary>
    public IReadOnlyList<Scheme> ToSettle { get; init; } = [];

    /// <summary>The bureau has never published a policy of this closed year and can still record it.</summary>
    public bool LacksPolicy { get; init; }

    /// <summary>The year is over: it can be read and exported, nothing in it changes but what <see cref="Takes(HeadcountBasis)"/> and its like say. The use cases ask the same rule.</summary>
    public bool IsClosed => Note is not null;

    public bool TakesPolicy => !IsClosed || LacksPolicy;

    /// <summary>Null for an open year.</summary>
    public string? Note => ClosedYear.Note(Year, Current, ToSettle.Count > 0, LacksPolicy);

    /// <summary>Whether headcounts of a basis can be entered: after the year only 核定, for the settlement.</summary>
    public bool Takes(HeadcountBasis basis) => !IsClosed || (basis == HeadcountBasis.Certified && ToSettle.Count > 0);

    /// <summary>Whether a run goes on: after the year only 清算 on 核定 that is not released yet.</summary>
    public bool Takes(Scheme scheme, RunKind kind, HeadcountBasis basis) => !IsClosed || (kind == RunKind.Settlement && Takes(basis) && ToSettle.Contains(scheme));

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
        var chosen = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && years.Contains(year)
            ? year
            : list.Current is { } current && years.Contains(current) ? current : years.Count > 0 ? years[0] : fallback;
        return new WorkYear(chosen, years, list.Current) { ToSettle = list.ToSettle.GetValueOrDefault(chosen) ?? [], LacksPolicy = list.WithoutPolicy.Contains(chosen) };
    }

    /// <summary>The address of a page in this year: <c>Link("allocations")</c> is <c>allocations?year=2020</c>.</summary>
    public string Link(string page) => string.Create(CultureInfo.InvariantCulture, $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}year={Year}");
}
