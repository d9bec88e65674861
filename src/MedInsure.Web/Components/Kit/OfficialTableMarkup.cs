using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MedInsure.UseCases.Tables;

namespace MedInsure.Web.Components.Kit;

/// <summary>
/// Header and body of an official table as HTML. One string and not elements: a province's table has some thousand cells, and a circuit keeps
/// every element, attribute and handler that it rendered in the server's memory. Every text is encoded here.
/// </summary>
public static class OfficialTableMarkup
{
    private const double FrozenTextWidth = 9.5;
    private const double SerialWidth = 3.4;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="clickable">Whether a figure with a key is a button.</param>
    public static string Write(OfficialTable table, bool clickable)
    {
        var html = new StringBuilder(64 * 1024);
        var left = FrozenLefts(table);
        html.Append("<thead>");
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

        html.Append("</thead><tbody>");
        var nameColumn = table.Header.Columns.TakeWhile(column => column.Kind != ColumnKind.Text).Count();
        foreach (var row in table.Rows)
        {
            Row(html, table, row, left, nameColumn, clickable);
        }

        return html.Append("</tbody>").ToString();
    }

    private static void Row(StringBuilder html, OfficialTable table, TableRow row, IReadOnlyList<double> left, int nameColumn, bool clickable)
    {
        html.Append(row.Kind == RowKind.Line ? "<tr>" : $"<tr class=\"{row.Kind.ToString().ToLowerInvariant()}\">");
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
            Frozen(html, left, column, cell.Span, ClassOf(cell, table.Header.Columns[column].Kind));
            if (cell is StateCell { Note.Length: > 0 } state)
            {
                html.Append(" title=\"").Append(Encoder.Encode(state.Note)).Append('"');
            }

            html.Append('>');
            Content(html, cell, table.Unit, clickable && cell.Key is not null);
            html.Append("</").Append(tag).Append('>');
            column += cell.Span;
        }

        html.Append("</tr>");
    }

    private static void Content(StringBuilder html, TableCell cell, MoneyUnit unit, bool button)
    {
        if (button)
        {
            html.Append("<button type=\"button\" class=\"cell-key\" tabindex=\"-1\">");
        }

        if (cell.Mark is { } mark)
        {
            html.Append("<span class=\"mark\" title=\"").Append(Encoder.Encode(mark.Note)).Append("\">").Append(Encoder.Encode(mark.Shown)).Append("</span>");
            cell = cell with { Mark = null };
        }

        html.Append(Encoder.Encode(CellText.Display(cell, unit)));
        if (button)
        {
            html.Append("</button>");
        }
    }

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

    /// <summary>A cell stays in sight when all its columns do.</summary>
    private static void Frozen(StringBuilder html, IReadOnlyList<double> left, int column, int span, string classes)
    {
        var count = left.Count - 1;
        if (column + span > count)
        {
            if (classes.Length > 0)
            {
                html.Append(" class=\"").Append(classes).Append('"');
            }

            return;
        }

        var last = column + span == count ? " frozen-last" : "";
        var width = left[column + span] - left[column];
        html.Append(" class=\"").Append($"{classes} frozen frozen-{column + 1}{last}".TrimStart()).Append('"')
            .Append(CultureInfo.InvariantCulture, $" style=\"left:{left[column]:0.##}rem;min-width:{width:0.##}rem;max-width:{width:0.##}rem\"");
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
