using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Tests.Spreadsheets;

/// <summary>Workbooks of Excel 97 to 2003: what is read, and each refusal beside a file that is read.</summary>
public sealed class UploadedXlsTests
{
    private static readonly SheetLimits Limits = new();

    [Fact]
    public void Cells_come_as_text_with_the_row_numbers_of_the_program_and_formulas_are_flagged()
    {
        var sheet = Read(new RawXls().Sheet("填报").Text(1, 0, "甲县").Text(1, 2, "備註㐀").Number(4, 0, 12345).Number(4, 1, 0.1).Number(4, 2, 44196, style: 1).Formula(4, 3, 8).FormulaOfText(4, 4, "=x").Error(4, 5)
            .With(RawXls.Record(0xBD, [.. RawXls.Words(5, 0, 0), .. BitConverter.GetBytes((7 << 2) | 2), .. RawXls.Words(0), .. BitConverter.GetBytes((9 << 2) | 2), .. RawXls.Words(1)])).Bytes());
        Assert.Equal((SheetFormat.Xls, "填报"), (sheet.Format, sheet.Name));
        Assert.Equal([2, 5, 6], sheet.Rows.Select(row => row.Number));
        Assert.Equal(("甲县", "", "備註㐀"), (sheet.Rows[0][0].Text, sheet.Rows[0][1].Text, sheet.Rows[0][2].Text));
        Assert.Equal([new("12345", false), new("0.1", false), new("2020-12-31", false), new("8", true), new("=x", true), new("#错误值", false)], sheet.Rows[1].Cells);
        Assert.Equal(("7", "9"), (sheet.Rows[2][0].Text, sheet.Rows[2][1].Text));
    }

    [Fact]
    public void Hidden_sheets_are_left_out_and_said_and_the_mark_of_a_template_is_read()
    {
        var file = new RawXls().Sheet("暗", state: 1).Text(0, 0, "不读").Sheet("空").Sheet("填报").Text(0, 0, "读").Sheet("附件").Text(0, 0, "不读").Sheet("模板信息", state: 2).Text(0, 0, "form").Text(0, 1, "2").Text(0, 2, "lanzhou").Text(0, 3, "2020");
        var sheet = Read(file.Bytes());
        Assert.Equal("读", sheet.Rows[0][0].Text);
        Assert.Equal(["工作表“暗”是隐藏的，没有读取。", "只读取了工作表“填报”，工作表“附件”没有读取。"], sheet.Notes);
        Assert.Equal(new TemplateStamp("form", 2, "lanzhou", 2020), sheet.Stamp);
        RefusedWith(SheetRefusal.NoVisibleSheet, new RawXls().Sheet("暗", state: 2).Text(0, 0, "不读").Bytes());
    }

    [Fact]
    public void Shared_texts_go_on_over_many_records()
    {
        var file = new RawXls { PieceOfTexts = 3_000 }.Sheet("表");
        for (var row = 0; row < 2_000; row++)
        {
            file.Text(row, 0, $"姓名{row}").Text(row, 1, "城关区");
        }

        var sheet = Read(file.Bytes());
        Assert.Equal(Enumerable.Range(0, 2_000).Select(row => ($"姓名{row}", "城关区")), sheet.Rows.Select(row => (row[0].Text, row[1].Text)));
    }

    [Fact]
    public void It_comes_back_as_a_new_xlsx_with_the_rows_where_they_stood_and_the_explanations()
    {
        var file = new UploadedFile("名单.xls", new RawXls().Sheet("填报").Text(0, 0, "标题").Text(2, 0, "代码").Text(2, 1, "人数").Text(3, 0, "620102").Number(3, 1, -5).Text(5, 0, "=1+1").Text(5, 1, "<6>").Sheet("模板信息", state: 2).Text(0, 0, "form").Text(0, 1, "2").Text(0, 2, "lanzhou").Text(0, 3, "2020").Bytes());
        var before = UploadedSheet.Read(file, Limits).Value;
        var back = ErrorWriteBack.Write(file, SheetHeader.Find(before, SomeTemplate.Form().Expected).Value, [new RowMessage(4, "人数", "是负数。请填写 0 或正整数。")]).Value;
        var after = SomeTemplate.Read(back);
        Assert.Equal((SheetFormat.Xlsx, "填报", before.Stamp), (after.Format, after.Name, after.Stamp));
        Assert.Equal([1, 3, 4, 6], after.Rows.Select(row => row.Number));
        Assert.Equal(["", "错误说明", "人数：是负数。请填写 0 或正整数。", ""], after.Rows.Select(row => row[2].Text));
        Assert.Equal(before.Rows.SelectMany(row => new[] { row[0].Text, row[1].Text }), after.Rows.SelectMany(row => new[] { row[0].Text, row[1].Text }));
        using var document = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(back), false);
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public void A_workbook_of_several_forms_is_read_back_as_xlsx_only() =>
        Assert.Equal(SheetRefusal.OnlyXlsx, UploadedSheet.ReadBook(new UploadedFile("x.xls", RawXls.OneRow().Bytes()), Limits).Problem);

