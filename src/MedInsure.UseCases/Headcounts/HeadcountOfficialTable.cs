using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Headcounts;

/// <summary>参保人数 as an official table for a file: the rows and words of the screen, of saved figures only.</summary>
internal static class HeadcountOfficialTable
{
    public static OfficialTable Of(HeadcountList list, HeadcountFilter filter, IReadOnlyList<HeadcountLine> lines, string watermark, DateOnly today)
    {
        var header = new TableHeader(
            new Column("no", "序号", ColumnKind.Serial),
            new Column("code", "区划代码", ColumnKind.Text),
            new Column("region", "县（市、区）", ColumnKind.Text),
            new HeaderGroup("参保人数", [.. HeadcountWords.Columns.Select(enrolment => new Column(enrolment.ToString(), enrolment.Name(), ColumnKind.Count))]),
            new Column("sum", "合计", ColumnKind.Count),
            new Column("as-of", "截止日期", ColumnKind.Text),
            new Column("source", "来源", ColumnKind.Text));
        var units = lines.Select(line => line.Unit).OfType<HeadcountUnit>().ToList();
        return new OfficialTable(list.Title, header, [.. lines.Select(Row)])
        {
            ReportingUnit = list.BureauName,
            CountedIn = "人",
            FrozenColumns = 3,
            Notes =
            [
                .. filter.IsNone ? [] : (string[])[$"本表是筛选结果（{Words(filter, units)}），共 {units.Count} 个单位，不是全部 {list.Units.Count} 个单位。"],
                .. units.Any(unit => unit.IsSample) ? ["本表含示例数据，示例数据是虚构的，不能用于实际工作。"] : (string[])[],
            ],
            Signatures = new Signatures(FilledOn: today),
            Watermark = watermark,
        };
    }

    public static string Words(HeadcountFilter filter, IReadOnlyList<HeadcountUnit> units) => string.Join("，", new[]
    {
        filter.Text.Length > 0 ? $"查找“{filter.Text}”" : null,
        filter.Prefecture.Length > 0 ? $"市州：{units.Select(unit => unit.Prefecture?.Name).FirstOrDefault() ?? filter.Prefecture}" : null,
        filter.Show switch { HeadcountFilter.Missing => "没有填全的", HeadcountFilter.Sample => "示例数据", _ => null },
    }.OfType<string>());

    private static TableRow Row(HeadcountLine line) => line.Unit is { } unit
        ? new TableRow(RowKind.Line,
        [
            new CountCell(line.Number), new TextCell(unit.Code.Value), new TextCell(unit.Name), .. line.Columns.Select(Figure), Sum(line),
            new TextCell(unit.AsOf?.Iso() ?? ""), new TextCell(string.Join("、", new[] { unit.SampleWords, unit.OtherSource }.Where(word => word is { Length: > 0 }))),
        ])
        : new TableRow(line.Kind == HeadcountLineKind.Total ? RowKind.Total : RowKind.Subtotal,
        [
            new TextCell(""), new TextCell(""), new TextCell(line.Name), .. line.Columns.Select(persons => persons is { } known ? new CountCell(known) : (TableCell)new TextCell("")), Sum(line),
            new TextCell(line.Missing > 0 ? $"{line.Missing} 个单位没有填全" : "") { Span = 2 },
        ]);

    /// <summary>A figure that is not there is said and is not 0.</summary>
    private static TableCell Figure(long? persons) => persons is { } known ? new CountCell(known) : new TextCell(HeadcountWords.Persons(null));

    private static TableCell Sum(HeadcountLine line) => line.Sum is { } sum ? new CountCell(sum) : new TextCell("");
}
