using System.Globalization;
using System.Text;
using MedInsure.Rules.Rosters;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Spreadsheets;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;

namespace MedInsure.UseCases.Tests.Rosters;

/// <summary>Files as they really come: broken, protected, printed, edited by hand.</summary>
public sealed class RosterFilesTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private readonly RosterActs acts = new(desk);

    [Fact]
    public async Task Numbers_that_were_saved_as_numbers_are_named_with_what_to_do()
    {
        var cells = $"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>赵某</t></is></c><c r=\"B2\"><v>6.20123194001020003E17</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>孤儿</t></is></c><c r=\"D2\" t=\"inlineStr\"><is><t>城关区</t></is></c><c r=\"E2\" t=\"inlineStr\"><is><t>2020-11</t></is></c></row>";
        var header = RawXlsx.Row(1, "姓名", "身份证号码", "身份类别", "县区", "认定时间");
        foreach (var file in new[] { RawXlsx.Of(("名单", header + cells)).Bytes(), RawXlsx.Of(("名单", header + cells.Replace("6.20123194001020003E17", Number(1), StringComparison.Ordinal))).Bytes(), Csv(Header, Row(1, number: "6.20123E+17")) })
        {
            var read = await acts.ReadAsync(file);
            Assert.Contains("后几位已经丢失。请先把“身份证号码”列设为文本格式", Assert.Single(read.Reading.Faults).Sentence, StringComparison.Ordinal);
            Assert.Equal(RosterOutcome.Refused, read.Reading.Verdict.Outcome);
        }
    }

    [Fact]
    public async Task A_formula_is_read_by_its_stored_result_and_said_and_one_without_result_is_a_fault()
    {
        string Line(int row, string number, string serial = "1") => $"<row r=\"{row}\"><c r=\"A{row}\"><f>ROW()</f><v>{serial}</v></c><c r=\"B{row}\" t=\"inlineStr\"><is><t>赵某</t></is></c><c r=\"C{row}\" t=\"str\">{number}</c><c r=\"D{row}\" t=\"inlineStr\"><is><t>孤儿</t></is></c><c r=\"E{row}\" t=\"inlineStr\"><is><t>城关区</t></is></c><c r=\"F{row}\" t=\"inlineStr\"><is><t>2020-11</t></is></c></row>";
        var blank = "<row r=\"6\"><c r=\"A6\"><f>ROW()</f></c></row>";
        var file = RawXlsx.Of(("名单", RawXlsx.Row(1, "序号", "姓名", "身份证号码", "身份类别", "县区", "认定时间") + Line(2, $"<f>X1</f><v>{Number(1)}</v>") + Line(3, $"<f>X2</f><v>{Number(2)}</v>") + Line(4, "<f>X3</f>") + Line(5, $"<v>{Number(5)}</v>") + blank)).Bytes();
        var (read, back, _) = await acts.ExplainAsync(file, RosterKind.Full);
        Assert.Equal([2, 3, 5], read.Reading.Rows.Select(row => row.RowNumber));
        Assert.Contains("没有保存它的结果", Assert.Single(read.Reading.Faults).Sentence, StringComparison.Ordinal);
        Assert.Equal(["“身份证号码”列有 2 个单元格是公式（从第 2 行起），按文件保存时的结果读取，请核对。"], read.Notes);
        Assert.Equal(8, new Tables.XlsxUnderTest(back).Elements("xl/worksheets/sheet1.xml", "f").Count);
    }

    [Fact]
    public async Task Printed_lists_repeat_their_header_and_end_in_a_signature()
    {
        var read = await acts.ReadAsync(Csv(Header, Row(1), Header, Row(2), "3,,,,,,,,", ",,,,,,,,", Row(4)));
        Assert.Equal((3, RosterOutcome.Sound), (read.Reading.RowCount, read.Reading.Verdict.Outcome));
        var signed = await acts.ReadAsync(Csv(Header, Row(1), "填表人：某某"));
        Assert.Contains("（第 3 行）", signed.Reading.Verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_may_be_mixed_and_nul_or_broken_bytes_may_not()
    {
        var mixed = Encoding.UTF8.GetBytes($"{Header}\r{Row(1)}\n{Row(2)}\r\n\r\n{Row(3)}");
        Assert.Equal([2, 3, 5], (await acts.ReadAsync(mixed)).Reading.Rows.Select(row => row.RowNumber));
        byte[] With(params byte[] bytes) => [.. Csv(Header, Row(1)), .. bytes];
        Assert.Equal(SheetRefusal.NulInText.Sentence, await acts.RefusalAsync(With(0)));
        Assert.Equal(SheetRefusal.Encoding.Sentence, await acts.RefusalAsync([.. "a,b\n"u8, 0xFF, 0xFF]));
        Assert.Equal(SheetRefusal.MixedEncodings.Sentence, await acts.RefusalAsync(With(CsvText.StrictGb18030.GetBytes(Row(2)))));
        Assert.Equal(SheetRefusal.OpenQuote(3).Sentence, await acts.RefusalAsync(With("\"赵"u8.ToArray())));
        Assert.Equal(SheetRefusal.Encoding.Sentence, await acts.RefusalAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Header)]));
    }

    [Fact]
    public async Task What_is_no_list_is_a_sentence()
    {
        Assert.Equal(SheetRefusal.NotASpreadsheet.Sentence, await acts.RefusalAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));
        Assert.Equal(SheetRefusal.Empty.Sentence, await acts.RefusalAsync([]));
        Assert.Contains("没有一行人员", (await acts.ReadAsync(Csv(Header, "1,,,,,,,,"))).Reading.Verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("这个模板是其他机构的", await acts.RefusalAsync(TemplateXlsx.Write(SomeTemplate.Form(RosterTemplate.Id, RosterTemplate.Version, "huainan"))), StringComparison.Ordinal);
        Assert.Contains("另一种业务的模板", await acts.RefusalAsync(TemplateXlsx.Write(SomeTemplate.Form())), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_handed_over_while_the_file_is_read()
    {
        var (seen, file) = (0, new UploadedFile("名单", Csv([Header, .. Enumerable.Range(1, 5_000).Select(i => Row(i)), "\"没有结束"])));
        var read = UploadedSheet.Read<int>(file, RosterLimits.Sheet, sheet => sheet.Rows.Count(_ => ++seen > 0));
        Assert.Equal((5_001, SheetRefusal.OpenQuote(5_002)), (seen, read.Problem));
    }

    /// <summary>The figures are counted here from what was put in, and the annotated file is compared cell by cell with the one that was sent.</summary>
    [Theory]
    [InlineData("csv")]
    [InlineData("gb18030")]
    [InlineData("xlsx")]
    public async Task A_list_of_twenty_thousand_comes_back_with_every_wrong_row_explained_and_is_taken_when_mended(string form)
    {
        const int Persons = 20_000;
        string Line(int i, bool mended) => !mended && i % 100 == 7 ? Row(i, number: Number(i)[..17] + (Number(i)[17] == '5' ? '6' : '5')) : !mended && i % 1_000 == 3 ? Row(i, county: "没有县") : Row(i, i % 2 == 0 ? "孤儿" : "特困人员", i % 3 == 0 ? "榆中县" : "城关区");
        byte[] File(bool mended)
        {
            string[] lines = ["某市名单", Header + ",自留列", .. Enumerable.Range(1, Persons).Select(i => Line(i, mended) + ",留" + i.ToString(CultureInfo.InvariantCulture))];
            return form == "xlsx" ? Xlsx(lines) : form == "csv" ? Csv(lines) : CsvText.StrictGb18030.GetBytes(Encoding.UTF8.GetString(Csv(lines)));
        }

        var wrong = Enumerable.Range(1, Persons).Where(i => Line(i, false) != Line(i, true)).Select(i => i + 2).ToList();
        var sent = File(mended: false);
        var (read, _, back) = await acts.ExplainAsync(sent);
        Assert.Equal((RosterOutcome.Faulty, Persons, wrong.Count), (read.Reading.Verdict.Outcome, read.Reading.RowCount, read.Reading.WrongRows));
        Assert.Equal(wrong, read.Reading.Faults.Select(fault => fault.RowNumber));
        Assert.Equal(wrong, back.Rows.Where(row => row.Number > 2 && row[10].Text.Length > 0).Select(row => row.Number));
        foreach (var (before, after) in SheetOf(sent).Rows.Zip(back.Rows))
        {
            Assert.Equal((before.Number, string.Join('|', Enumerable.Range(0, 10).Select(c => before[c].Text))), (after.Number, string.Join('|', Enumerable.Range(0, 10).Select(c => after[c].Text))));
        }

        var mended = (await acts.ReadAsync(File(mended: true))).Reading;
        Assert.Equal((RosterOutcome.Sound, Persons, 0), (mended.Verdict.Outcome, mended.Rows.Count, mended.FaultCount));
        Assert.Equal(Persons / 3, mended.Counts.Where(count => count.Region.Value == "620123").Sum(count => count.Rows));
        Assert.Equal(Persons / 2, mended.Counts.Where(count => count.Category == "orphan").Sum(count => count.Rows));
    }
}
