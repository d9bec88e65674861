using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Reads csv: encoding by mark, then strict UTF-8, then strict GB18030; comma, tab or semicolon, whichever the first line has most of.</summary>
internal static class CsvReading
{
    public static Result<Sheet> Read(byte[] content, SheetLimits limits)
    {
        var decoded = CsvDecoding.Decode(content);
        if (!decoded.IsOk)
        {
            return decoded.Problem;
        }

        var (text, encoding, hasMark) = decoded.Value;
        if (text.AsSpan().TrimStart().StartsWith("<"))
        {
            return SheetRefusal.WebPage;
        }

        try
        {
            var separator = SeparatorOf(text);
            var records = DelimitedText.Split(text, separator, limits);
            var rows = records
                .Select((fields, i) => new SheetRow(i + 1, [.. fields.Select(f => new SheetCell(CsvText.Restored(f), false))]))
                .Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c.Text)))
                .ToList();
            return rows.Count == 0
                ? SheetRefusal.Empty
                : new Sheet(SheetFormat.Csv, "CSV", rows) { Csv = new CsvShape(encoding, hasMark, separator), Stamp = TemplateStamps.OfCsvLine(rows[0][0].Text) };
        }
        catch (SheetRefusedException refused)
        {
            return refused.Refusal;
        }
    }

    private static char SeparatorOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return new[] { ',', '\t', ';' }.MaxBy(s => line.Count(c => c == s));
    }
}
