using System.Text;
using ExcelDataReader;
using MedInsure.Persistence.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.Benchmarks;

/// <summary>
/// A workbook inspected and read, with every row checked and its number sealed, as the job does it on the way into the staging, beside a pass of ExcelDataReader over the same bytes that only asks for each cell:
/// <c>dotnet run --project benchmarks/MedInsure.Benchmarks -c Release -- roster-xlsx [ROWS]</c>. Of more rows than a roster may have, only the reading is measured.
/// </summary>
internal static class RosterFromXlsx
{
    public static async Task<int> RunAsync(long rows)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var limits = RosterLimits.Sheet with { MaxFileBytes = int.MaxValue, MaxInflatedBytes = int.MaxValue, MaxRows = 1_048_576, MaxCells = int.MaxValue, MaxElements = int.MaxValue };
        var file = new UploadedFile("名单.xlsx", BenchmarkFrame.Roster(rows).Xlsx());
        Console.WriteLine($"{rows:N0} rows, {file.Content.Length / 1048576.0:F0} MB");
        var isRoster = rows < RosterLimits.Sheet.MaxRows;
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Henan.TenantId());
        var checkedRows = await Measured.OfAsync(isRoster ? 5 : 1, () => Task.Run(() =>
        {
            var read = isRoster ? RosterBulk.Read(file, BenchmarkFrame.Order, new RosterCopy(Stream.Null, vault), 10_000, null, default) : null;
            return read is null == isRoster || read?.Value.Rows != (isRoster ? (int)rows : null) ? throw new InvalidOperationException($"{read?.Value.Rows} of {rows} rows.") : true;
        }));
        var readRows = await Measured.OfAsync(5, () => Task.Run(() => UploadedSheet.Read<long>(file, limits, sheet => sheet.Rows.Sum(row => (long)row.Cells.Count)).Value));
        var pass = await Measured.OfAsync(5, () => Task.Run(() => Pass(file)));
        Console.WriteLine(pass.Line("pass of ExcelDataReader", rows));
        Console.WriteLine(readRows.Line("read", rows));
        Print("read beside it", pass, readRows);
        if (isRoster)
        {
            Console.WriteLine(checkedRows.Line("checked", rows));
            Print("checked beside it", pass, checkedRows);
        }

        var most = (150L * 1048576) + (32 * rows);
        var peak = Math.Max(readRows.PeakBytes, isRoster ? checkedRows.PeakBytes : 0);
        Console.WriteLine($"peak memory                  {peak / 1048576.0,9:F0} MB (goal {most / 1048576}){(peak > most ? "  MISSED" : "")}");
        return 0;
    }

    private static void Print(string name, Measured pass, Measured ours)
    {
        Console.WriteLine(Measured.Ratio(name, pass.Seconds / ours.Seconds, 2));
        Console.WriteLine(Measured.Ratio("  in processor time", pass.ProcessorSeconds / ours.ProcessorSeconds, 2));
    }

    private static long Pass(UploadedFile file)
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
    }
}
