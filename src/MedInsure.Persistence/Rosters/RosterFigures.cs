using MedInsure.Rules.Regions;

namespace MedInsure.Persistence.Rosters;

/// <summary>Open identities of one authority in one county and category, and what the batch does to them. A person who moves is counted in the old county before and in the new one after.</summary>
public sealed record RosterFigure(RegionCode Region, string Category, long Before, long After, long Added, long Changed, long Cancelled, long Restored);

/// <summary>A row that says again what an earlier one said of the same person and category; the earlier one counts.</summary>
public sealed record RepeatedRow(int RowNumber, int FirstRow);

/// <param name="ByCounty">By county, then category.</param>
/// <param name="Repeated">The first 10,000.</param>
public sealed record RosterFigures(IReadOnlyList<RosterFigure> ByCounty, IReadOnlyList<RepeatedRow> Repeated)
{
    public long Before => ByCounty.Sum(figure => figure.Before);

    public long After => ByCounty.Sum(figure => figure.After);

    /// <summary>By how much the roster becomes smaller, as a part of what it was: 0.2 for a fifth; 0 where it grows or nothing was there.</summary>
    public decimal Drop => Before > After ? (decimal)(Before - After) / Before : 0;

    /// <summary>Counties that had somebody and have nobody any more.</summary>
    public IReadOnlyList<RegionCode> MissingCounties =>
        [.. ByCounty.GroupBy(figure => figure.Region).Where(county => county.Sum(figure => figure.Before) > 0 && county.Sum(figure => figure.After) == 0).Select(county => county.Key).Order()];
}
