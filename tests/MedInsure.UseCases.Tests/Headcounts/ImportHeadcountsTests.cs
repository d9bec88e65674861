using System.Text;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Spreadsheets;
using static MedInsure.UseCases.Tests.Headcounts.HeadcountActs;
using static MedInsure.UseCases.Tests.Headcounts.ImportActs;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class ImportHeadcountsTests : IClassFixture<TestDatabase>
{
    private readonly HeadcountActs acts;
    private readonly ImportActs imports;

    public ImportHeadcountsTests(TestDatabase database)
    {
        acts = new HeadcountActs(database);
        imports = new ImportActs(database, acts.Clock);
    }

    [Fact]
    public async Task A_template_comes_back_filled_in_is_explained_mended_and_committed_once()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        var template = (await imports.TemplateAsync(clerk)).Value;
        Assert.Equal("兰州市医疗保障局2020年度参保人数填报表.xlsx", template.FileName);
        var mine = SomeTemplate.Typed(template.Content, ("D4", "800000"), ("E4", "2020-12-31"), ("D5", "-1"), ("E5", "2020-12-31"), ("D6", "3"), ("E6", "2020-11-30"));
        var batch = (await imports.UploadAsync(clerk, mine, "城关.xlsx")).Value.BatchId;
        var preview = (await imports.TryPreviewAsync(clerk, batch)).Value;
        Assert.Equal((3, 2, false), (preview.Rows, preview.WrongRows, preview.CanCommit));
        Assert.Equal([5, 6], preview.Errors.Select(error => error.Row));
        Assert.Contains("截止日期不同", preview.Errors[1].Sentence, StringComparison.Ordinal);
        Assert.Contains("2 行填写不正确", (await imports.CommitAsync(clerk, preview)).Problem!.Sentence, StringComparison.Ordinal);
        Assert.True((await acts.UnitAsync(clerk, "620102")).IsEmpty);

        var explained = (await imports.ErrorsAsync(clerk, batch)).Value;
        Assert.Equal("城关（错误说明）.xlsx", explained.FileName);
        var mended = SomeTemplate.Typed(explained.Content, ("D5", "20,000"), ("E6", "2020-12-31"), ("D7", "0"), ("E7", "2020-12-31"));
        var second = (await imports.TryPreviewAsync(clerk, (await imports.UploadAsync(clerk, mended, "城关.xlsx")).Value.BatchId)).Value;
        Assert.Equal((4, 0, 4, true), (second.Rows, second.WrongRows, second.New, second.CanCommit));
        Assert.Equal(4, (await imports.CommitAsync(clerk, second)).Value.Written);
        var unit = await acts.UnitAsync(clerk, "620102");
        Assert.Equal((820_003L, YearEnd, "导入：城关.xlsx"), (unit.Sum, unit.AsOf, unit.Source));
        Assert.Equal("城关.xlsx", (await acts.HistoryAsync(clerk, "620102")).Value.Entries[0].FileName);

        var again = await imports.CommitAsync(clerk, second);
        Assert.True(again.Value.WasAlreadyIn);
        Assert.Equal(second.BatchId, (await imports.UploadAsync(clerk, mended, "改名.xlsx")).Value.BatchId);
        Assert.Contains("已入库", (await imports.TryPreviewAsync(clerk, second.BatchId)).Value.Committed, StringComparison.Ordinal);
        Assert.Equal(2, await acts.CountAsync("SELECT count(*) FROM import_batch WHERE file_name = '城关.xlsx'"));
        Assert.Equal(4, await acts.CountAsync($"SELECT count(*) FROM headcount_change WHERE import_batch_id = {second.BatchId}"));
    }

    [Theory]
    [InlineData(TemplateForm.Csv)]
    [InlineData(TemplateForm.CsvGb18030)]
    public async Task The_csv_template_goes_the_same_way_in_both_encodings(TemplateForm form)
    {
        var clerk = Some.Clerk(Bureau.Huainan);
        var encoding = form == TemplateForm.Csv ? Encoding.UTF8 : CsvText.StrictGb18030;
        var file = (await imports.TemplateAsync(clerk, form)).Value;
        var persons = form == TemplateForm.Csv ? 41 : 42;
        var typed = encoding.GetString(file.Content).Replace("毛集实验区,户籍,,,", $"毛集实验区,户籍,{persons},2020-12-31,", StringComparison.Ordinal);
        var preview = await imports.PreviewAsync(clerk, encoding.GetBytes(typed));
        Assert.True((await imports.CommitAsync(clerk, preview)).IsOk);
        Assert.Equal(persons, (await acts.UnitAsync(clerk, "3404L1")).Sum);
    }

    [Fact]
    public async Task What_changed_after_the_preview_must_be_looked_at_again()
    {
        var clerk = Some.Clerk(Bureau.Anhui);
        var preview = await imports.PreviewAsync(clerk, Csv("340102,户籍,100,2020-12-31"));
        Assert.Equal((1, 0), (preview.New, preview.Changed));
        Assert.True((await acts.ReportAsync(Some.FinanceOfficer(Bureau.Anhui), Cell("340102", "90"))).IsOk);
        Assert.Contains("预览之后", Assert.IsType<Conflict>((await imports.CommitAsync(clerk, preview)).Problem).Sentence, StringComparison.Ordinal);
        var afresh = (await imports.TryPreviewAsync(clerk, preview.BatchId)).Value;
        Assert.Equal(("瑶海区", 90L, 100L), (afresh.Changes.Single().Name, afresh.Changes.Single().Before, afresh.Changes.Single().After));
        Assert.Equal(1, (await imports.CommitAsync(clerk, afresh)).Value.Written);
    }

    [Fact]
    public async Task A_later_date_takes_along_what_the_file_does_not_have()
    {
        var clerk = Some.Clerk(Bureau.Henan);
        Assert.True((await acts.ChangeAsync(clerk, HeadcountBasis.Reported, new DateOnly(2020, 6, 30), Whole("419001", 70, 6, 5, 4))).IsOk);
        var preview = await imports.PreviewAsync(clerk, Csv("419001,户籍,75,2020-12-31"));
        Assert.True((await imports.CommitAsync(clerk, preview)).IsOk);
        var unit = await acts.UnitAsync(clerk, "419001");
        Assert.Equal([75L, 6L, 5L, 4L], unit.Figures.Select(figure => figure.Persons));
        Assert.Equal(YearEnd, unit.AsOf);
        var early = await imports.PreviewAsync(clerk, Csv("419001,户籍,74,2020-11-30"));
        Assert.Contains("已有截止 2020-12-31", early.Errors.Single().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_commits_at_once_write_once()
    {
        var clerk = Some.Clerk(Bureau.Gansu);
        var preview = await imports.PreviewAsync(clerk, Csv("620702,户籍,11,2020-12-31", "620702,学籍,1,2020-12-31"));
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => imports.CommitAsync(clerk, preview)));
        Assert.All(results, result => Assert.True(result.IsOk, result.Problem?.Sentence));
        Assert.Equal(2, results.Sum(result => result.Value.Written));
        Assert.Equal(2, await acts.CountAsync("SELECT count(*) FROM headcount_change WHERE region_code = '620702'"));
    }

    [Fact]
    public async Task The_same_file_can_serve_another_basis()
    {
        var clerk = Some.Clerk(Bureau.Gansu);
        var file = Csv("620723,户籍,11,2020-12-31");
        var reported = await imports.PreviewAsync(clerk, file);
        var estimated = await imports.PreviewAsync(clerk, file, HeadcountBasis.Estimated);
        Assert.NotEqual(reported.BatchId, estimated.BatchId);
        Assert.Equal(HeadcountBasis.Estimated, estimated.Basis);
    }
}
