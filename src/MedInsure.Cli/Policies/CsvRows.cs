using System.Text;

namespace MedInsure.Cli.Policies;

/// <summary>Plain csv: a quoted cell may hold commas and doubled quotes, none holds a line break; empty lines do not count.</summary>
internal static class CsvRows
{
    public static IEnumerable<(int Number, string[] Cells)> Of(string text) =>
        text.Split('\n').Select((line, i) => (Number: i + 1, Line: line.TrimEnd('\r'))).Where(row => row.Line.Trim().Length > 0).Select(row => (row.Number, Cells(row.Line)));

    private static string[] Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        return [.. cells, cell.ToString()];
    }
}
