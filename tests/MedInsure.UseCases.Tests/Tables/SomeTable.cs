using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Tests.Tables;

/// <summary>An invented table that has every kind of cell, row and heading in it.</summary>
internal static class SomeTable
{
    public static OfficialTable WithEverything(MoneyUnit unit = MoneyUnit.Yuan) => new(
        "2020年度城乡居民基本医疗保险财政补助资金分配表",
        new TableHeader(
            new Column("serial", "序号", ColumnKind.Serial),
            new Column("region", "县（市、区）", ColumnKind.Text),
            new Column("headcount", "参保人数", ColumnKind.Count),
            new HeaderGroup("人均标准（元/人）", [new Column("rate-central", "中央", ColumnKind.PerCapita), new Column("rate-local", "地方", ColumnKind.PerCapita)]),
            new HeaderGroup("金额",
            [
                new Column("central", "中央财政", ColumnKind.Money),
                new HeaderGroup("地方财政", [new Column("city", "市级", ColumnKind.Money), new Column("county", "县级", ColumnKind.Money)]),
            ])),
        [
            Line(1, "甲县", 10_000, "440", "20.51", 440_000_000, 14_357_000, 6_153_000),
            Line(2, "=HYPERLINK(\"http://x\")", 0, "440", "13.6", 0, 0, 0),
            Line(3, "乙县 <&> \"引号\",逗号", 123_456_789, "96.125", "550/3", 123_456_789_012_345, -1, 100),
            new(RowKind.Line,
            [
                new TextCell("4"), new TextCell("丙县"), new CountCell(77), new StateCell(CellState.BasisPending, "缺18个深度贫困县名单。"), new PerCapitaCell(10.00m),
                new StateCell(CellState.CannotCompute, "缺18个深度贫困县名单。", "440.00 或 330.00 二者之一") { Key = "4/central" },
                new MoneyCell(100) { Mark = CellMark.Assumed("名单外各县按60%") }, new MoneyCell(-100) { Mark = CellMark.Assumed("名单外各县按60%") },
            ]),
            new(RowKind.Subtotal, [new TextCell("小计") { Span = 2 }, new CountCell(10_077), new TextCell("") { Span = 2 }, new MoneyCell(1), new MoneyCell(22), new MoneyCell(333)]),
            new(RowKind.Total, [new TextCell("合计") { Span = 2 }, new CountCell(10_077), new TextCell("") { Span = 2 }, new MoneyCell(440_000_005) { Mark = CellMark.Without(1) }, new MoneyCell(22), new MoneyCell(333)]),
            new(RowKind.Residual, [new TextCell("其中：尾差") { Span = 5 }, new MoneyCell(0), new MoneyCell(1), new MoneyCell(-1)]),
            TableRow.Note("本表数字为示例。", 8),
        ])
    {
        Subtitle = "2020年度　兰医保〔2020〕142号",
        ReportingUnit = "兰州市医疗保障局",
        Unit = unit,
        FrozenColumns = 2,
        TotalInWordsFen = 440_000_360,
        Notes = ["县级按参保人数分担。"],
        Signatures = new Signatures("张三", "李四", null, new DateOnly(2020, 8, 14)),
        Run = new RunStamp("兰州-2020-0007", new string('a', 64)),
        Watermark = "张三 兰州市医疗保障局 A&B 2020-08-14 09:30",
    };

    private static TableRow Line(int serial, string name, long heads, string central, string local, long centralFen, long cityFen, long countyFen) => new(RowKind.Line,
    [
        new CountCell(serial), new TextCell(name), new CountCell(heads), new PerCapitaCell(central), new PerCapitaCell(local),
        new MoneyCell(centralFen) { Key = $"{serial}/central" }, new MoneyCell(cityFen) { Key = $"{serial}/city" }, new MoneyCell(countyFen) { Key = $"{serial}/county" },
    ]);
}
