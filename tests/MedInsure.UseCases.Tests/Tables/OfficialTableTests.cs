using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Tests.Tables;

public sealed class OfficialTableTests
{
    [Fact]
    public void A_header_tree_becomes_merged_rows_without_overlap_or_hole()
    {
        var header = SomeTable.WithEverything().Header;
        Assert.Equal(3, header.Levels);
        var covered = new int[header.Levels, header.Columns.Count];
        foreach (var cell in header.Rows.SelectMany(r => r))
        {
            for (var r = cell.Row; r < cell.Row + cell.RowSpan; r++)
            {
                for (var c = cell.ColumnIndex; c < cell.ColumnIndex + cell.ColumnSpan; c++)
                {
                    covered[r, c]++;
                }
            }
        }

        Assert.All(covered.Cast<int>(), n => Assert.Equal(1, n));
        Assert.Contains(header.Rows[0], c => c is { Text: "序号", RowSpan: 3, ColumnSpan: 1 });
        Assert.Contains(header.Rows[0], c => c is { Text: "金额", RowSpan: 1, ColumnSpan: 3, ColumnIndex: 5 });
        Assert.Contains(header.Rows[1], c => c is { Text: "中央财政", RowSpan: 2, ColumnSpan: 1 });
        Assert.Contains(header.Rows[2], c => c is { Text: "县级", RowSpan: 1, ColumnIndex: 7 });
    }

    [Fact]
    public void A_row_that_does_not_fit_the_columns_is_refused()
    {
        var header = new TableHeader(new Column("a", "甲", ColumnKind.Text), new Column("b", "乙", ColumnKind.Money));
        Assert.NotNull(new OfficialTable("表", header, [new(RowKind.Line, [new TextCell("x"), new MoneyCell(1)])]) { ReportingUnit = "局" });
        Assert.Throws<ArgumentException>(() => new OfficialTable("表", header, [new(RowKind.Line, [new TextCell("x")])]) { ReportingUnit = "局" });
        Assert.Throws<ArgumentException>(() => new OfficialTable("表", header, [new(RowKind.Line, [new TextCell("x") { Span = 0 }, new MoneyCell(1) { Span = 2 }])]) { ReportingUnit = "局" });
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("1,234.50")]
    public void A_state_is_never_empty_and_never_reads_as_a_number(string text) =>
        Assert.Throws<ArgumentException>(() => new StateCell(CellState.CannotCompute, "缺名单。", text));

    [Fact]
    public void Every_state_has_words() =>
        Assert.All(Enum.GetValues<CellState>(), s => Assert.False(string.IsNullOrWhiteSpace(new StateCell(s, "").Text)));

    [Fact]
    public void Whatever_a_cell_says_in_brackets_is_explained_once_below_the_table() => Assert.Equal(
        [
            "县级按参保人数分担。",
            "依据待补：缺18个深度贫困县名单。",
            "440.00 或 330.00 二者之一：缺18个深度贫困县名单。",
            "〔假设〕：名单外各县按60%",
            "〔不含1个县〕：合计不含1个依据待补、无法计算的县（市、区）。",
        ],
        SomeTable.WithEverything().AllNotes);

    [Fact]
    public void The_unit_is_said_once_and_rates_stay_in_yuan()
    {
        Assert.Equal("单位：元", SomeTable.WithEverything().UnitLine);
        Assert.Equal("单位：万元（人均为元）", SomeTable.WithEverything(MoneyUnit.TenThousandYuan).UnitLine);
        Assert.Equal("20.51", CellText.Display(new PerCapitaCell("20.51"), MoneyUnit.TenThousandYuan));
        Assert.Equal("10,000", CellText.Display(new CountCell(10_000), MoneyUnit.TenThousandYuan));
    }

    [Fact]
    public void The_total_stands_in_words_and_a_table_without_one_has_no_such_line()
    {
        Assert.Equal("合计（大写）：人民币肆佰肆拾万零叁元陆角整", SomeTable.WithEverything().WordsLine);
        Assert.Equal("合计（大写）：〔不含2个县〕人民币零元整", (SomeTable.WithEverything() with { TotalInWordsFen = 0, TotalInWordsMark = CellMark.Without(2) }).WordsLine);
        Assert.Null((SomeTable.WithEverything() with { TotalInWordsFen = null }).WordsLine);
    }

    [Fact]
    public void Several_marks_become_one_that_says_them_all_once()
    {
        Assert.Null(CellMark.Join(null, null));
        Assert.Equal(CellMark.Without(1), CellMark.Join(null, CellMark.Without(1), CellMark.Without(1)));
        var joined = CellMark.Join(CellMark.Assumed("按60%"), CellMark.Assumed("按80%"), CellMark.Without(1))!;
        Assert.Equal("〔假设、不含1个县〕", joined.Shown);
        Assert.Equal("按60%；按80%；合计不含1个依据待补、无法计算的县（市、区）。", joined.Note);
    }
}
