using System.Text;
using MedInsure.Rules.Access;
using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Outcomes;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Headcounts;
using MedInsure.UseCases.Tests.Tables;
using static MedInsure.UseCases.Tests.Headcounts.HeadcountActs;

namespace MedInsure.UseCases.Tests.Headcounts;

public sealed class ExportHeadcountsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly HeadcountActs acts = new(database);

    [Fact]
    public async Task The_file_holds_the_rows_that_the_filters_show_and_their_sum()
    {
        var clerk = Some.Clerk(Bureau.Gansu);
        Assert.True((await acts.ReportAsync(clerk, [.. Whole("620102", 500, 20, 3, 1), .. Whole("620103", 70), Cell("620302", "9")])).IsOk);

        var city = new XlsxUnderTest((await ExportAsync(clerk, HeadcountFilter.Of(null, null, "620100"))).Value.Content).Values();
        Assert.Equal("2020年度城乡居民基本医疗保险参保人数（上报）", city[0][0]);
        Assert.Equal("填报单位：甘肃省医疗保障局", city[1][0]);
        Assert.Contains("单位：人", city[1]);
        Assert.Equal(["1", "620102", "城关区", "500", "20", "3", "1", "524", "2020-12-31", "录入"], Texts(city.Single(row => $"{row[1]}" == "620102")));
        Assert.Equal(["", "", "筛选合计", "570", "20", "3", "1", "594", "7 个单位没有填全"], Texts(city.Single(row => $"{row[2]}" == "筛选合计")).Take(9));
        Assert.DoesNotContain(city, row => $"{row[1]}" == "620302");
        Assert.Contains(city, row => $"{row[0]}".Contains("本表是筛选结果（市州：兰州市），共 9 个单位", StringComparison.Ordinal));

        var missing = Encoding.UTF8.GetString((await ExportAsync(clerk, HeadcountFilter.Of("金川", "missing", null), HeadcountExportForm.Csv)).Value.Content);
        Assert.Contains("1,620302,金川区,9,未填,未填,未填,9,2020-12-31,录入", missing, StringComparison.Ordinal);
        Assert.DoesNotContain("620102", missing, StringComparison.Ordinal);
        Assert.Equal(2, (await acts.AuditedActsAsync(Bureau.Gansu)).Count(act => act == "ExportHeadcounts"));
    }

    [Fact]
    public async Task Nothing_to_export_is_a_sentence_and_no_file()
    {
        var refused = Assert.IsType<Refused>((await ExportAsync(Some.Clerk(Bureau.Lanzhou), HeadcountFilter.Of("没有这个地方", null, null))).Problem);
        Assert.StartsWith("没有符合条件的单位，没有可导出的内容。", refused.Sentence, StringComparison.Ordinal);
        Assert.IsType<NotAllowed>((await ExportAsync(Some.Auditor(Bureau.Lanzhou), HeadcountFilter.None)).Problem);
    }

    [Fact]
    public async Task A_source_that_looks_like_a_formula_stays_text_and_a_sample_says_so()
    {
        var clerk = Some.Clerk(Bureau.Huainan);
        Assert.True((await acts.ReportAsync(clerk, Whole("340402", 500))).IsOk);
        Assert.Equal(4, await acts.CountAsync("WITH changed AS (UPDATE headcount SET source = '=1+1', is_sample = true WHERE region_code = '340402' RETURNING 1) SELECT count(*) FROM changed"));
        var csv = Encoding.UTF8.GetString((await ExportAsync(clerk.LimitedTo("340402"), HeadcountFilter.None, HeadcountExportForm.Csv)).Value.Content);
        Assert.DoesNotContain(",=1+1", csv, StringComparison.Ordinal);
        Assert.Contains("本表含示例数据", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("340403", csv, StringComparison.Ordinal);
        Assert.True((await acts.ReportAsync(clerk, Whole("340403", 500))).IsOk);
        Assert.Equal(4, await acts.CountAsync("WITH changed AS (UPDATE headcount SET source = '=1+1' WHERE region_code = '340403' RETURNING 1) SELECT count(*) FROM changed"));
        var whole = Encoding.UTF8.GetString((await ExportAsync(clerk, HeadcountFilter.None, HeadcountExportForm.Csv)).Value.Content);
        Assert.Contains("'=1+1", whole, StringComparison.Ordinal);
        Assert.DoesNotContain(",=1+1", whole, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(IEnumerable<object?> row) => row.Select(value => $"{value}");

    private Task<Result<DownloadedFile>> ExportAsync(Actor actor, HeadcountFilter filter, HeadcountExportForm form = HeadcountExportForm.Xlsx) =>
        new ExportHeadcountsHandler(database.TenantDb, acts.Clock).HandleAsync(actor, new ExportHeadcounts(2020, HeadcountBasis.Reported, filter, form), default);
}
