using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MedInsure.Rules.Rosters;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Rosters;
using MedInsure.UseCases.Tests.Allocations;
using MedInsure.UseCases.Tests.Spreadsheets;
using MedInsure.UseCases.Tests.Tables;
using static MedInsure.UseCases.Tests.Rosters.RosterActs;

namespace MedInsure.UseCases.Tests.Rosters;

public sealed class RosterTemplateTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private readonly RosterActs acts = new(desk);

    [Fact]
    public async Task The_form_is_filled_in_explained_mended_and_read()
    {
        var form = await TemplateAsync(RosterKind.Full);
        var mine = SomeTemplate.Typed(form, ("A4", "1"), ("B4", "赵某"), ("C4", $"'{Number(1)}"), ("D4", "孤儿"), ("G4", "城关区"), ("H4", "2020-11-20"), ("B5", "钱某"), ("C5", $"'{Number(2)}"), ("D5", "孤儿"), ("G5", "620123"));
        var (read, back, sheet) = await acts.ExplainAsync(mine);
        Assert.Equal([4], read.Reading.Rows.Select(row => row.RowNumber));
        Assert.Equal("认定时间：没有填认定时间，请补填，写成 2020-11-20 或 2020-11 的样子。", sheet.Rows.Single(row => row.Number == 5)[9].Text);

        var mended = await acts.ReadAsync(SomeTemplate.Typed(back, ("H5", "2020年10月")));
        Assert.Equal((2, RosterOutcome.Sound), (mended.Reading.Rows.Count, mended.Reading.Verdict.Outcome));
        var (_, _, again) = await acts.ExplainAsync(SomeTemplate.Typed(back, ("H4", "不是日期"), ("H5", "2020-10")));
        Assert.Equal(["", "错误说明"], again.Rows.Where(row => row.Number is 3 or 5).Select(row => row[9].Text).Order());
        Assert.Contains("不是日期", again.Rows.Single(row => row.Number == 4)[9].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choices_are_the_policys_categories_and_the_persons_counties_and_codes_stay_text()
    {
        var file = await TemplateAsync(RosterKind.Increment);
        using (var document = SpreadsheetDocument.Open(new MemoryStream(file), false))
        {
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        }

        var xlsx = new XlsxUnderTest(file);
        var texts = xlsx.Parts().Where(part => part.Contains("worksheets", StringComparison.Ordinal)).Select(part => xlsx.Part(part)).ToList();
        Assert.Contains(texts, text => text.Contains("农村低保二类保障对象", StringComparison.Ordinal) && text.Contains("榆中县", StringComparison.Ordinal) && text.Contains("取消", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains(RosterTemplate.InventedNumber, StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("C4:C250003", StringComparison.Ordinal));
        Assert.NotEqual(IdentityNumberFault.None, IdentityNumber.Read(RosterTemplate.InventedNumber, new DateOnly(2020, 12, 31), out _));
        Assert.Equal(["序号", "姓名*", "身份证号码*", "身份类别*", "镇街", "村居", "行政区划*", "认定时间*", "取消时间", "变更情况*", "备注"], SheetOf(file).Rows.Single(row => row.Number == 3).Cells.Select(cell => cell.Text));
        Assert.Contains("没有一行人员", (await acts.ReadAsync(file, RosterKind.Increment)).Reading.Verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clerk_of_one_county_need_not_fill_in_the_county()
    {
        var file = await TemplateAsync(RosterKind.Full, "620123");
        Assert.Contains("行政区划", SheetOf(file).Rows.Single(row => row.Number == 3).Cells.Select(cell => cell.Text));
        var refused = await new DownloadRosterTemplateHandler(desk.Db, Clock).HandleAsync(Some.Auditor(Bureau.Lanzhou), new DownloadRosterTemplate(RosterKind.Full, November), default);
        Assert.Contains("经办岗位", refused.Problem!.Sentence, StringComparison.Ordinal);
    }

    private async Task<byte[]> TemplateAsync(RosterKind kind, params string[] scope)
    {
        var made = await new DownloadRosterTemplateHandler(desk.Db, Clock).HandleAsync(Clerk.LimitedTo(scope), new DownloadRosterTemplate(kind, November), default);
        Assert.Equal($"兰州市医疗保障局2020年11月参保资助对象名单（{(kind == RosterKind.Full ? "全量" : "增量")}）.xlsx", made.Value.FileName);
        return made.Value.Content;
    }
}
