using System.Text;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Spreadsheets;
using MedInsure.UseCases.Tests.Spreadsheets;
using Npgsql;
using static MedInsure.UseCases.Tests.Headcounts.HeadcountActs;
using static MedInsure.UseCases.Tests.Headcounts.ImportActs;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class ImportRefusalsTests : IClassFixture<TestDatabase>
{
    private readonly TestDatabase database;
    private readonly HeadcountActs acts;
    private readonly ImportActs imports;

    public ImportRefusalsTests(TestDatabase database)
    {
        this.database = database;
        acts = new HeadcountActs(database);
        imports = new ImportActs(database, acts.Clock);
    }

    [Fact]
    public async Task Files_that_cannot_be_trusted_are_refused_as_a_whole_and_audited_but_not_kept()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        var macro = RawXlsx.OneRow().With("xl/vbaProject.bin", "x");
        var bomb = RawXlsx.OneRow().With("xl/media/image1.png", new byte[110 * 1024 * 1024]);
        (byte[] File, string Reason)[] hostile =
        [
            ([], "文件是空的"),
            (macro.Bytes(), "带有宏"),
            (bomb.Bytes(), "解压后大得不正常"),
            (new byte[(20 * 1024 * 1024) + 1], "超过 20 MB"),
            ("PK\x03\x04 not a zip"u8.ToArray(), "损坏"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], ".xls"),
            (Encoding.UTF8.GetBytes("姓名,电话\r\n甲,1\r\n"), "缺少列"),
            (RawXlsx.OneRow().Bytes(), "模板"),
            ((await imports.TemplateAsync(Some.Clerk(Bureau.Huainan))).Value.Content, "其他机构"),
            ((await imports.TemplateAsync(clerk, year: 2021)).Value.Content, "2021年度"),
            (TemplateXlsx.Write(SomeTemplate.Form()), "另一种业务"),
        ];
        var before = (await acts.AuditedActsAsync(Bureau.Lanzhou)).Count;
        foreach (var (file, reason) in hostile)
        {
            Assert.Contains(reason, (await imports.UploadAsync(clerk, file, "某文件.xlsx")).Problem!.Sentence, StringComparison.Ordinal);
        }

        Assert.Equal(0, await acts.CountAsync("SELECT count(*) FROM import_batch WHERE tenant_id = 5 AND file_name = '某文件.xlsx'"));
        Assert.Equal(hostile.Length, (await acts.AuditedActsAsync(Bureau.Lanzhou)).Skip(before).Count(act => act == "UploadHeadcountsRefused"));
    }

    [Fact]
    public async Task An_endless_upload_stops_at_the_limit() =>
        Assert.Contains("超过 20 MB", (await imports.UploadAsync(Some.Clerk(Bureau.Lanzhou), new EndlessStream())).Problem!.Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task Every_kind_of_wrong_row_is_told_with_its_number()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        var preview = await imports.PreviewAsync(clerk, Csv(
            "620102,户籍,-3,2020-12-31",
            "620102,居住证,2.5,2020-12-31",
            "999999,户籍,1,2020-12-31",
            "340102,户籍,1,2020-12-31",
            "620103,户籍,1,2020-12-31",
            "620103,户籍,2,2020-12-31",
            "620104,军籍,2,2020-12-31",
            "620104,户籍,2,2028-12-31"));
        Assert.Equal((8, 7), (preview.Rows, preview.WrongRows));
        Assert.Equal([2, 3, 4, 5, 7, 8, 9], preview.Errors.Select(error => error.Row));
        string[] reasons = ["负数", "不是整数", "没有“999999”", "不在本机构的填报范围", "重复", "军籍", "年度"];
        Assert.All(preview.Errors.Zip(reasons), pair => Assert.Contains(pair.Second, pair.First.Sentence, StringComparison.Ordinal));
        Assert.True((await acts.UnitAsync(clerk, "620103")).IsEmpty);
        var explained = Encoding.UTF8.GetString((await imports.ErrorsAsync(clerk, preview.BatchId)).Value.Content);
        Assert.Contains("与第6行重复", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_counted_figure_is_not_of_a_day_to_come()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        var file = Encoding.UTF8.GetBytes("行政区划代码,参保身份,参保人数,截止日期\r\n620102,户籍,1,2026-11-21\r\n");
        var batch = (await imports.UploadAsync(clerk, file, year: 2026)).Value.BatchId;
        Assert.Contains("晚于今天", (await imports.TryPreviewAsync(clerk, batch)).Value.Errors.Single().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_bureau_another_role_and_another_region_do_not_get_at_the_import()
    {
        var clerk = Some.Clerk(Bureau.Lanzhou);
        var preview = await imports.PreviewAsync(clerk, Csv("620105,户籍,5,2020-12-31"));
        Assert.IsType<NotFound>((await imports.TryPreviewAsync(Some.Clerk(Bureau.Gansu), preview.BatchId)).Problem);
        Assert.IsType<NotFound>((await imports.CommitAsync(Some.Clerk(Bureau.Henan), preview)).Problem);
        Assert.IsType<NotFound>((await imports.ErrorsAsync(Some.Clerk(Bureau.Gansu), preview.BatchId)).Problem);
        Assert.IsType<NotAllowed>((await imports.CommitAsync(Some.Reviewer(Bureau.Lanzhou), preview)).Problem);
        Assert.IsType<NotAllowed>((await imports.TryPreviewAsync(Some.Auditor(Bureau.Lanzhou), preview.BatchId)).Problem);
        Assert.IsType<NotFound>((await imports.TryPreviewAsync(Some.FinanceOfficer(Bureau.Lanzhou).LimitedTo("620121"), preview.BatchId)).Problem);
        Assert.IsType<NotAllowed>((await imports.UploadAsync(Some.Reviewer(Bureau.Lanzhou), Csv("620105,户籍,5,2020-12-31"))).Problem);
        var limited = await imports.PreviewAsync(clerk.LimitedTo("620121"), Csv("620105,户籍,6,2020-12-31"));
        Assert.Contains("不在本机构的填报范围", limited.Errors.Single().Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reported_a_unit_cannot_import_its_certified_figure()
    {
        var officer = Some.FinanceOfficer(Bureau.Huainan);
        Assert.True((await acts.ReportAsync(officer, Whole("340402", 10))).IsOk);
        var own = await imports.UploadAsync(officer, Csv("340402,户籍,10,2020-12-31"), basis: HeadcountBasis.Certified);
        Assert.Contains("大通区的上报人数是您本人填报的", Assert.IsType<NotAllowed>(own.Problem).Sentence, StringComparison.Ordinal);
        Assert.True((await imports.UploadAsync(Some.Reviewer(Bureau.Huainan), Csv("340402,户籍,10,2020-12-31"), basis: HeadcountBasis.Certified)).IsOk);
    }

    [Fact]
    public async Task A_commit_that_is_cut_off_leaves_nothing_and_can_be_made_again()
    {
        var clerk = Some.Clerk(Bureau.Anhui);
        var preview = await imports.PreviewAsync(clerk, Csv("340103,户籍,7,2020-12-31", "340104,户籍,8,2020-12-31"));
        await using (var superuser = await database.OpenSuperuserAsync())
        {
            await ExecuteAsync(superuser, "LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE", begin: true);
            var commit = imports.CommitAsync(clerk, preview);
            const string writing = "wait_event_type = 'Lock' AND query LIKE '%INSERT INTO audit_entry%'";
            await database.WaitsAsync(commit, writing);
            Assert.Equal(1, await acts.CountAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND {writing}"));
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => commit);
        }

        Assert.True((await acts.UnitAsync(clerk, "340103")).IsEmpty);
        Assert.Equal(0, await acts.CountAsync($"SELECT count(*) FROM headcount_change WHERE import_batch_id = {preview.BatchId}"));
        Assert.Equal(0, await acts.CountAsync($"SELECT count(*) FROM import_batch WHERE id = {preview.BatchId} AND state = 'Committed'"));
        Assert.Equal(2, (await imports.CommitAsync(clerk, preview)).Value.Written);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, bool begin)
    {
        if (begin)
        {
            _ = await connection.BeginTransactionAsync();
        }

#pragma warning disable CA2100 // Test code: the statements are its own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
