using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MedInsure.Persistence.People;
using MedInsure.Rules.Calendar;
using MedInsure.Testing.Databases;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.People;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.Benchmarks;

/// <summary>
/// The officers' ledger of a roster as a workbook, from the database to a file, beside a writer of ready bytes into the same kind of archive and beside OpenXML's SAX writer, neither of which reads anything:
/// <c>dotnet run --project benchmarks/MedInsure.Benchmarks -c Release -- ledger [ROWS]</c>
/// </summary>
internal static class LedgerToXlsx
{
    private static readonly Month Month = new(2020, 11);
    private static readonly Dictionary<string, string> Names = InventedRoster.LanzhouCategories.ToDictionary(category => category.Id, category => category.Words[0], StringComparer.Ordinal);

    public static async Task<int> RunAsync(long rows)
    {
        await using var loaded = await LoadedRoster.MakeAsync(rows);
        var rounds = rows > 2_000_000 ? 1 : 5;
        var (file, text) = (Path.GetTempFileName(), Row(loaded.Roster.Of(1)));
        try
        {
            var ours = await Measured.OfAsync(rounds, () => OursAsync(loaded.Database, file, rows));
            var length = new FileInfo(file).Length;
            var raw = await Measured.OfAsync(rounds, () => Task.Run(() => Raw(file, rows, Encoding.UTF8.GetBytes(XmlOf(text)))));
            var library = await Measured.OfAsync(1, () => Task.Run(() => Library(file, Math.Min(rows, 1_000_000), text)));
            Console.WriteLine($"file {length / 1048576.0:F0} MB");
            Console.WriteLine(ours.Line("ledger, read and written", rows));
            Console.WriteLine(raw.Line("raw bytes", rows));
            Console.WriteLine(library.Line("OpenXML's SAX writer", Math.Min(rows, 1_000_000)));
            Console.WriteLine(Measured.Ratio("beside raw bytes", raw.Seconds / ours.Seconds, 0.5));
            Console.WriteLine(Measured.Ratio("beside OpenXML", library.Seconds / Math.Min(rows, 1_000_000) / (ours.Seconds / rows), 3));
            Console.WriteLine($"peak memory                  {ours.PeakBytes / 1048576.0,9:F0} MB (goal 150){(ours.PeakBytes > 150L * 1048576 ? "  MISSED" : "")}");
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task OursAsync(TestDatabase database, string path, long expected)
    {
        await using var db = await database.TenantDb.OpenAsync(Some.Clerk(Bureau.Henan), default);
        using var vault = RosterLoading.Key.IdentityVaultFor(Bureau.Henan.TenantId());
        await using var file = File.Create(path);
        using var sheet = new XlsxStream(file, "台账", LedgerColumns.All);
        var columns = new LedgerColumns(sheet, vault, Names, Month, fullNumbers: false);
        var rows = 0L;
        await foreach (var line in LedgerReading.RowsAsync(db.Connection, new LedgerScope(Month, 2021, null, null), default))
        {
            columns.Write(++rows, line);
        }

        if (rows != expected)
        {
            throw new InvalidOperationException($"{rows} of {expected} rows.");
        }
    }

    /// <summary>The same row again and again, made before the clock runs.</summary>
    private static void Raw(string path, long rows, byte[] row)
    {
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        // Handed over as we hand ours over: many rows at once, and no two alike but in length, or the archive would have next to nothing to do.
        var block = new byte[row.Length * 64];
        var random = new Random(1);
        for (var done = 0L; done < rows; done += 64)
        {
            for (var i = 0; i < 64; i++)
            {
                row.CopyTo(block, i * row.Length);
                for (var change = 0; change < 12; change++)
                {
                    block[(i * row.Length) + random.Next(row.Length)] = (byte)random.Next('0', '9');
                }
            }

            sheet.Write(block);
        }
    }

    private static void Library(string path, long rows, string[] texts)
    {
        using var book = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = book.AddWorkbookPart();
        var part = workbook.AddNewPart<WorksheetPart>("sheet1");
        using (var writer = OpenXmlWriter.Create(part))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteStartElement(new SheetData());
            for (var row = 0L; row < rows; row++)
            {
                writer.WriteStartElement(new DocumentFormat.OpenXml.Spreadsheet.Row());
                foreach (var text in texts)
                {
                    writer.WriteElement(new Cell(new InlineString(new Text(text))) { DataType = CellValues.InlineString });
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        workbook.Workbook = new Workbook(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = "sheet1", SheetId = 1, Name = "台账" }));
    }

    private static string[] Row(InventedRow row) =>
        ["123456", "2020-11-20", "", "新增", row.Town, row.Village, row.Name, Rules.Rosters.IdentityNumber.Mask(row.Number), Names[row.Category.Id], "否", "", "", "", "", "", "", ""];

    private static string XmlOf(string[] texts) => $"<row>{string.Concat(texts.Select(text => text.Length == 0 ? "<c/>" : $"<c s=\"2\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>";
}
