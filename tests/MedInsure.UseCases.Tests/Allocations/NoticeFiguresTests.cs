using MedInsure.Rules.Allocations;
using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Regions;
using MedInsure.Testing.Databases;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Tests.Allocations;

/// <summary>What the 2020 notices say, as the table of a run shows it.</summary>
public sealed class NoticeFiguresTests(AllocationDesk desk) : IClassFixture<AllocationDesk>
{
    private static readonly string[] NinePrefectures = ["6204", "6205", "6206", "6207", "6208", "6209", "6210", "6211", "6212"];

    [Theory]
    [InlineData("榆中县", "8.16", "5.44")]
    [InlineData("永登县", "8.16", "5.44")]
    [InlineData("皋兰县", "8.16", "5.44")]
    [InlineData("兰州新区", "8.16", "5.44")]
    [InlineData("七里河区", "6.80", "6.80")]
    [InlineData("红古区", "6.80", "6.80")]
    [InlineData("城关区", "5.44", "8.16")]
    [InlineData("安宁区", "5.44", "8.16")]
    [InlineData("西固区", "5.44", "8.16")]
    public async Task Lanzhou_pays_by_city_and_county(string county, string city, string own)
    {
        var run = await desk.ComputeAsync(Bureau.Lanzhou);
        Assert.Equal((9, 0), (run.Lines, run.Blocked));
        var table = (await desk.ShowAsync(Some.FinanceOfficer(Bureau.Lanzhou), run.RunId)).Table;
        Assert.Equal(["550.00", "440.00", "96.40", city, own], new[] { "per-capita", "per-central", "per-province", "per-city", "per-county" }.Select(column => table.Text(county, column)));
        var persons = ((CountCell)table.RowOf(county).In(table, "persons")).Value;
        Assert.Equal(
            [55_000 * persons, 44_000 * persons, 9_640 * persons, Fen(city) * persons, Fen(own) * persons],
            new[] { "amount", "central", "province", "city", "county" }.Select(column => ((MoneyCell)table.RowOf(county).In(table, column)).Fen));
    }

    [Fact]
    public async Task Gansu_knows_every_county_but_those_of_the_nine_prefectures_and_shows_their_two_rows()
    {
        var run = await desk.ComputeAsync(Bureau.Gansu);
        var lines = (await desk.ResultAsync(Bureau.Gansu, run.RunId)).Lines;
        var open = lines.Where(line => NinePrefectures.Any(line.Region.Value.StartsWith) && line.Region.Value != "620623").ToList();
        Assert.Equal(open, lines.Where(line => line.State == LineState.WaitingForBasis));
        Assert.All(lines.Except(open), line => Assert.Equal(LineState.Computed, line.State));
        Assert.Equal(open.Count, run.Blocked);

        var table = (await desk.ShowAsync(Some.FinanceOfficer(Bureau.Gansu), run.RunId)).Table;
        Assert.Equal("第一档", table.Text("天祝藏族自治县", "tier"));
        Assert.Equal(["440.00", "100.00", "10.00"], Split("天祝藏族自治县"));
        Assert.Equal(["440.00", "100.00", "10.00"], Split("临夏市"));
        Assert.Equal(["440.00", "100.00", "10.00"], Split("合作市"));
        Assert.Equal(["440.00", "96.40", "13.60"], Split("城关区"));
        Assert.Equal("依据待补", table.Text("秦州区", "central"));
        var rows = table.PossibleRowsOf("秦州区");
        Assert.Equal(
            ["第一档 440.00 100.00 10.00", "第二档 440.00 97.60 12.40"],
            rows.Select(row => string.Join(' ', new[] { "tier", "per-central", "per-province", "per-city-county" }.Select(column => CellText.Display(row.In(table, column), table.Unit)))).Order());
        Assert.Equal($"〔不含{open.Count}个县〕", table.RowOf("合计").In(table, "amount").Mark?.Shown);
        Assert.Equal(lines.Where(line => line.Computed is not null).Sum(line => line.Computed!.Total!.Value.Fen), ((MoneyCell)table.RowOf("合计").In(table, "amount")).Fen);

        string[] Split(string county) => [.. new[] { "per-central", "per-province", "per-city-county" }.Select(column => table.Text(county, column))];
    }

    [Fact]
    public async Task Henan_shows_both_possibilities_for_every_county_and_adds_up_none()
    {
        var run = await desk.ComputeAsync(Bureau.Henan);
        Assert.Equal(run.Lines, run.Blocked);
        var page = await desk.ShowAsync(Some.FinanceOfficer(Bureau.Henan), run.RunId);
        Assert.Contains(page.Gaps, gap => gap.Id == "henan-54-counties" && gap.Units == run.Lines);
        foreach (var line in (await desk.ResultAsync(Bureau.Henan, run.RunId)).Lines)
        {
            Assert.Equal(2, line.Rows.Count);
            Assert.Equal(["110", "220", "330", "440"], line.Rows.SelectMany(row => row.Cells).Select(cell => cell.PerCapita.ToText()).Order());
            var bucket = Payers.Province | Payers.City | Payers.County;
            Assert.All(line.Rows, row => Assert.Equal(IsProvinceManaged(line.Region) ? bucket & ~Payers.City : bucket, row.Cells[1].Payers));
        }

        Assert.All(page.Table.Rows.Where(row => row.Kind is RowKind.Subtotal or RowKind.Total), row => Assert.DoesNotContain(row.Cells, cell => cell is MoneyCell or CountCell));
        Assert.DoesNotContain(page.Table.Rows, row => row.Kind == RowKind.Residual);
        Assert.Null(page.Table.WordsLine);
    }

