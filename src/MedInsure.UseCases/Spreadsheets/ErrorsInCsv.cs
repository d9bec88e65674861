using System.Text;

namespace MedInsure.UseCases.Spreadsheets;

/// <summary>Writes the explanations into csv, record by record.</summary>
internal static class ErrorsInCsv
{
    public static byte[] Write(byte[] content, CsvShape shape, int headerRow, int column, IReadOnlyDictionary<int, string> texts)
    {
        var unlimited = new SheetLimits { MaxRows = int.MaxValue / 2, MaxColumns = int.MaxValue / 2, MaxCells = int.MaxValue, MaxCellCharacters = int.MaxValue };
        var records = DelimitedText.Split(CsvDecoding.Decode(content).Value.Text, shape.Separator, unlimited);
        var text = new StringBuilder();
        for (var i = 0; i < records.Count; i++)
        {
            var row = i + 1;
            var fields = records[i].ToList();
            while (fields.Count <= column)
            {
                fields.Add("");
            }

            fields[column] = row == headerRow ? SheetHeader.ErrorColumn : row > headerRow ? texts.GetValueOrDefault(row, "") : fields[column];
            text.AppendJoin(shape.Separator, fields.Select(f => CsvText.Quoted(FigureText.TryPlain(f, out _) ? f : CsvText.Neutral(f)))).Append("\r\n");
        }

        var bytes = CsvText.Encode(text.ToString(), shape.Encoding);
        return shape.Encoding == CsvEncoding.Utf8 && !shape.HasMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }
}
