using System.Text;

namespace MedInsure.Cli.Policies;

/// <summary>A table in fixed-width text; a Chinese character takes two places.</summary>
internal sealed class TextTable(params IReadOnlyList<string> header)
{
    private readonly List<IReadOnlyList<string>> rows = [];

    /// <summary>Columns from this one on hold figures and stand to the right.</summary>
    public int FiguresFrom { get; init; } = int.MaxValue;

    public void Add(params IReadOnlyList<string> cells) => rows.Add(cells);

    public void Write(TextWriter output, string indent = "")
    {
        var widths = header.Select((title, i) => rows.Select(row => Width(row[i])).Append(Width(title)).Max()).ToList();
        foreach (var row in rows.Prepend(header))
        {
            var line = new StringBuilder(indent);
            for (var i = 0; i < row.Count; i++)
            {
                var gap = new string(' ', widths[i] - Width(row[i]));
                line.Append(i >= FiguresFrom ? gap + row[i] : row[i] + gap).Append("  ");
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1);
}
