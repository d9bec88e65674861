using System.Globalization;
using System.Text;
using CsvHelper;
using MedInsure.Rules.Allocations;
using MedInsure.Rules.Policies;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Allocations;
using MedInsure.UseCases.Tables;
using MedInsure.UseCases.Tests.Tables;
using Microsoft.EntityFrameworkCore;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>A file says exactly what the screen says: every cell, merge and unit, read back with foreign readers.</summary>
public sealed class RunExportTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    public static TheoryData<Bureau, Scheme, bool, MoneyUnit> Runs()
    {
        var data = new TheoryData<Bureau, Scheme, bool, MoneyUnit>();
        foreach (var unit in Enum.GetValues<MoneyUnit>())
        {
            data.Add(Bureau.Lanzhou, Scheme.FiscalSubsidy, false, unit);
            data.Add(Bureau.Gansu, Scheme.FiscalSubsidy, false, unit);
            data.Add(Bureau.Henan, Scheme.FiscalSubsidy, false, unit);
            data.Add(Bureau.Henan, Scheme.FiscalSubsidy, true, unit);
            data.Add(Bureau.Henan, Scheme.CriticalIllness, false, unit);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Both_files_read_back_as_the_page_shows_the_run(Bureau bureau, Scheme scheme, bool assumed, MoneyUnit unit)
    {
        var actor = Some.FinanceOfficer(bureau);
        var run = (await desk.ComputeAsync(bureau, scheme, assumptions: assumed ? [new Assumption { Gap = "henan-54-counties", Label = "名单外各县按60%", Members = [] }] : [])).RunId;
        var table = (await desk.ShowAsync(actor, run, unit)).Table;
        var layout = new TableLayout(table);

        var xlsx = await desk.ExportAsync(actor, run, unit, ExportFormat.Xlsx);
        Assert.EndsWith(".xlsx", xlsx.FileName, StringComparison.Ordinal);
        var workbook = new XlsxUnderTest(xlsx.Content);
        var values = workbook.Values();
        Assert.Equal(layout.Rows.Count, values.Count);
        foreach (var placed in layout.Rows.SelectMany(row => row))
        {
            var read = values[placed.Row][placed.Column];
            if (read is double number)
            {
                Assert.Equal(Plain(placed.Cell, unit), ((decimal)number).ToString(CultureInfo.InvariantCulture), DecimalText.Instance);
                Assert.True(CellText.IsFigure(placed.Cell));
            }
            else
            {
                Assert.Equal(CellText.Display(placed.Cell, unit), read as string ?? "");
            }
        }

        var merges = workbook.Sheet("mergeCell").Select(merge => merge["ref"]).Order(StringComparer.Ordinal);
        var expected = layout.Rows.SelectMany(row => row).Where(cell => cell.RowSpan > 1 || cell.ColumnSpan > 1)
            .Select(cell => $"{Name(cell.Row, cell.Column)}:{Name(cell.Row + cell.RowSpan - 1, cell.Column + cell.ColumnSpan - 1)}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, merges);

        var csv = await desk.ExportAsync(actor, run, unit, ExportFormat.Csv);
        var fields = Csv(csv.Content);
        foreach (var placed in layout.Rows.SelectMany(row => row))
        {
            Assert.Equal(CellText.Plain(placed.Cell, unit), fields[placed.Row][placed.Column]);
        }

        if (assumed)
        {
            Assert.All(layout.Rows.SelectMany(row => row).Where(cell => cell.Cell is MoneyCell or PerCapitaCell), cell => Assert.StartsWith("〔假设〕", fields[cell.Row][cell.Column], StringComparison.Ordinal));
            Assert.Contains(workbook.Elements("xl/styles.xml", "numFmt"), format => format["formatCode"].Contains("假设", StringComparison.Ordinal));
            Assert.Contains(values, row => row[0] is string text && text.Contains("名单外各县按60%", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_export_is_on_record_with_its_format_and_unit()
    {
        var actor = Some.Clerk(Bureau.Lanzhou);
        var run = (await desk.ComputeAsync(Bureau.Lanzhou)).RunId;
        await desk.ExportAsync(actor, run, MoneyUnit.TenThousandYuan, ExportFormat.Csv);
        await using var db = await desk.Db.OpenAsync(actor, default);
        var entry = await db.Rows.AuditEntries.SingleAsync(entry => entry.Act == "ExportRun" && entry.Subject == $"run/{run}");
        Assert.Equal(actor.UserId, entry.UserId);
        Assert.Contains("TenThousandYuan", entry.Detail, StringComparison.Ordinal);
    }

    private static string Plain(TableCell cell, MoneyUnit unit) => CellText.Plain(cell with { Mark = null }, unit);

    private static string Name(int row, int column)
    {
        var letters = "";
        for (var i = column; i >= 0; i = (i / 26) - 1)
        {
            letters = (char)('A' + (i % 26)) + letters;
        }

        return $"{letters}{row + 1}";
    }

    private static List<string[]> Csv(byte[] file)
    {
        using var reader = new CsvParser(new StreamReader(new MemoryStream(file), Encoding.UTF8), CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add(reader.Record!);
        }

        return rows;
    }

    /// <summary>"96.4" and "96.40" are one number.</summary>
    private sealed class DecimalText : IEqualityComparer<string>
    {
        public static readonly DecimalText Instance = new();

        public bool Equals(string? x, string? y) => decimal.Parse(x!, CultureInfo.InvariantCulture) == decimal.Parse(y!, CultureInfo.InvariantCulture);

        public int GetHashCode(string obj) => 0;
    }
}
