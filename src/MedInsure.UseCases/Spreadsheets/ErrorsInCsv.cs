using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Writes the explanations into csv, record by record.</summary>
internal static class ErrorsInCsv
{
    private static readonly SheetLimits Unlimited = new() { MaxRows = int.MaxValue / 2, MaxColumns = int.MaxValue / 2, MaxCells = int.MaxValue, MaxCellCharacters = int.MaxValue };

    public static byte[] Write(byte[] content, CsvShape shape, int headerRow, int column, IReadOnlyDictionary<int, string> texts)
    {
        using var file = new MemoryStream(content.Length);
        if (shape.HasMark)
        {
            file.Write(Encoding.UTF8.Preamble);
        }

        using (var text = new StreamWriter(file, CsvDecoding.StrictOf(shape.Encoding), leaveOpen: true))
        {
            foreach (var line in Lines(new CsvSource(content, shape.Encoding, shape.HasMark).Open, shape, headerRow, column, texts))
            {
                text.Write(line);
                text.Write("\r\n");
            }
        }

        return file.ToArray();
    }

    /// <summary>The same for a file of any length: a megabyte of it at a time.</summary>
    public static async Task WriteAsync(Stream content, Stream target, CsvShape shape, int headerRow, int column, IReadOnlyDictionary<int, string> texts, CancellationToken ct)
    {
        const int Piece = 1024 * 1024;
        using var part = new MemoryStream(2 * Piece);
        part.Write(shape.HasMark ? Encoding.UTF8.Preamble : []);
        content.Position = part.Length;
        var encoding = CsvDecoding.StrictOf(shape.Encoding);
        foreach (var line in Lines(() => new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: false, Piece, leaveOpen: true), shape, headerRow, column, texts))
        {
            part.Write(encoding.GetBytes(line + "\r\n"));
            if (part.Length >= Piece)
            {
                await target.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length), ct);
                part.SetLength(0);
            }
        }

        await target.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length), ct);
    }

    private static IEnumerable<string> Lines(Func<TextReader> open, CsvShape shape, int headerRow, int column, IReadOnlyDictionary<int, string> texts)
    {
        var row = 0;
        foreach (var record in DelimitedText.Records(open, shape.Separator, Unlimited))
        {
            row++;
            var fields = record.ToList();
            while (fields.Count <= column)
            {
                fields.Add("");
            }

            fields[column] = row == headerRow ? SheetHeader.ErrorColumn : row > headerRow ? texts.GetValueOrDefault(row, "") : fields[column];
            yield return string.Join(shape.Separator, fields.Select(f => CsvText.Quoted(FigureText.TryPlain(f, out _) ? f : CsvText.Neutral(f))));
        }
    }
}
