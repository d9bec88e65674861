using System.Globalization;
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

namespace MedInsure.Benchmarks;

/// <summary>
/// The officers' ledger of a roster as a workbook, from the database to a file, beside three writers that read nothing: of ready bytes that hold a dozen random digits a row, of the very bytes that ours has written
/// (so that both files are of one length), and OpenXML's SAX writer: <c>dotnet run --project benchmarks/MedInsure.Benchmarks -c Release -- ledger [ROWS]</c>
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
            var (length, sheet) = (new FileInfo(file).Length, SheetOf(file));
            var raw = await Measured.OfAsync(rounds, () => Task.Run(() => Raw(file, rows, Encoding.UTF8.GetBytes(XmlOf(text)))));
            var rawLength = new FileInfo(file).Length;
            var alike = await Measured.OfAsync(rounds, () => Task.Run(() => Alike(file, rows, sheet)));
            var alikeLength = new FileInfo(file).Length;
            var library = await Measured.OfAsync(1, () => Task.Run(() => Library(file, Math.Min(rows, 1_000_000), text)));
            Console.WriteLine(ours.Line("ledger, read and written", rows) + Length(length));
            Console.WriteLine(raw.Line("raw bytes, random digits", rows) + Length(rawLength));
            Console.WriteLine(alike.Line("raw bytes, ours again", rows) + Length(alikeLength));
            Console.WriteLine(library.Line("OpenXML's SAX writer", Math.Min(rows, 1_000_000)));
            Console.WriteLine(Measured.Ratio("beside raw bytes", raw.Seconds / ours.Seconds, 0.5));
            Console.WriteLine(Measured.Ratio("beside our bytes again", alike.Seconds / ours.Seconds, 0.5));
            Console.WriteLine(Measured.Ratio("beside OpenXML", library.Seconds / Math.Min(rows, 1_000_000) / (ours.Seconds / rows), 3));
            Console.WriteLine($"peak memory                  {ours.PeakBytes / 1048576.0,9:F0} MB (goal 150){(ours.PeakBytes > 150L * 1048576 ? "  MISSED" : "")}");
            Console.WriteLine($"growth                       {rows / ours.Seconds,9:N0} rows/s at {rows:N0} rows (goal 0.7 of the rows/s at a tenth)");
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
        var rows = await LedgerWorkbook.WriteAsync(db.Connection, new LedgerScope(Month, 2021, null, null), vault, Names, fullNumbers: false, file, null, default);
        if (rows != expected)
        {
            throw new InvalidOperationException($"{rows} of {expected} rows.");
        }
    }

    private static string Length(long bytes) => string.Create(CultureInfo.InvariantCulture, $"   file {bytes / 1048576.0:F0} MB");

    /// <summary>The XML of whole rows as ours has written them, as much as does not lie in the window of the compression any more when it comes again.</summary>
    private static byte[] SheetOf(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        using var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var xml = new byte[16 << 20];
        var length = sheet.ReadAtLeast(xml, xml.Length, throwOnEndOfStream: false);
        var from = xml.AsSpan(0, length).IndexOf("<row><c><v>1</v>"u8);
        return xml[from..(from + xml.AsSpan(from, length - from).LastIndexOf("<row>"u8))];
    }

    /// <summary>What ours has written once more, until there are as many rows.</summary>
    private static void Alike(string path, long rows, byte[] xml)
    {
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        for (var left = rows * xml.Length / xml.AsSpan().Count("<row>"u8); left > 0;)
        {
            var whole = (int)Math.Min(left, xml.Length);
            for (var at = 0; at < whole; at += 1 << 17)
            {
                sheet.Write(xml, at, Math.Min(1 << 17, whole - at));
            }

            left -= whole;
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
