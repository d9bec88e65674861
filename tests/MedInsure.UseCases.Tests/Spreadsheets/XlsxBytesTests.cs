using System.Text;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Rosters;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

/// <summary>The reading of bytes beside the ordinary one: the same rows, or the same refusal.</summary>
public sealed class XlsxBytesTests
{
    private static readonly SheetLimits Limits = new();

    private static ReadOnlySpan<byte> Marks => "<>/\"'=-09AZ srvct:&;]!?\n"u8;

    [Fact]
    public void Workbooks_of_programs_are_read_as_bytes_to_the_end()
    {
        byte[][] files =
        [
            InventedRoster.OfLanzhou(700).Xlsx(),
            TemplateXlsx.Write(SomeTemplate.Form()),
            SomeTemplate.Typed(TemplateXlsx.Write(SomeTemplate.Form()), ("B4", "-5"), ("D6", "某某")),
            Streamed(),
            RawXlsx.Of(("填报", RawXlsx.Row(2, "甲县", "", "備註"))).Bytes(),
            .. Enumerable.Range(0, 40).Select(seed => Like(seed).Bytes()),
        ];
        foreach (var file in files)
        {
            Assert.True(IsReadAsBytes(file));
            AssertSame(file);
        }
    }

    [Fact]
    public void Odd_workbooks_come_out_the_same_or_are_refused_the_same()
    {
        var asBytes = 0;
        for (var seed = 0; seed < 800; seed++)
        {
            var file = new OddWorkbook(seed).Make(seed % 4 * 10).Bytes();
            AssertSame(file, $"seed {seed}");
            asBytes += IsReadAsBytes(file) ? 1 : 0;
        }

        Assert.InRange(asBytes, 100, 750);
    }

    [Fact]
    public void Parts_with_a_few_bytes_changed_come_out_the_same_or_are_refused_the_same()
    {
        for (var seed = 0; seed < 1_500; seed++)
        {
            var random = new Random(seed);
            var file = new OddWorkbook(seed % 50).Make(0);
            var parts = new[] { "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels" };
            var part = parts[random.Next(parts.Length)];
            if (file.Has(part))
            {
                AssertSame(file.With(part, Changed(Encoding.UTF8.GetBytes(file.Text(part)), random)).Bytes(), $"seed {seed}, {part}");
            }
        }
    }

