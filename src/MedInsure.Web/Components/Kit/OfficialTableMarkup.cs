using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MedInsure.UseCases.Tables;

namespace MedInsure.Web.Components.Kit;

/// <summary>
/// The cells of an official table as HTML. One string and not elements: a province's table has some thousand cells, and a circuit keeps
/// every element, attribute and handler that it rendered in the server's memory. Every text is encoded here.
/// </summary>
public static class OfficialTableMarkup
{
    /// <summary>More rows than the tallest window in an office shows at once.</summary>
    private const int FirstRows = 40;
    private const double FrozenTextWidth = 9.5;
    private const double SerialWidth = 3.4;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>What nearly every figure consists of, and Chinese characters: it needs no encoding.</summary>
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        [.. "0123456789.,-— /〔〕（）：；，。、“”".Concat(Enumerable.Range('a', 26).Concat(Enumerable.Range('A', 26)).Concat(Enumerable.Range(0x4E00, 0x9FA6 - 0x4E00)).Select(code => (char)code))]);

    /// <param name="clickable">Whether a figure with a key is a button.</param>
    public static string Write(OfficialTable table, bool clickable)
    {
        var html = new StringBuilder(64 * 1024);
        var left = Start(html, table);
        html.Append("<tbody>");
        foreach (var row in table.Rows)
        {
            Row(html, table, row, left, clickable);
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>
    /// The same in two parts, for a browser that shows the first screen before it lays out the rest: the other rows stand in a template, which
    /// official.js appends. Until then a footer that nobody sees holds the widest cell of each column, so that no column moves when they come.
    /// </summary>
    public static string WriteInParts(OfficialTable table, bool clickable)
    {
        if (table.Rows.Count <= FirstRows + (FirstRows / 2))
        {
            return Write(table, clickable);
        }

        var html = new StringBuilder(64 * 1024);
        var left = Start(html, table);
        html.Append("<tbody>");
        for (var i = 0; i < table.Rows.Count; i++)
        {
            if (i == FirstRows)
            {
                html.Append("</tbody><tfoot class=\"widths\" aria-hidden=\"true\">");
                Row(html, table, new TableRow(RowKind.Total, Widest(table)), left, clickable: false);
                html.Append("</tfoot></table><template>");
            }

            Row(html, table, table.Rows[i], left, clickable);
        }

        return html.Append("</template>").ToString();
    }

    /// <summary>Of each column the cell with the longest text among the rows that come later.</summary>
    private static TableCell[] Widest(OfficialTable table)
    {
        var widest = new TableCell[table.Header.Columns.Count];
        var widths = new int[widest.Length];
        Array.Fill(widest, new TextCell(""));
        foreach (var row in table.Rows.Skip(FirstRows))
        {
            var column = 0;
            foreach (var cell in row.Cells)
            {
                if (cell.Span == 1 && Width(cell, table.Unit) is var width && width >= widths[column])
                {
                    (widest[column], widths[column]) = (cell, width);
                }

                column += cell.Span;
            }
        }

        return widest;
    }

    /// <summary>In digits; a Chinese character takes two.</summary>
    private static int Width(TableCell cell, MoneyUnit unit) => CellText.Display(cell, unit).Sum(letter => letter < 0x1100 ? 1 : 2);

    private static List<double> Start(StringBuilder html, OfficialTable table)
    {
        var left = FrozenLefts(table);
        html.Append(CultureInfo.InvariantCulture, $"<table class=\"grid\" style=\"--frozen:{left[^1]:0.##}rem");
        for (var i = 1; i < left.Count; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $";--left-{i}:{left[i - 1]:0.##}rem;--width-{i}:{left[i] - left[i - 1]:0.##}rem");
        }

        html.Append("\"><thead>");
        foreach (var line in table.Header.Rows)
        {
            html.Append("<tr>");
            foreach (var cell in line)
            {
                html.Append("<th scope=\"").Append(cell.Column is null ? "colgroup" : "col").Append('"');
                Spans(html, cell.ColumnSpan, cell.RowSpan);
                Frozen(html, left, cell.ColumnIndex, cell.ColumnSpan, "");
                html.Append('>').Append(Encoder.Encode(cell.Text)).Append("</th>");
            }

            html.Append("</tr>");
        }

        html.Append("</thead>");
        return left;
    }

    private static void Row(StringBuilder html, OfficialTable table, TableRow row, List<double> left, bool clickable)
    {
        var nameColumn = NameColumn(table);
        html.Append(ClassOf(row.Kind));
        var note = CommonNote(row);
        if (note is not null)
        {
            Attribute(html, "title", note);
        }

        html.Append('>');
        var column = 0;
        foreach (var cell in row.Cells)
        {
            var tag = column == nameColumn || (column < nameColumn && column + cell.Span > nameColumn) ? "th" : "td";
            html.Append('<').Append(tag);
            if (tag == "th")
            {
                html.Append(" scope=\"row\"");
            }

            Spans(html, cell.Span, 1);
            var merged = Frozen(html, left, column, cell.Span, ClassOf(cell, table.Header.Columns[column].Kind));
            if (note is null && cell is StateCell { Note.Length: > 0 } state)
            {
                Attribute(html, "title", state.Note);
            }

            html.Append(merged ? "><span class=\"merged-label\">" : ">");
            Content(html, cell, table.Unit, clickable ? cell.Key : null);
            html.Append(merged ? "</span></" : "</").Append(tag).Append('>');
            column += cell.Span;
        }

        html.Append("</tr>");
    }

    private static int NameColumn(OfficialTable table)
    {
        var column = 0;
        while (column < table.Header.Columns.Count && table.Header.Columns[column].Kind != ColumnKind.Text)
        {
            column++;
        }

        return column;
    }

    private static void Content(StringBuilder html, TableCell cell, MoneyUnit unit, string? key)
    {
        if (key is not null)
        {
            html.Append("<button type=\"button\" class=\"cell-key\" tabindex=\"-1\"");
            Attribute(html, "value", key);
            html.Append('>');
        }

        if (cell.Mark is { } mark)
        {
            html.Append("<span class=\"mark\"");
            Attribute(html, "title", mark.Note);
            html.Append('>');
            Text(html, mark.Shown);
            html.Append("</span>");
        }

        var struck = cell is TextCell { IsStruck: true };
        html.Append(struck ? "<del>" : "");
        Text(html, CellText.Unmarked(cell, unit));
        html.Append(struck ? "</del>" : "");
        if (key is not null)
        {
            html.Append("</button>");
        }
    }

    /// <summary>The reason that all states of a row share; told once, by the row. Null when there are several, or one state alone.</summary>
    private static string? CommonNote(TableRow row)
    {
        string? common = null;
        var count = 0;
        foreach (var cell in row.Cells)
        {
            if (cell is StateCell { Note: { Length: > 0 } note })
            {
                if (common is not null && !string.Equals(common, note, StringComparison.Ordinal))
                {
                    return null;
                }

                (common, count) = (note, count + 1);
            }
        }

        return count > 1 ? common : null;
    }

    private static void Attribute(StringBuilder html, string name, string value)
    {
        html.Append(' ').Append(name).Append("=\"");
        Text(html, value);
        html.Append('"');
    }

    private static void Text(StringBuilder html, string text) => html.Append(text.AsSpan().ContainsAnyExcept(Harmless) ? Encoder.Encode(text) : text);

    private static string ClassOf(RowKind kind) => kind switch
    {
        RowKind.Line => "<tr",
        RowKind.Note => "<tr class=\"note\"",
        _ => $"<tr class=\"{kind.ToString().ToLowerInvariant()}\"",
    };

    private static string ClassOf(TableCell cell, ColumnKind kind) => cell switch
    {
        StateCell { State: CellState.OpenToLowerLevel } => "state state-open",
        StateCell { State: CellState.NotApplicable } => "state state-not-applicable",
        StateCell { State: CellState.Inconsistent } => "state state-inconsistent",
        StateCell => "state",
        _ when kind == ColumnKind.Serial && cell.Span == 1 => "c",
        _ when CellText.IsFigure(cell) => "n",
        { Span: > 1 } => "c",
        _ => "",
    };

    private static void Spans(StringBuilder html, int columns, int rows)
    {
        if (columns > 1)
        {
            html.Append(CultureInfo.InvariantCulture, $" colspan=\"{columns}\"");
        }

        if (rows > 1)
        {
            html.Append(CultureInfo.InvariantCulture, $" rowspan=\"{rows}\"");
        }
    }

    /// <summary>
    /// A cell stays in sight when all its columns do. A merged cell that begins in the frozen columns and goes on behind them, 合计, stays with
    /// its label alone: true is answered, and the label stands in an element of its own.
    /// </summary>
    private static bool Frozen(StringBuilder html, List<double> left, int column, int span, string classes)
    {
        var count = left.Count - 1;
        var merged = column < count && column + span > count;
        if (column >= count)
        {
            if (classes.Length > 0)
            {
                html.Append(" class=\"").Append(classes).Append('"');
            }

            return false;
        }

        html.Append(" class=\"").Append(classes).Append(classes.Length > 0 ? " frozen " : "frozen ");
        _ = merged ? html.Append("frozen-merged") : html.Append("frozen-").Append(column + 1);
        html.Append(column + span == count ? " frozen-last\"" : "\"");
        return merged;
    }

    /// <summary>The left edge of each frozen column in rem, and after them the edge where they end.</summary>
    private static List<double> FrozenLefts(OfficialTable table)
    {
        List<double> left = [0];
        foreach (var column in table.Header.Columns.Take(table.FrozenColumns))
        {
            left.Add(left[^1] + (column.Kind == ColumnKind.Serial ? SerialWidth : FrozenTextWidth));
        }

        return left;
    }
}
