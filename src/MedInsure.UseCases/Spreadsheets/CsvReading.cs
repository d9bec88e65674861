using MedInsure.Rules.Outcomes;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Reads csv: encoding by mark, then strict UTF-8, then strict GB18030; comma, tab or semicolon, whichever the first line has most of.</summary>
internal static class CsvReading
{
    /// <summary>Signs that are looked at for a separator or a tag; more than any line of headings has.</summary>
    private const int Beginning = 64 * 1024;

    public static Result<SheetStream> Open(byte[] content, SheetLimits limits)
    {
        var detected = CsvDecoding.Detect(content);
        if (!detected.IsOk)
        {
            return detected.Problem;
        }

        var source = detected.Value;
        var beginning = BeginningOf(source);
        if (beginning.AsSpan().TrimStart().StartsWith("<"))
        {
            return SheetRefusal.WebPage;
        }

        var separator = SeparatorOf(beginning);
        var rows = DelimitedText.Records(source, separator, limits)
            .Select((fields, i) => new SheetRow(i + 1, [.. fields.Select(f => new SheetCell(CsvText.Restored(f), false))]))
            .Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c.Text)));
        return rows.FirstOrDefault() is not { } first
            ? SheetRefusal.Empty
            : new SheetStream(SheetFormat.Csv, "CSV", rows) { Csv = new CsvShape(source.Encoding, source.HasMark, separator), Stamp = TemplateStamps.OfCsvLine(first[0].Text) };
    }

    private static string BeginningOf(CsvSource source)
    {
        using var reader = source.Open();
        var text = new char[Beginning];
        return new string(text, 0, reader.ReadBlock(text));
    }

    private static char SeparatorOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return new[] { ',', '\t', ';' }.MaxBy(s => line.Count(c => c == s));
    }
}
