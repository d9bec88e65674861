using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>A template as csv: the stamp's line, the header, and the rows that are already there.</summary>
public static class TemplateCsv
{
    public static byte[] Write(SheetTemplate template, CsvEncoding encoding = CsvEncoding.Utf8)
    {
        var text = new StringBuilder(TemplateStamps.CsvLine(template.Stamp)).Append("\r\n");
        text.AppendJoin(',', template.Columns.Select(c => c.Name)).Append("\r\n");
        foreach (var row in template.Prefilled)
        {
            text.AppendJoin(',', template.Columns.Select((_, i) => CsvText.Quoted(CsvText.Neutral(i < row.Count ? row[i] : "")))).Append("\r\n");
        }

        return CsvText.Encode(text.ToString(), encoding);
    }
}
