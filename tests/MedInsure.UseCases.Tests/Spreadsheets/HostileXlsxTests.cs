using System.Buffers.Binary;
using System.Text;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

/// <summary>Each refusal beside a file that differs in that one thing and is read.</summary>
public sealed class HostileXlsxTests
{
    private static readonly SheetLimits Limits = new();

    private static ReadOnlySpan<byte> Marks => "<>/\"=-09AZ sr"u8;

    [Fact]
    public void A_file_above_the_limit_is_refused_and_one_at_the_limit_is_read()
    {
        var file = RawXlsx.OneRow().Bytes();
        var atLimit = Limits with { MaxFileBytes = file.Length };
        Accepted(file, atLimit);
        RefusedWith(SheetRefusal.TooLarge(atLimit with { MaxFileBytes = file.Length - 1 }), file, atLimit with { MaxFileBytes = file.Length - 1 });
        Assert.Contains("20 MB", SheetRefusal.TooLarge(Limits).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receiving_stops_at_the_limit_whatever_length_was_announced()
    {
        using var endless = new EndlessStream();
        var received = await UploadedFile.ReceiveAsync(endless, "大.xlsx", Limits, CancellationToken.None);
        Assert.Equal(SheetRefusal.TooLarge(Limits), received.Problem);
        Assert.InRange(endless.Given, Limits.MaxFileBytes, Limits.MaxFileBytes + 200_000);
        Assert.True((await UploadedFile.ReceiveAsync(new MemoryStream([1]), "小.csv", Limits, CancellationToken.None)).IsOk);
    }

    [Fact]
    public void An_archive_that_declares_too_much_is_refused_before_it_is_unpacked()
    {
        Accepted(RawXlsx.OneRow().With("xl/media/image1.png", new byte[900_000]).Bytes());
        RefusedWith(SheetRefusal.Bomb, RawXlsx.OneRow().With("xl/media/image1.png", new byte[3_000_000]).Bytes());
        RefusedWith(SheetRefusal.Bomb, RawXlsx.OneRow().With("xl/media/image1.png", Noise(3_000_000)).Bytes(), Limits with { MaxInflatedBytes = 2_000_000 });
        Accepted(RawXlsx.OneRow().With("xl/media/image1.png", Noise(3_000_000)).Bytes());
    }

    [Fact]
    public void An_archive_of_too_many_files_is_refused()
    {
        RawXlsx With(int count) => Enumerable.Range(0, count).Aggregate(RawXlsx.OneRow(), (f, i) => f.With($"xl/media/{i}.txt", "x"));
        Accepted(With(400).Bytes());
        RefusedWith(SheetRefusal.Bomb, With(501).Bytes());
    }

    [Fact]
    public void Forged_sizes_do_not_help_a_bomb()
    {
        // The directory declares 10 bytes where 5 MB come out: the framework gives 10 and the sheet is no longer XML. Our own count stands behind it, see the next test.
        var sheet = RawXlsx.Worksheet(RawXlsx.Row(1, "甲") + new string(' ', 5_000_000));
        var file = RawXlsx.OneRow().With("xl/worksheets/sheet1.xml", sheet).Bytes();
        Accepted(file, Limits with { MaxRatio = 10_000 });
        RefusedWith(SheetRefusal.Bomb, file);
        RefusedWith(SheetRefusal.NotASpreadsheet, Forged(file, "xl/worksheets/sheet1.xml", 10), Limits with { MaxRatio = 10_000 });
        var beside = Forged(RawXlsx.OneRow().With("xl/media/image1.png", new byte[5_000_000]).Bytes(), "xl/media/image1.png", 10);
        Accepted(beside, Limits with { MaxInflatedBytes = 4_000 });
    }

    [Fact]
    public void Unpacking_itself_stops_at_the_budget_and_at_the_ratio()
    {
        using var plenty = new CappedStream(new EndlessStream(), new InflationBudget(1_000_000, 1), packedBytes: 1_000_000, Limits);
        Assert.Equal(SheetRefusal.Bomb, Assert.Throws<SheetRefusedException>(() => plenty.CopyTo(Stream.Null)).Refusal);
        Assert.InRange(plenty.Position, 800_000, 1_000_000);
        using var dense = new CappedStream(new EndlessStream(), new InflationBudget(long.MaxValue, 1), packedBytes: 10_000, Limits);
        Assert.Throws<SheetRefusedException>(() => dense.CopyTo(Stream.Null));
        Assert.InRange(dense.Position, 2_000_000, 2_200_000);
        using var fair = new CappedStream(new MemoryStream(new byte[900_000]), new InflationBudget(1_000_000, 1), packedBytes: 10, Limits);
        fair.CopyTo(Stream.Null);
    }

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("xl/VBAPROJECT.BIN")]
    [InlineData("xl/macrosheets/sheet1.xml")]
    public void A_file_with_a_macro_part_is_refused(string part)
    {
        RefusedWith(SheetRefusal.Macro, RawXlsx.OneRow().With(part, "<x/>").Bytes());
        Accepted(RawXlsx.OneRow().With("xl/other.bin", "x").Bytes());
    }

    [Fact]
    public void A_macro_content_type_is_refused_whatever_the_parts_are_called()
    {
        var file = RawXlsx.OneRow();
        var types = file.Text("[Content_Types].xml");
        RefusedWith(SheetRefusal.Macro, RawXlsx.OneRow().With("[Content_Types].xml", types.Replace("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", StringComparison.Ordinal)).Bytes());
        RefusedWith(SheetRefusal.Macro, RawXlsx.OneRow().With("xl/innocent.dat", "x").With("[Content_Types].xml", types.Replace("</Types>", "<Default Extension=\"dat\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>", StringComparison.Ordinal)).Bytes());
    }

    [Fact]
    public void Encrypted_and_broken_containers_are_told_apart()
    {
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]];
        RefusedWith(SheetRefusal.NotASpreadsheet, [.. compound, .. Encoding.Unicode.GetBytes("Workbook")]);
        RefusedWith(SheetRefusal.Encrypted, [.. compound, .. Encoding.Unicode.GetBytes("EncryptedPackage")]);
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/theme/theme1.xml")]
    [InlineData("docProps/hidden.dat")]
    public void A_document_type_is_refused_wherever_it_stands(string part)
    {
        const string Entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
        var sound = RawXlsx.OneRow();
        var content = part.StartsWith("xl/w", StringComparison.Ordinal) ? sound.Text(part) : RawXlsx.Prologue + "<x/>";
        Accepted(sound.With(part, content).Bytes());
        RefusedWith(SheetRefusal.Entities, RawXlsx.OneRow().With(part, content.Replace("?>", "?>" + Entities, StringComparison.Ordinal)).Bytes());
        RefusedWith(SheetRefusal.Entities, RawXlsx.OneRow().With(part, Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(content.Replace("UTF-8", "UTF-16", StringComparison.Ordinal).Replace("?>", "?>" + Entities, StringComparison.Ordinal))).ToArray()).Bytes());
    }

    [Fact]
    public void Rows_columns_and_cells_are_limited_and_formatted_blanks_do_not_count()
    {
        var small = Limits with { MaxRows = 10, MaxColumns = 5, MaxCells = 20 };
        string Cell(string place, string inner) => $"<row r=\"{place[1..]}\"><c r=\"{place}\" s=\"0\">{inner}</c></row>";
        Accepted(RawXlsx.Of(("填报", Cell("E10", "<v>1</v>"))).Bytes(), small);
        RefusedWith(SheetRefusal.TooManyRows(small), RawXlsx.Of(("填报", Cell("E11", "<v>1</v>"))).Bytes(), small);
        RefusedWith(SheetRefusal.TooManyColumns(small), RawXlsx.Of(("填报", Cell("F10", "<v>1</v>"))).Bytes(), small);
        Accepted(RawXlsx.Of(("填报", RawXlsx.Row(1, "甲") + Cell("F1048576", ""))).Bytes(), small);
        string Many(int rows) => string.Concat(Enumerable.Range(1, rows).Select(r => RawXlsx.Row(r, "a", "b", "c", "d", "e")));
        Accepted(RawXlsx.Of(("填报", Many(4))).Bytes(), small);
        RefusedWith(SheetRefusal.TooManyCells(small), RawXlsx.Of(("填报", Many(5))).Bytes(), small);
        RefusedWith(SheetRefusal.TooManyCells(small), RawXlsx.Of(("填报", Many(3)), (".藏", Many(3))).Bytes(), small);
    }

    [Theory]
    [InlineData("xl/worksheets/sheet2.xml", "worksheet", "<c/>")]
    [InlineData("xl/worksheets/sheet2.xml", "worksheet", "<col/>")]
    [InlineData("xl/styles.xml", "styleSheet", "<xf/>")]
    public void Elements_that_take_few_bytes_are_counted_because_each_becomes_an_object(string part, string root, string element)
    {
        var small = Limits with { MaxElements = 1_000 };
        byte[] With(int count) => RawXlsx.Of(("填报", RawXlsx.Row(1, "甲")), ("空", "")).With(part, $"<{root}>{string.Concat(Enumerable.Repeat(element, count))}</{root}>").Bytes();
        Accepted(With(900), small);
        RefusedWith(SheetRefusal.Bomb, With(1_000), small);
    }

    [Fact]
    public void Number_formats_are_limited_because_each_is_compared_with_all_others()
    {
        static byte[] With(int count) => RawXlsx.OneRow().With("xl/styles.xml", $"<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts>{string.Concat(Enumerable.Range(0, count).Select(i => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"0.0{i}\"/>"))}</numFmts></styleSheet>").Bytes();
        Accepted(With(1_000));
        RefusedWith(SheetRefusal.Bomb, With(5_000));
    }

    [Fact]
    public void A_giant_cell_is_refused_inline_and_among_the_shared_strings()
    {
        Accepted(RawXlsx.OneRow(Letters(32_767)).Bytes());
        RefusedWith(SheetRefusal.GiantCell(Limits), RawXlsx.OneRow(Letters(32_768)).Bytes());
        RefusedWith(SheetRefusal.GiantCell(Limits), RawXlsx.OneRow().With("xl/sharedStrings.xml", $"<sst><si><t>{Letters(40_000)}</t></si></sst>").Bytes());
    }

    [Fact]
    public void A_cell_of_several_runs_is_as_long_as_they_are_together()
    {
        static string Runs(int each, int count) => string.Concat(Enumerable.Repeat($"<r><t>{Letters(each)}</t></r>", count));
        static byte[] Shared(string items) => RawXlsx.OneRow().With("xl/sharedStrings.xml", $"<sst>{items}</sst>").Bytes();
        static byte[] Inline(string cells) => RawXlsx.Of(("名单", $"<row r=\"1\">{cells}</row>")).Bytes();
        Accepted(Shared($"<si>{Runs(10_000, 3)}</si><si>{Runs(10_000, 3)}</si>"));
        RefusedWith(SheetRefusal.GiantCell(Limits), Shared($"<si>{Runs(10_000, 4)}</si>"));
        Accepted(Inline($"<c r=\"A1\" t=\"inlineStr\"><is>{Runs(10_000, 3)}</is></c><c r=\"B1\" t=\"inlineStr\"><is>{Runs(10_000, 3)}</is></c>"));
        RefusedWith(SheetRefusal.GiantCell(Limits), Inline($"<c r=\"A1\" t=\"inlineStr\"><is>{Runs(10_000, 4)}</is></c>"));
    }

    [Fact]
    public void What_only_looks_like_an_archive_or_holds_something_else_is_no_spreadsheet()
    {
        RefusedWith(SheetRefusal.NotASpreadsheet, [.. "PK\x03\x04"u8, .. Noise(2_000)]);
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXlsx.OneRow().Bytes()[..^30]);
        RefusedWith(SheetRefusal.NotASpreadsheet, new RawXlsx().With("word/document.xml", "<document/>").Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXlsx.OneRow().With("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>").Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXlsx.OneRow().WithAnother("xl/worksheets/SHEET1.xml", RawXlsx.Worksheet("")).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, new RawXlsx().Bytes());
    }

    [Fact]
    public void A_truncated_or_scrambled_file_never_ends_in_an_exception()
    {
        var sound = RawXlsx.OneRow().Bytes();
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var broken = Scrambled(sound, random);
            _ = UploadedSheet.Read(new UploadedFile("坏.xlsx", i % 2 == 0 ? broken : broken[..random.Next(1, broken.Length + 1)]), Limits);
        }
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/_rels/workbook.xml.rels")]
    [InlineData("xl/styles.xml")]
    [InlineData("xl/sharedStrings.xml")]
    public void A_part_with_nonsense_in_it_never_ends_in_an_exception(string part)
    {
        var file = RawXlsx.Of(("填报", "<row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>44196</v></c></row>"))
            .With("xl/sharedStrings.xml", "<sst><si><t>甲</t></si></sst>")
            .With("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
        const string Type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        file.With("xl/_rels/workbook.xml.rels", file.Text("xl/_rels/workbook.xml.rels").Replace("</Rel", $"<Relationship Id=\"a\" Type=\"{Type}styles\" Target=\"styles.xml\"/><Relationship Id=\"b\" Type=\"{Type}sharedStrings\" Target=\"sharedStrings.xml\"/></Rel", StringComparison.Ordinal));
        Accepted(file.Bytes());
        var random = new Random(part.Length);
        var content = Encoding.UTF8.GetBytes(file.Text(part));
        for (var i = 0; i < 500; i++)
        {
            var broken = new UploadedFile("坏.xlsx", file.With(part, Scrambled(content, random)).Bytes());
            var read = UploadedSheet.Read(broken, Limits);
            if (read.IsOk && SheetHeader.Find(read.Value, [new ExpectedColumn("甲", false)]) is { IsOk: true, Value: var headed })
            {
                _ = ErrorWriteBack.Write(broken, headed, [new RowMessage(1, "甲", "不对。")]);
            }
        }
    }

    [Fact]
    public void No_two_refusals_say_the_same_and_each_says_what_to_do()
    {
        Refused[] all =
        [
            SheetRefusal.Empty, SheetRefusal.Bomb, SheetRefusal.Macro, SheetRefusal.Encrypted, SheetRefusal.OldExcel, SheetRefusal.OnlyXlsx, SheetRefusal.Entities, SheetRefusal.NotASpreadsheet,
            SheetRefusal.WebPage, SheetRefusal.NulInText, SheetRefusal.Encoding, SheetRefusal.MixedEncodings, SheetRefusal.NoVisibleSheet, SheetRefusal.TooLarge(Limits),
            SheetRefusal.TooManyRows(Limits), SheetRefusal.TooManyColumns(Limits), SheetRefusal.TooManyCells(Limits), SheetRefusal.GiantCell(Limits), SheetRefusal.OpenQuote(3),
            SheetRefusal.MissingColumns(["参保人数"]), SheetRefusal.DuplicateColumn("参保人数", 3),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(all, r => Assert.Contains("请", r.Sentence, StringComparison.Ordinal));
    }

    /// <summary>A few bytes changed, from those that XML is made of as often as from all.</summary>
    private static byte[] Scrambled(byte[] sound, Random random)
    {
        var broken = sound.ToArray();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            broken[random.Next(broken.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : Marks[random.Next(Marks.Length)];
        }

        return broken;
    }

    private static string Letters(int count) => new('字', count);

    private static byte[] Noise(int count)
    {
        var noise = new byte[count];
        new Random(1).NextBytes(noise);
        return noise;
    }

    /// <summary>Writes another uncompressed size into the local header and the directory.</summary>
    private static byte[] Forged(byte[] file, string entry, uint size)
    {
        var name = Encoding.UTF8.GetBytes(entry);
        for (var i = 0; i + 46 < file.Length; i++)
        {
            var (field, nameAt) = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(i)) switch
            {
                0x04034B50 => (22, 30),
                0x02014B50 => (24, 46),
                _ => (0, 0),
            };
            if (field > 0 && file.AsSpan(i + nameAt).StartsWith(name))
            {
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(i + field), size);
            }
        }

        return file;
    }

    private static void Accepted(byte[] file, SheetLimits? limits = null)
    {
        var read = UploadedSheet.Read(new UploadedFile("数据.xlsx", file), limits ?? Limits);
        Assert.True(read.IsOk, read.Problem?.Sentence);
    }

    private static void RefusedWith(Refused refusal, byte[] file, SheetLimits? limits = null) =>
        Assert.Equal(refusal, UploadedSheet.Read(new UploadedFile("数据.xlsx", file), limits ?? Limits).Problem);
}
