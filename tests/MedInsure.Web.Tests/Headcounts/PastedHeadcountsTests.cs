using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;
using MedInsure.Web.Headcounts;

namespace MedInsure.Web.Tests.Headcounts;

public sealed class PastedHeadcountsTests
{
    private readonly HeadcountSheet sheet = new(SomeList.Gansu());

    [Fact]
    public void A_block_is_laid_down_from_the_chosen_cell_over_the_rows_that_are_shown()
    {
        Assert.Equal(4, Paste("620102", 2, "１,234\t5\r\n6\t\r\n").Value);
        Assert.Equal(["1,234", "5", "6", ""], [Text("620102", 2), Text("620102", 3), Text("620103", 2), Text("620103", 3)]);
        var shown = sheet.List.Units.Where(unit => unit.Code.Value != "620103").ToList();
        Assert.True(PastedHeadcounts.Paste(sheet, shown, Place("620102", 0), "1\n2").IsOk);
        Assert.Equal(["1", "400", "2"], [Text("620102", 0), Text("620103", 0), Text("620321", 0)]);
    }

    [Theory]
    [InlineData("620103", 0, "1\n2\n3", "有 3 行，从所选单元格起只有 2 行")]
    [InlineData("620102", 3, "1\t2", "有 2 列，从所选单元格起只有 1 列")]
    [InlineData("620102", 0, "   ", "没有可粘贴的内容")]
    [InlineData("620102", 0, "620102\t1\n620321\t2\n999999\t3", "区划代码 999999 不在本表中")]
    [InlineData("620102", 0, "620102\t1\n620102\t2", "出现了两次")]
    [InlineData("620102", 0, "620102\t城关区\t1\t2\t3\t4\t5", "现在是 5 列")]
    public void A_block_that_does_not_fit_changes_nothing(string unit, int column, string text, string reason)
    {
        Assert.Contains(reason, Assert.IsType<Refused>(Paste(unit, column, text).Problem).Sentence, StringComparison.Ordinal);
        Assert.Equal(0, sheet.TypedCount);
    }

    [Fact]
    public void A_block_with_codes_finds_its_units_wherever_it_is_pasted()
    {
        Assert.Equal(4, Paste("620103", 3, "620321\t永昌县\t11\t12\n620102\t城关区\t21\t22").Value);
        Assert.Equal(["11", "12", "21", "22"], [Text("620321", 0), Text("620321", 1), Text("620102", 0), Text("620102", 1)]);
    }

    [Fact]
    public void Six_digits_are_persons_where_they_are_no_codes_of_the_table()
    {
        Assert.True(Paste("620102", 0, "812345\t654321\n812346\t654322").IsOk);
        Assert.Equal("812,345", Text("620102", 0));
    }

    private Result<int> Paste(string unit, int column, string text) => PastedHeadcounts.Paste(sheet, sheet.List.Units, Place(unit, column), text);

    private string Text(string unit, int column) => sheet.Text(Place(unit, column));

    private static SheetPlace Place(string unit, int column) => new(new RegionCode(unit), column);
}
