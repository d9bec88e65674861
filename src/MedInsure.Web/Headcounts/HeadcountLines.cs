using MedInsure.UseCases.Headcounts;

namespace MedInsure.Web.Headcounts;

public enum SheetLineKind
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
public sealed record SheetLine(SheetLineKind Kind, int Number, string Name, HeadcountUnit? Unit, IReadOnlyList<long?> Columns, int Missing)
{
    public long? Sum => Columns.All(persons => persons is null) ? null : Columns.Sum(persons => persons ?? 0);
}

public static class HeadcountLines
{
    /// <summary>
    /// The rows that a filter lets through. A province has a subtotal after each prefecture; sums count what is shown and say how many units in
    /// them are not complete.
    /// </summary>
    public static IReadOnlyList<SheetLine> Of(HeadcountSheet sheet, HeadcountFilter filter)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(filter);
        var lines = new List<SheetLine>();
        var shown = sheet.List.Units.Where(filter.Matches).ToList();
        foreach (var group in shown.GroupBy(unit => unit.Prefecture))
        {
            var units = group.Select((unit, i) => Line(sheet, unit, lines.Count(line => line.Unit is not null) + i + 1)).ToList();
            lines.AddRange(units);
            if (sheet.List.HasPrefectures && group.Key is { } prefecture)
            {
                lines.Add(SumOf(SheetLineKind.Subtotal, prefecture.Name + "小计", units));
            }
        }

        if (shown.Count > 0)
        {
            lines.Add(SumOf(SheetLineKind.Total, filter.IsNone ? "合计" : "筛选合计", [.. lines.Where(line => line.Unit is not null)]));
        }

        return lines;
    }

    private static SheetLine Line(HeadcountSheet sheet, HeadcountUnit unit, int number)
    {
        long?[] columns = [.. Enumerable.Range(0, HeadcountWords.Columns.Count).Select(column => sheet.Persons(new SheetPlace(unit.Code, column)))];
        return new SheetLine(SheetLineKind.Unit, number, unit.Name, unit, columns, columns.Any(persons => persons is null) ? 1 : 0);
    }

    private static SheetLine SumOf(SheetLineKind kind, string name, IReadOnlyList<SheetLine> units) => new(
        kind,
        0,
        name,
        null,
        [.. Enumerable.Range(0, HeadcountWords.Columns.Count).Select(column =>
            units.All(unit => unit.Columns[column] is null) ? (long?)null : units.Sum(unit => unit.Columns[column] ?? 0))],
        units.Sum(unit => unit.Missing));
}