    [Fact]
    public void Passwords_macros_and_still_older_files_are_told_apart()
    {
        Read(RawXls.OneRow().WithStorage("ObjectPool").Bytes());
        RefusedWith(SheetRefusal.Macro, RawXls.OneRow().WithStorage("_VBA_PROJECT_CUR").Bytes());
        RefusedWith(SheetRefusal.Macro, RawXls.OneRow().WithStorage("vba").Bytes());
        RefusedWith(SheetRefusal.Macro, RawXls.OneRow().WithStorage("x").WithStorage("Macros").Bytes());
        RefusedWith(SheetRefusal.Macro, RawXls.OneRow().WithGlobal(RawXls.Record(0xD3)).Bytes());
        RefusedWith(SheetRefusal.Macro, RawXls.OneRow().Sheet("宏表", state: 2, type: 1).Text(0, 0, "x").Bytes());
        RefusedWith(SheetRefusal.Encrypted, RawXls.OneRow().WithGlobal(RawXls.Record(0x2F, RawXls.Words(0, 1, 2))).Bytes());
        RefusedWith(SheetRefusal.Encrypted, RawXls.OneRow().WithStorage("EncryptionInfo").Bytes());
        RefusedWith(SheetRefusal.OldExcel, new RawXls { StreamName = "Book" }.Sheet("表").Text(0, 0, "x").Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, new RawXls { StreamName = "WordDocument" }.Sheet("表").Text(0, 0, "x").Bytes());
    }

    [Fact]
    public void Chains_that_run_in_a_circle_or_out_of_the_file_are_refused()
    {
        static RawXls With(Action<int[]> chains) => new RawXls { Chains = chains }.Sheet("表").Text(0, 0, "x");
        Read(With(_ => { }).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, With(chains => chains[5] = 3).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, With(chains => chains[5] = 5).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, With(chains => chains[5] = 10_000).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, With(chains => chains[5] = int.MinValue).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, With(chains => chains[5] = -2).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, With(chains => chains[1] = 1).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXls.OneRow().Bytes()[..1_024]);
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXls.OneRow().Bytes()[..^1_024]);
        foreach (var (at, value) in new[] { (26, 9), (30, 31), (44, int.MaxValue), (44, -1), (48, 77_777), (48, 1_000_000_000), (76, 99_999) })
        {
            var broken = RawXls.OneRow().Bytes();
            BitConverter.TryWriteBytes(broken.AsSpan(at), value);
            RefusedWith(SheetRefusal.NotASpreadsheet, broken);
        }

