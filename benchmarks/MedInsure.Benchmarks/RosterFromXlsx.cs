using System.Text;
using ExcelDataReader;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.Benchmarks;

/// <summary>
/// A workbook with every row checked, beside a pass of ExcelDataReader over the same bytes that only asks for each cell:
/// <c>dotnet run --project benchmarks/MedInsure.Benchmarks -c Release -- roster-xlsx [ROWS]</c>, at most as many as a roster may have
/// </summary>
internal static class RosterFromXlsx
{
    public static async Task<int> RunAsync(long rows)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var (file, frame) = (new UploadedFile("名单.xlsx", BenchmarkFrame.Roster(rows).Xlsx()), BenchmarkFrame.Make());
        Console.WriteLine($"{rows:N0} rows, {file.Content.Length / 1048576.0:F0} MB");
        var checkedRows = await Measured.OfAsync(5, () => Task.Run(() =>
        {
            var read = RosterSheet.Read(file, frame, new TemplateStamp(RosterTemplate.Id, RosterTemplate.Version, "henan", 2020), "河南省医疗保障局", 10_000, null, default).Value;
            return read.Reading.RowCount == rows ? true : throw new InvalidOperationException($"{read.Reading.RowCount} of {rows} rows.");
        }));
        var pass = await Measured.OfAsync(5, () => Task.Run(() =>
        {
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file.Content, writable: false));
            var letters = 0L;
            while (reader.Read())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    letters += reader.GetValue(i)?.ToString()?.Length ?? 0;
                }
            }

            return letters;
        }));
        Console.WriteLine(checkedRows.Line("checked", rows));
        Console.WriteLine(pass.Line("pass of ExcelDataReader", rows));
        Console.WriteLine(Measured.Ratio("beside ExcelDataReader", pass.Seconds / checkedRows.Seconds, 2));
        var most = (150L * 1048576) + (32 * rows);
        Console.WriteLine($"peak memory                  {checkedRows.PeakBytes / 1048576.0,9:F0} MB (goal {most / 1048576}){(checkedRows.PeakBytes > most ? "  MISSED" : "")}");
        return 0;
    }
}
