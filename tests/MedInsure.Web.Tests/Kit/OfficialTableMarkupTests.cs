using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MedInsure.UseCases.Tables;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.Tests.Kit;

/// <summary>The table's HTML against its model, cell by cell.</summary>
public sealed class OfficialTableMarkupTests
{
    private const string Hostile = "<script>alert(1)</script>&\"'";

    [Theory]
    [InlineData(MoneyUnit.Yuan)]
    [InlineData(MoneyUnit.TenThousandYuan)]
    public void Every_cell_shows_what_the_model_says(MoneyUnit unit)
    {
        var table = Table() with { Unit = unit };
        var rows = Parse(table, clickable: true).Bodies[0].Rows;
        Assert.Equal(table.Rows.Count, rows.Length);
        for (var i = 0; i < table.Rows.Count; i++)
        {
            Assert.Equal(table.Rows[i].Cells.Select(cell => CellText.Display(cell, unit)), rows[i].Cells.Select(cell => cell.TextContent));
            Assert.Equal(table.Rows[i].Cells.Select(cell => cell.Span), rows[i].Cells.Select(cell => cell.ColumnSpan));
        }
    }

    [Fact]
    public void The_merged_header_is_the_models()
    {
        var table = Table();
        var lines = Parse(table, clickable: false).Head!.Rows;
        Assert.Equal(
            table.Header.Rows.SelectMany(line => line).Select(cell => (cell.Text, cell.ColumnSpan, cell.RowSpan)),
            lines.SelectMany(line => line.Cells).Select(cell => (cell.TextContent, cell.ColumnSpan, cell.RowSpan)));
    }

    [Fact]
    public void A_hostile_name_stays_text()
    {
        var html = Parse(Table(), clickable: true);
        Assert.Empty(html.QuerySelectorAll("script"));
        Assert.Equal(2, html.QuerySelectorAll("*").Count(element => element.ChildElementCount == 0 && element.TextContent == Hostile));
    }

    [Fact]
    public void Only_a_figure_with_a_key_is_a_button_and_only_when_somebody_listens()
    {
        Assert.Equal(["100.00", "依据待补"], Parse(Table(), clickable: true).QuerySelectorAll("button").Select(button => button.TextContent));
        Assert.Empty(Parse(Table(), clickable: false).QuerySelectorAll("button"));
    }

    [Fact]
    public void A_state_cell_says_why_and_is_marked_by_its_class()
    {
        var cell = Parse(Table(), clickable: true).QuerySelector("td.state")!;
        Assert.Equal("缺名单。", cell.GetAttribute("title"));
    }

    [Fact]
    public void The_first_columns_are_frozen_one_beside_the_other()
    {
        var row = Parse(Table(), clickable: false).Bodies[0].Rows[0];
        Assert.Equal([true, true, false, false], row.Cells.Select(cell => cell.ClassList.Contains("frozen")));
        Assert.StartsWith("left:0rem", row.Cells[0].GetAttribute("style"), StringComparison.Ordinal);
        Assert.StartsWith("left:3.4rem", row.Cells[1].GetAttribute("style"), StringComparison.Ordinal);
        Assert.True(row.Cells[1].ClassList.Contains("frozen-last"));
    }

    private static IHtmlTableElement Parse(OfficialTable table, bool clickable) =>
        (IHtmlTableElement)new HtmlParser().ParseDocument("<table>" + OfficialTableMarkup.Write(table, clickable) + "</table>").QuerySelector("table")!;

    private static OfficialTable Table() => new(
        "表",
        new TableHeader(
            new Column("serial", "序号", ColumnKind.Serial),
            new Column("name", Hostile, ColumnKind.Text),
            new HeaderGroup("金额", [new Column("a", "中央", ColumnKind.Money), new Column("b", "县级", ColumnKind.Money)])),
        [
            new TableRow(RowKind.Line, [new CountCell(1), new TextCell(Hostile), new MoneyCell(100_00) { Key = "1/a" }, new StateCell(CellState.BasisPending, "缺名单。") { Key = "1/b" }]),
            new TableRow(RowKind.Line, [new CountCell(2), new TextCell("乙县"), new MoneyCell(-1), new MoneyCell(1_234_567_89) { Mark = CellMark.Assumed("名单外各县按60%") }]),
            new TableRow(RowKind.Total, [new TextCell("合计") { Span = 2 }, new MoneyCell(0), new MoneyCell(5)]),
        ])
    {
        ReportingUnit = "示例局",
        FrozenColumns = 2,
    };
}
