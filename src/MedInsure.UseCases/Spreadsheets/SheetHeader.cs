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

/// <summary>
/// Finds the header among the first rows, since a title may stand above it: the row that names most of the expected columns. Columns that nobody asked for are left alone.
/// </summary>
public static class SheetHeader
{
    private const int SearchedRows = 20;

    /// <summary>The column that comes back with our explanations; ignored when the file is sent again.</summary>
    public const string ErrorColumn = "错误说明";

    public static Result<HeadedSheet> Find(Sheet sheet, IReadOnlyList<ExpectedColumn> expected)
    {
        var header = sheet.Rows.Take(SearchedRows).MaxBy(r => expected.Count(e => r.Cells.Any(c => e.IsNamed(PlainText.Key(c.Text)))));
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var others = new List<string>();
        for (var i = 0; i < header?.Cells.Count; i++)
        {
            var heading = PlainText.Key(header[i].Text);
            if (expected.FirstOrDefault(e => e.IsNamed(heading)) is not { } column)
            {
                others.AddRange(heading.Length > 0 && heading != ErrorColumn ? [header[i].Text.Trim()] : []);
            }
            else if (!columns.TryAdd(column.Name, i))
            {
                return SheetRefusal.DuplicateColumn(column.Name, header.Number);
            }
        }

        var missing = expected.Where(e => e.IsRequired && !columns.ContainsKey(e.Name)).Select(e => e.Name).ToList();
        if (header is null || missing.Count > 0)
        {
            return SheetRefusal.MissingColumns(missing);
        }

        var rows = sheet.Rows.Where(r => r.Number > header.Number).Select(r => new HeadedRow(r.Number, columns.ToDictionary(c => c.Key, c => r[c.Value], StringComparer.Ordinal)));
        return new HeadedSheet(sheet, header.Number, columns, [.. rows])
        {
            Notes = [.. sheet.Notes, .. others.Select(o => $"列“{o}”不在模板中，没有读取。")],
        };
    }
}