    [Fact]
    public async Task An_assumption_is_marked_on_every_figure_that_rests_on_it()
    {
        var run = await desk.ComputeAsync(Bureau.Henan, assumptions: [new Assumption { Gap = "henan-54-counties", Label = "名单外各县按60%", Members = [new RegionCode("411724")] }]);
        Assert.Equal(0, run.Blocked);
        var page = await desk.ShowAsync(Some.FinanceOfficer(Bureau.Henan), run.RunId);
        Assert.Equal(["440.00", "110.00"], new[] { "per-central", "per-province-city-county" }.Select(column => Bare(page.Table.Text("正阳县", column))));
        Assert.Equal(["330.00", "220.00"], new[] { "per-central", "per-province-city-county" }.Select(column => Bare(page.Table.Text("上蔡县", column))));
        var figures = page.Table.Rows.SelectMany(row => row.Cells.Select((cell, i) => (row, cell))).Where(entry => entry.cell is MoneyCell or PerCapitaCell).ToList();
        Assert.NotEmpty(figures);
        Assert.All(figures, entry => Assert.Equal("名单外各县按60%", entry.cell.Mark?.Note));
        Assert.Contains(page.Table.Notes, note => note.Contains("名单外各县按60%", StringComparison.Ordinal) && note.Contains("不能审批", StringComparison.Ordinal));

        static string Bare(string text) => text.Replace("〔假设〕", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Critical_illness_in_Henan_is_complete_for_its_28_units()
    {
        var run = await desk.ComputeAsync(Bureau.Henan, Scheme.CriticalIllness);
        Assert.Equal(0, run.Blocked);
        var result = await desk.ResultAsync(Bureau.Henan, run.RunId);
        Assert.Equal(28, result.Subtotals.Count);
        Assert.Equal("64,70,78,95", string.Join(',', result.Lines.Select(line => line.Computed!.PerCapita.ToText()).Distinct().Order()));
        var table = (await desk.ShowAsync(Some.FinanceOfficer(Bureau.Henan), run.RunId)).Table;
        foreach (var (county, yuan) in new[] { ("新蔡县", 78), ("永城市", 64), ("汝州市", 70), ("巩义市", 95), ("济源市", 78), ("沈丘县", 70) })
        {
            Assert.Equal($"{yuan}.00", table.Text(county, "per-capita"));
            Assert.Equal(yuan * 100 * ((CountCell)table.RowOf(county).In(table, "persons")).Value, ((MoneyCell)table.RowOf(county).In(table, "amount")).Fen);
        }

        Assert.Equal(result.Lines.Sum(line => line.Computed!.Total!.Value.Fen), ((MoneyCell)table.RowOf("合计").In(table, "amount")).Fen);
        Assert.NotNull(table.RowOf("济源示范区小计"));
        Assert.Equal(Enumerable.Range(1, run.Lines).Select(number => (long)number), table.Rows.Where(row => row.Kind == RowKind.Line).Select(row => ((CountCell)row.Cells[0]).Value));
    }

    [Theory]
    [InlineData(Bureau.Anhui, "anhui-split", "瑶海区")]
    [InlineData(Bureau.Huainan, "anhui-split", "毛集实验区")]
    public async Task What_waits_for_its_basis_altogether_shows_all_four_payers_without_a_figure(Bureau bureau, string gap, string county)
    {
        var run = await desk.ComputeAsync(bureau);
        Assert.Equal(run.Lines, run.Blocked);
        var page = await desk.ShowAsync(Some.FinanceOfficer(bureau), run.RunId);
        Assert.Contains(page.Gaps, row => row.Id == gap);
        Assert.All(new[] { "per-capita", "per-central", "per-province", "per-city", "per-county", "amount", "central", "province", "city", "county" }, column => Assert.Equal("依据待补", page.Table.Text(county, column)));
        Assert.DoesNotContain(page.Table.Rows.SelectMany(row => row.Cells), cell => cell is MoneyCell or PerCapitaCell);
        Assert.True(page.Years.HasGap);
    }

    [Theory]
    [InlineData(Bureau.Lanzhou, "个人缴费 280 元，对应2021年度待遇（不是2020年度）", false)]
    [InlineData(Bureau.Gansu, "个人缴费 280 元，对应2021年度待遇（不是2020年度）", false)]
    [InlineData(Bureau.Henan, "个人缴费 280 元，对应的待遇年度依据待补", true)]
    public async Task The_contribution_is_shown_with_the_year_that_it_buys(Bureau bureau, string sentence, bool hasGap)
    {
        var run = await desk.ComputeAsync(bureau);
        var years = (await desk.ShowAsync(Some.FinanceOfficer(bureau), run.RunId)).Years;
        Assert.Equal((sentence, hasGap), (years.Contribution, years.HasGap));
    }

    [Fact]
    public async Task Without_a_headcount_a_county_has_its_standard_and_no_amount()
    {
        var run = await desk.ComputeAsync(Bureau.Lanzhou, basis: Rules.Headcounts.HeadcountBasis.Estimated);
        Assert.Equal(9, run.Blocked);
        var table = (await desk.ShowAsync(Some.FinanceOfficer(Bureau.Lanzhou), run.RunId)).Table;
        Assert.Equal(("8.16", "未填报", "未填报"), (table.Text("榆中县", "per-city"), table.Text("榆中县", "city"), table.Text("榆中县", "persons")));
    }

    private static bool IsProvinceManaged(RegionCode region) =>
        region.Value is "410181" or "410225" or "410482" or "410526" or "410783" or "411381" or "411481" or "411525" or "411628" or "411729" or "419001";

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture) * 100);
}
