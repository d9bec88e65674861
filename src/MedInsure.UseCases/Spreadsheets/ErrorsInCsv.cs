using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Writes the explanations into csv, record by record.</summary>
internal static class ErrorsInCsv
{
    public static byte[] Write(byte[] content, CsvShape shape, int headerRow, int column, IReadOnlyDictionary<int, string> texts)
    {
        var unlimited = new SheetLimits { MaxRows = int.MaxValue / 2, MaxColumns = int.MaxValue / 2, MaxCells = int.MaxValue, MaxCellCharacters = int.MaxValue };
        using var file = new MemoryStream(content.Length);
        if (shape.HasMark)
        {
            file.Write(Encoding.UTF8.Preamble);
        }

        using (var text = new StreamWriter(file, CsvDecoding.StrictOf(shape.Encoding), leaveOpen: true))
        {
            var row = 0;
            foreach (var record in DelimitedText.Records(new CsvSource(content, shape.Encoding, shape.HasMark), shape.Separator, unlimited))
            {
                row++;
                var fields = record.ToList();
                while (fields.Count <= column)
                {
                    fields.Add("");
                }

                fields[column] = row == headerRow ? SheetHeader.ErrorColumn : row > headerRow ? texts.GetValueOrDefault(row, "") : fields[column];
                text.Write(string.Join(shape.Separator, fields.Select(f => CsvText.Quoted(FigureText.TryPlain(f, out _) ? f : CsvText.Neutral(f)))));
                text.Write("\r\n");
            }
        }

        return file.ToArray();
    }
}
