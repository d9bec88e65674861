using System.Text;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tables;

/// <summary>
/// The table as csv, row by row as on the sheet. A merged cell's text stands in its first field. Figures are bare decimal text; text that a
/// spreadsheet program would take for a formula is neutralised.
/// </summary>
public static class TableCsv
{
    public static byte[] Write(OfficialTable table, CsvEncoding encoding = CsvEncoding.Utf8)
    {
        var layout = new TableLayout(table);
        var width = table.Header.Columns.Count;
        var text = new StringBuilder();
        foreach (var row in layout.Rows)
        {
            var fields = new string[width];
            Array.Fill(fields, "");
            foreach (var placed in row)
            {
                var plain = CellText.Plain(placed.Cell, table.Unit);
                fields[placed.Column] = CellText.IsFigure(placed.Cell) && placed.Cell.Mark is null ? plain : CsvText.Neutral(plain);
            }

            text.AppendJoin(',', fields.Select(CsvText.Quoted)).Append("\r\n");
        }

        return CsvText.Encode(text.ToString(), encoding);
    }
}
