using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>A column that a template asks for, and the other headings under which it is recognised.</summary>
public sealed record ExpectedColumn(string Name, bool IsRequired, params IReadOnlyList<string> Aliases)
{
    internal bool IsNamed(string heading) => heading == PlainText.Key(Name) || Aliases.Any(a => heading == PlainText.Key(a));
}

/// <summary>A row below the header, read by column name.</summary>
public sealed class HeadedRow(int number, IReadOnlyDictionary<string, SheetCell> cells)
{
    public int Number => number;

    /// <summary>Blank for a column that the file does not have.</summary>
    public SheetCell this[string column] => cells.GetValueOrDefault(column, SheetCell.Blank);
}

/// <summary>A sheet whose header was found.</summary>
public sealed record HeadedSheet(Sheet Sheet, int HeaderRow, IReadOnlyDictionary<string, int> Columns, IReadOnlyList<HeadedRow> Rows)
{
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Where the header stands and what is below it in which column, counted from 0.</summary>
/// <param name="Others">Headings that nobody asked for.</param>
/// <param name="ErrorColumn">The column with our explanations, where the file came back with one.</param>
public sealed record HeaderPlace(int Row, IReadOnlyDictionary<string, int> Columns, IReadOnlyList<string> Others, int? ErrorColumn)
{
    public IEnumerable<string> Notes => Others.Select(other => $"列“{other}”不在模板中，没有读取。");
}

/// <summary>
/// Finds the header among the first rows, since a title may stand above it: the row that names most of the expected columns. Columns that nobody asked for are left alone.
/// </summary>
public static class SheetHeader
{
    public const int SearchedRows = 20;

    /// <summary>The column that comes back with our explanations; ignored when the file is sent again.</summary>
    public const string ErrorColumn = "错误说明";

    public static Result<HeadedSheet> Find(Sheet sheet, IReadOnlyList<ExpectedColumn> expected)
    {
        var place = PlaceOf(sheet.Rows, expected);
        if (!place.IsOk)
        {
            return place.Problem;
        }

        var (header, columns, _, _) = place.Value;
        var rows = sheet.Rows.Where(r => r.Number > header).Select(r => new HeadedRow(r.Number, columns.ToDictionary(c => c.Key, c => r[c.Value], StringComparer.Ordinal)));
        return new HeadedSheet(sheet, header, columns, [.. rows]) { Notes = [.. sheet.Notes, .. place.Value.Notes] };
    }

    /// <param name="rows">The first rows of a sheet; no more than <see cref="SearchedRows"/> of them are looked at.</param>
    public static Result<HeaderPlace> PlaceOf(IEnumerable<SheetRow> rows, IReadOnlyList<ExpectedColumn> expected)
    {
        var header = rows.Take(SearchedRows).MaxBy(r => expected.Count(e => r.Cells.Any(c => e.IsNamed(PlainText.Key(c.Text)))));
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var others = new List<string>();
        int? errors = null;
        for (var i = 0; i < header?.Cells.Count; i++)
        {
            var heading = PlainText.Key(header[i].Text);
            if (heading == ErrorColumn)
            {
                errors ??= i;
            }
            else if (expected.FirstOrDefault(e => e.IsNamed(heading)) is not { } column)
            {
                others.AddRange(heading.Length > 0 ? [header[i].Text.Trim()] : []);
            }
            else if (!columns.TryAdd(column.Name, i))
            {
                return PlainText.Key(header[columns[column.Name]].Text) == heading
                    ? SheetRefusal.DuplicateColumn(column.Name, header.Number)
                    : SheetRefusal.SameColumn(column.Name, header[columns[column.Name]].Text.Trim(), header[i].Text.Trim(), header.Number);
            }
        }

        var missing = expected.Where(e => e.IsRequired && !columns.ContainsKey(e.Name)).Select(e => e.Name).ToList();
        return header is null || missing.Count > 0 ? SheetRefusal.MissingColumns(missing) : new HeaderPlace(header.Number, columns, others, errors);
    }
}
