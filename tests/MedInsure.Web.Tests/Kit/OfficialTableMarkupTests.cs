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
        Assert.Equal(["frozen-1", "frozen-2"], row.Cells.Take(2).Select(cell => cell.ClassList.Single(name => name is "frozen-1" or "frozen-2")));
        Assert.Contains("--left-1:0rem;--width-1:3.4rem;--left-2:3.4rem", Parse(Table(), clickable: false).GetAttribute("style"), StringComparison.Ordinal);
        Assert.True(row.Cells[1].ClassList.Contains("frozen-last"));
    }

    [Fact]
    public void The_label_of_a_merged_cell_stays_when_the_cell_goes_on_behind_the_frozen_columns()
    {
        var merged = Parse(Table() with { FrozenColumns = 1 }, clickable: false).Bodies[0].Rows[2].Cells[0];
        Assert.Equal("合计", merged.QuerySelector(".merged-label")?.TextContent);
        Assert.Null(Parse(Table(), clickable: false).QuerySelector(".merged-label"));
    }

    [Fact]
    public void A_reason_that_a_rows_states_share_is_told_once()
    {
        var state = new StateCell(CellState.BasisPending, "缺“名单”。");
        var table = new OfficialTable("表", Table().Header, [new TableRow(RowKind.Line, [new CountCell(1), new TextCell("甲县"), state, state])]) { ReportingUnit = "示例局" };
        var row = Parse(table, clickable: false).Bodies[0].Rows[0];
        Assert.Equal("缺“名单”。", row.GetAttribute("title"));
        Assert.All(row.Cells, cell => Assert.Null(cell.GetAttribute("title")));
    }

    [Fact]
    public void A_long_table_in_parts_has_the_same_rows_in_the_same_order_and_the_widest_cells_before_they_come()
    {
        var rows = Enumerable.Range(1, 100).Select(i => new TableRow(RowKind.Line, [new CountCell(i), new TextCell($"第{i}县"), new MoneyCell(i == 90 ? 1_234_567_890_12 : i), new MoneyCell(i)])).ToList();
        var table = new OfficialTable("表", Table().Header, rows) { ReportingUnit = "示例局" };
        var page = new HtmlParser().ParseDocument("<body>" + OfficialTableMarkup.WriteInParts(table, clickable: true)).Body!;
        var template = (IHtmlTemplateElement)page.QuerySelector("template")!;
        var first = page.QuerySelectorAll("tbody > tr");
        Assert.InRange(first.Length, 30, 60);
        Assert.Equal(
            Parse(table, clickable: true).Bodies[0].Rows.Select(row => row.OuterHtml),
            first.Concat(template.Content.QuerySelectorAll("tr")).Select(row => row.OuterHtml));
        Assert.Equal("1,234,567,890.12", page.QuerySelectorAll("tfoot td")[1].TextContent);
    }

    [Fact]
    public void A_table_of_few_rows_is_one_part() => Assert.Equal(OfficialTableMarkup.Write(Table(), clickable: true), OfficialTableMarkup.WriteInParts(Table(), clickable: true));

    private static IHtmlTableElement Parse(OfficialTable table, bool clickable) =>
        (IHtmlTableElement)new HtmlParser().ParseDocument(OfficialTableMarkup.Write(table, clickable)).QuerySelector("table")!;

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