        var circle = RawXls.OneRow().Bytes();
        BitConverter.TryWriteBytes(circle.AsSpan(44), 200);
        BitConverter.TryWriteBytes(circle.AsSpan(68), 0);
        RefusedWith(SheetRefusal.NotASpreadsheet, circle);
    }

    [Fact]
    public void Records_that_say_more_than_there_is_are_refused()
    {
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXls.OneRow().With([0x03, 0x02, 0xFF, 0xFF, 1, 2, 3]).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXls.OneRow().With(RawXls.Record(0x203, RawXls.Words(1, 1))).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXls.OneRow().Number(1, 300, 1).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXls.OneRow().With(RawXls.Record(0xBD, RawXls.Words(1, 0, 0, 0, 0, 0xFFFF))).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXls.OneRow().With(RawXls.Record(0x200, [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(2_000_000_000), .. RawXls.Words(0, 3, 0)])).Bytes());
        RefusedWith(SheetRefusal.NotASpreadsheet, RawXls.OneRow().With(RawXls.Record(0x03, new byte[12])).Bytes());
        Read(RawXls.OneRow().With(RawXls.Record(0x200, [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(1), .. RawXls.Words(0, 1, 0)])).Bytes());
        // Two texts where there is one; a text longer than the table; a tail of minus sixteen bytes, by which a reader goes round and round.
        byte[] Table(params ReadOnlySpan<byte> rest) => RawXls.Record(0xFC, [.. BitConverter.GetBytes(1), .. BitConverter.GetBytes(2), .. RawXls.Words(1), 0, (byte)'x', .. rest]);
        foreach (var texts in new[] { Table(), Table([0xFF, 0x7F, 1, 0x41]), Table([1, 0, 4, 0xF0, 0xFF, 0xFF, 0xFF, 0x41]), Table([1, 0, 8, 0xFF]), Table([0, 0, 8, 0xFF, 0xFF]) })
        {
            RefusedWith(SheetRefusal.NotASpreadsheet, new RawXls { Texts = texts }.Sheet("表").Text(0, 0, "x").Bytes());
        }

        Read(new RawXls { Texts = Table([1, 0, 0, 0x41]) }.Sheet("表").Text(0, 0, "x").Bytes());
    }

    [Fact]
    public void Rows_columns_cells_formulas_and_formats_are_limited()
    {
        var small = Limits with { MaxRows = 10, MaxColumns = 5, MaxCells = 4, MaxFormulas = 1, MaxCellCharacters = 20, MaxElements = 300 };
        Read(RawXls.OneRow().Number(9, 4, 1).Bytes(), small);
        RefusedWith(SheetRefusal.TooManyRows(small), RawXls.OneRow().Number(10, 0, 1).Bytes(), small);
        RefusedWith(SheetRefusal.TooManyColumns(small), RawXls.OneRow().Number(1, 5, 1).Bytes(), small);
        RefusedWith(SheetRefusal.TooManyCells(small), RawXls.OneRow().Number(1, 0, 1).Number(1, 1, 1).Sheet("又").Number(0, 0, 1).Number(0, 1, 1).Bytes(), small);
        RefusedWith(SheetRefusal.TooManyFormulas(small), RawXls.OneRow().Formula(1, 0, 1).Formula(1, 1, 1).Bytes(), small);
        RefusedWith(SheetRefusal.GiantCell(small), RawXls.OneRow(new string('字', 21)).Bytes(), small);
        RefusedWith(SheetRefusal.Bomb, Enumerable.Range(0, 300).Aggregate(RawXls.OneRow(), (file, row) => file.With(RawXls.Record(0x208, new byte[16]))).Bytes(), small);
        RefusedWith(SheetRefusal.Bomb, Enumerable.Range(0, 5_000).Aggregate(RawXls.OneRow(), (file, i) => file.WithGlobal(RawXls.Record(0x41E, [.. RawXls.Words(200 + i, 1), 0, (byte)'0']))).Bytes());
        Assert.Equal("文件超过 0 MB。请删去图片和多余的工作表，或拆成几个文件后再上传。", UploadedSheet.Read(new UploadedFile("x.xls", RawXls.OneRow().Bytes()), new SheetLimits { MaxFileBytes = 5_000 }).Problem!.Sentence);
    }

    [Fact]
    public void A_truncated_or_scrambled_file_ends_in_a_sentence_and_soon()
    {
        var sound = new RawXls { PieceOfTexts = 40 }.Sheet("表").Text(0, 0, "代码").Text(0, 1, "人数").Text(1, 0, "620102").Number(1, 1, 5).Formula(2, 0, 3).FormulaOfText(2, 1, "甲").Error(3, 0).Sheet("乙").Text(0, 0, "x").Bytes();
        var random = new Random(11);

        // Soon, on a machine of whatever speed: a minute, and on a slow one so many times what sound files take.
        const int beside = 300;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < beside; i++)
        {
            Read(sound);
        }

        const int files = 10 * beside;
        var soon = clock.Elapsed / beside * files * 20;
        soon = soon > TimeSpan.FromMinutes(1) ? soon : TimeSpan.FromMinutes(1);
        clock.Restart();
        for (var i = 0; i < files; i++)
        {
            var broken = sound.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                // Where the header, the directory and the records stand rather than in the table of chains and the zeros behind.
                broken[random.Next(3) == 0 ? random.Next(broken.Length) : random.Next(2) == 0 ? random.Next(24, 100) : 1_024 + random.Next(1_600)] = random.Next(2) == 0 ? (byte)0xFF : (byte)random.Next(256);
            }

            _ = UploadedSheet.Read(new UploadedFile("坏.xls", i % 3 == 0 ? broken[..random.Next(1, broken.Length)] : broken), Limits);
        }

        Assert.True(clock.Elapsed < soon, $"{clock.Elapsed}, not within {soon}");
    }

    private static Sheet Read(byte[] file, SheetLimits? limits = null)
    {
        var read = UploadedSheet.Read(new UploadedFile("数据.xls", file), limits ?? Limits);
        Assert.True(read.IsOk, read.Problem?.Sentence);
        return read.Value;
    }

    private static void RefusedWith(Refused refusal, byte[] file, SheetLimits? limits = null) =>
        Assert.Equal(refusal, UploadedSheet.Read(new UploadedFile("数据.xls", file), limits ?? Limits).Problem);
}
