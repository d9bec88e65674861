using MedInsure.UseCases.Tables;

namespace MedInsure.Web.Components.Pages;

/// <summary>An invented table for the component page, as large as a province's: 200 counties with every kind of cell.</summary>
internal static class GalleryTable
{
    public static OfficialTable Of(MoneyUnit unit)
    {
        var rows = Enumerable.Range(1, 200).Select(Line).Append(Total()).ToList();
        return new OfficialTable(
            "2020年度城乡居民基本医疗保险财政补助资金测算表",
            new TableHeader(
                new Column("serial", "序号", ColumnKind.Serial),
                new Column("region", "县（市、区）", ColumnKind.Text),
                new Column("tier", "档次", ColumnKind.Text),
                new Column("heads", "参保人数（人）", ColumnKind.Count),
                new HeaderGroup("人均标准（元/人）", [PerCapita("central", "中央"), PerCapita("province", "省级"), PerCapita("city", "市级"), PerCapita("county", "县级")]),
                new HeaderGroup("应负担金额", [Amount("a-central", "中央"), new HeaderGroup("地方", [Amount("a-province", "省级"), Amount("a-city", "市级"), Amount("a-county", "县级")]), Amount("a-all", "合计")])),
            rows)
        {
            Subtitle = "2020年度　示例〔2020〕1号",
            ReportingUnit = "示例市医疗保障局",
            Unit = unit,
            FrozenColumns = 2,
            TotalInWordsFen = 220_000_000_00,
            Notes = ["本表为虚构示例。"],
            Run = new RunStamp("示例-2020-0001", new string('a', 64)),
            Watermark = "演示财务 示例市医疗保障局 2020-08-14 09:30",
            Signatures = new Signatures("演示财务", null, null, new DateOnly(2020, 8, 14)),
        };
    }

    private static Column PerCapita(string key, string text) => new(key, text, ColumnKind.PerCapita);

    private static Column Amount(string key, string text) => new(key, text, ColumnKind.Money);

    private static TableRow Line(int i) => new(RowKind.Line,
    [
        new CountCell(i), new TextCell(i % 7 == 0 ? $"示例族自治县第{i}县" : $"第{i}县"), new TextCell("第三档"), new CountCell(100_000 + (i * 37)),
        new PerCapitaCell(440m), new PerCapitaCell(96.4m), new PerCapitaCell(8.16m), new PerCapitaCell(5.44m),
        i % 9 == 0 ? new StateCell(CellState.BasisPending, "缺18个深度贫困县名单。") { Key = $"{i}/central" } : new MoneyCell(44_000_000_00L + i) { Key = $"{i}/central" },
        new MoneyCell(9_640_000_00 + i) { Key = $"{i}/province", Mark = i % 11 == 0 ? CellMark.Assumed("名单外各县按60%") : null },
        i % 5 == 0 ? new StateCell(CellState.OpenToLowerLevel, "由市确定市县分担比例。") : new MoneyCell(816_000_00 + i) { Key = $"{i}/city" },
        new MoneyCell(544_000_00 + i) { Key = $"{i}/county" },
        new MoneyCell(55_000_000_00L + (4 * i)) { Key = $"{i}/all" },
    ]);

    private static TableRow Total() => new(RowKind.Total,
    [
        new TextCell("合计") { Span = 3 }, new CountCell(20_743_700), new TextCell("") { Span = 4 },
        new MoneyCell(8_800_000_000_00) { Mark = CellMark.Without(22) }, new MoneyCell(1_928_000_000_00), new MoneyCell(163_200_000_00), new MoneyCell(108_800_000_00), new MoneyCell(11_000_000_000_00),
    ]);
}
