namespace MedInsure.UseCases.Headcounts;

public enum HeadcountLineKind
{
    Unit,

    /// <summary>小计 of a prefecture.</summary>
    Subtotal,

    /// <summary>合计</summary>
    Total,
}

/// <summary>A row of the table.</summary>
/// <param name="Number">序号 of a unit; 0 for sums.</param>
/// <param name="Unit">Null for sums.</param>
/// <param name="Columns">Null where nothing is known.</param>
/// <param name="Missing">Units in the sum that have not all their figures.</param>
public sealed record HeadcountLine(HeadcountLineKind Kind, int Number, string Name, HeadcountUnit? Unit, IReadOnlyList<long?> Columns, int Missing)
{
    public long? Sum => Columns.All(persons => persons is null) ? null : Columns.Sum(persons => persons ?? 0);
}

public static class HeadcountLines
{
    /// <summary>
    /// The rows that a filter lets through. A province has a subtotal after each prefecture; sums count what is shown and say how many units in
    /// them are not complete.
    /// </summary>
    /// <param name="persons">The figure that counts in a unit's column; a table in work has figures that are not saved.</param>
    public static IReadOnlyList<HeadcountLine> Of(HeadcountList list, HeadcountFilter filter, Func<HeadcountUnit, int, long?> persons)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(filter);
        var lines = new List<HeadcountLine>();
        var shown = list.Units.Where(filter.Matches).ToList();
        foreach (var group in shown.GroupBy(unit => unit.Prefecture))
        {
            var units = group.Select((unit, i) => Line(persons, unit, lines.Count(line => line.Unit is not null) + i + 1)).ToList();
            lines.AddRange(units);
            if (list.HasPrefectures && group.Key is { } prefecture)
            {
                lines.Add(SumOf(HeadcountLineKind.Subtotal, prefecture.Name + "小计", units));
            }
        }

        if (shown.Count > 0)
        {
            lines.Add(SumOf(HeadcountLineKind.Total, filter.IsNone ? "合计" : "筛选合计", [.. lines.Where(line => line.Unit is not null)]));
        }

        return lines;
    }

    private static HeadcountLine Line(Func<HeadcountUnit, int, long?> persons, HeadcountUnit unit, int number)
    {
        long?[] columns = [.. Enumerable.Range(0, HeadcountWords.Columns.Count).Select(column => persons(unit, column))];
        return new HeadcountLine(HeadcountLineKind.Unit, number, unit.Name, unit, columns, columns.Any(figure => figure is null) ? 1 : 0);
    }

    private static HeadcountLine SumOf(HeadcountLineKind kind, string name, IReadOnlyList<HeadcountLine> units) => new(
        kind,
        0,
        name,
        null,
        [.. Enumerable.Range(0, HeadcountWords.Columns.Count).Select(column =>
            units.All(unit => unit.Columns[column] is null) ? (long?)null : units.Sum(unit => unit.Columns[column] ?? 0))],
        units.Sum(unit => unit.Missing));
}