    [Fact]
    public void At_the_limits_both_say_the_same()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var small = Limits with { MaxRows = random.Next(3, 15), MaxColumns = random.Next(2, 7), MaxCells = random.Next(5, 60), MaxFormulas = random.Next(0, 6), MaxElements = random.Next(50, 500), MaxCellCharacters = random.Next(3, 30) };
            AssertSame(new OddWorkbook(seed).Make(0).Bytes(), $"seed {seed}", small);
        }
    }

    [Fact]
    public void What_turns_out_unfamiliar_after_many_rows_goes_on_where_it_was()
    {
        var rows = string.Concat(Enumerable.Range(1, 5_000).Select(number => RawXlsx.Row(number, $"甲{number}", "乙")));
        var file = RawXlsx.Of(("填报", rows + "<!-- 注 -->" + RawXlsx.Row(5_001, "末"))).Bytes();
        AssertSame(file);
        Assert.False(IsReadAsBytes(file));
        var read = Read(file).Value;
        Assert.Equal(Enumerable.Range(1, 5_001), read.Rows.Select(row => row.Number));
        AssertSame(RawXlsx.Of(("填报", rows + RawXlsx.Row(5_000, "又", "", "又") + RawXlsx.Row(5_001, "末"))).Bytes());
        AssertSame(RawXlsx.Of(("填报", rows + "<row r=\"5001\"><c r=\"A5001\"><v>1</v></row>")).Bytes());
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("-1e15")]
    [InlineData("60.4999999999")]
    public void Numbers_that_are_no_dates_come_out_the_same(string number) => Assert.All(Enumerable.Range(0, 31), style =>
        AssertSame(RawXlsx.Of(("表", $"<row><c s=\"{style}\"><v>{number}</v></c></row>")).With("xl/styles.xml", new OddWorkbook(0).Make(0).Text("xl/styles.xml")).Bytes(), $"{style}"));

    [Fact]
    public void Rows_that_are_asked_for_again_come_from_the_beginning()
    {
        var numbers = UploadedSheet.Read<int[]>(new UploadedFile("x", InventedRoster.OfLanzhou(50).Xlsx()), Limits, sheet => new[] { sheet.Rows.Take(3).Count(), sheet.Rows.Count(), sheet.Rows.First().Number }).Value;
        Assert.Equal([3, 51, 1], numbers);
    }

    [Fact]
    public void Rows_as_lines_say_the_same_as_rows_of_texts()
    {
        foreach (var file in Enumerable.Range(0, 60).Select(seed => new OddWorkbook(seed).Make(0).Bytes()).Where(IsReadAsBytes))
        {
            var sheet = XlsxBytes.Open(file, Limits)!;
            using var rows = ((XlsxRows)sheet.Rows).Bytes();
            foreach (var row in sheet.Rows)
            {
                Assert.True(rows.Read());
                Assert.Equal(row.Number, rows.Number);
                var texts = Enumerable.Range(0, row.LastColumn + 1).Select(column => row[column]).ToList();
                var isPlain = texts.TrueForAll(cell => cell is not { IsFormula: true, Text.Length: 0 });
                Assert.Equal(isPlain, rows.Line(0x1F, out var line));
                Assert.Equal(isPlain ? string.Join('\u001F', texts.Select(cell => cell.Text)) : "", Encoding.UTF8.GetString(line));
                Assert.Equal(texts, Enumerable.Range(0, rows.Count).Select(column => new SheetCell(Encoding.UTF8.GetString(rows[column]), rows.IsFormula(column))));
            }

            Assert.False(rows.Read());
        }
    }

    /// <summary>As some program might write it, with nothing that only a person writes.</summary>
    private static RawXlsx Like(int seed) => RawXlsx.Of(("甲", string.Concat(Enumerable.Range(1, 20).Select(number =>
        $"<row r=\"{number}\" spans=\"1:4\" ht=\"15.75\" customHeight=\"1\"><c r=\"A{number}\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{seed} &amp; 甲</t></is></c><c r=\"B{number}\" s=\"2\"><v>{seed + number}.5</v></c><c r=\"C{number}\"><f>B{number}*2</f><v>{seed}</v></c><c r=\"D{number}\" s=\"1\"/></row>"))))
        .With("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"49\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>");

    private static byte[] Streamed()
    {
        using var file = new MemoryStream();
        using (var sheet = new XlsxStream(file, "台账", [new XlsxColumn("姓名", 9), new XlsxColumn("金额", 9)], 6))
        {
            for (var i = 0; i < 20; i++)
            {
                sheet.Row();
                sheet.Text(i % 3 == 0 ? "=1+1 <&>" : "赵_x0041_");
                sheet.Yuan(i * 37);
            }
        }

        return file.ToArray();
    }

    private static byte[] Changed(byte[] sound, Random random)
    {
        var broken = sound.ToList();
        for (var n = random.Next(1, 4); n > 0 && broken.Count > 2; n--)
        {
            var at = random.Next(broken.Count - 1);
            switch (random.Next(4))
            {
                case 0:
                    broken.RemoveRange(at, Math.Min(random.Next(1, 12), broken.Count - at));
                    break;
                case 1:
                    broken.Insert(at, Marks[random.Next(Marks.Length)]);
                    break;
                case 2:
                    broken.InsertRange(at, broken.GetRange(random.Next(broken.Count / 2), Math.Min(random.Next(1, 40), broken.Count / 2)));
                    break;
                default:
                    broken[at] = random.Next(2) == 0 ? (byte)random.Next(256) : Marks[random.Next(Marks.Length)];
                    break;
            }
        }

        return [.. broken];
    }

    private static bool IsReadAsBytes(byte[] file)
    {
        if (XlsxBytes.Open(file, Limits) is not { } sheet)
        {
            return false;
        }

        using var rows = ((XlsxRows)sheet.Rows).Bytes();
        try
        {
            while (rows.Read())
            {
            }

            return !rows.IsOrdinary;
        }
        catch (SheetRefusedException)
        {
            return false;
        }
    }

    private static Result<Sheet> Read(byte[] file, SheetLimits? limits = null) => UploadedSheet.Read(new UploadedFile("数据.xlsx", file), limits ?? Limits);

    private static void AssertSame(byte[] file, string about = "", SheetLimits? limits = null)
    {
        var expected = Shown(XlsxReading.OpenOrdinary(file, limits ?? Limits));
        var read = XlsxBytes.Open(file, limits ?? Limits) is { } bytes ? Shown(bytes) : expected;
        Assert.True(expected == read, $"{about}\n--- ordinary\n{expected}\n--- bytes\n{read}");
    }

    private static string Shown(Result<SheetStream> sheet)
    {
        try
        {
            return sheet.IsOk ? string.Join('\n', [
                .. sheet.Value.Rows.Select(row => $"{row.Number}: {string.Join('|', row.Cells.Take(row.LastColumn + 1).Select(cell => cell.Text + (cell.IsFormula ? "ƒ" : "")))}"),
                sheet.Value.Name, .. sheet.Value.Notes, $"{sheet.Value.Stamp}"]) : sheet.Problem.Sentence;
        }
        catch (SheetRefusedException refused)
        {
            return refused.Refusal.Sentence;
        }
    }
}
