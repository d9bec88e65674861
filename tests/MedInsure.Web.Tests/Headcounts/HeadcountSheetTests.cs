using MedInsure.Rules.Headcounts;
using MedInsure.Rules.Regions;
using MedInsure.UseCases.Headcounts;
using MedInsure.Web.Headcounts;

namespace MedInsure.Web.Tests.Headcounts;

public sealed class HeadcountSheetTests
{
    private static readonly SheetPlace Chengguan = new(new RegionCode("620102"), 0);
    private static readonly SheetPlace Yongchang = new(new RegionCode("620321"), 3);

    [Fact]
    public void What_is_typed_is_sent_as_typed_with_the_version_that_was_seen()
    {
        var sheet = new HeadcountSheet(SomeList.Gansu());
        sheet.Type(Chengguan, "1,200 ");
        sheet.Type(Yongchang, "０");
        Assert.Equal(
            [new HeadcountCellChange("620102", EnrolmentBasis.HouseholdRegister, "1,200", 900), new HeadcountCellChange("620321", EnrolmentBasis.HongKongMacaoTaiwan, "０", null)],
            sheet.Changes());
        Assert.Equal((2, 0), (sheet.TypedCount, sheet.WrongCount));
    }

    [Fact]
    public void Typing_the_saved_figure_again_takes_the_change_back()
    {
        var sheet = new HeadcountSheet(SomeList.Gansu());
        sheet.Type(Chengguan, "5");
        sheet.Type(Chengguan, "８００");
        Assert.Equal(0, sheet.TypedCount);
        Assert.Equal("800", sheet.Text(Chengguan));
    }

    [Fact]
    public void A_text_that_is_no_number_stays_to_be_mended_and_counts_in_no_sum()
    {
        var sheet = new HeadcountSheet(SomeList.Gansu());
        sheet.Type(Chengguan, "-5");
        Assert.Equal(("-5", true, 1), (sheet.Text(Chengguan), sheet.IsWrong(Chengguan), sheet.WrongCount));
        Assert.Null(sheet.Persons(Chengguan));
        Assert.Equal(400, sheet.Lines(HeadcountFilter.None)[^1].Columns[0]);
    }

    [Fact]
    public void A_place_outside_the_table_is_ignored()
    {
        var sheet = new HeadcountSheet(SomeList.Gansu());
        sheet.Type(new SheetPlace(new RegionCode("340102"), 0), "1");
        sheet.Type(Chengguan with { Column = 4 }, "1");
        Assert.Equal(0, sheet.TypedCount);
    }

    [Fact]
    public void On_a_newer_list_the_work_stays_except_where_somebody_else_wrote()
    {
        var sheet = new HeadcountSheet(SomeList.Gansu());
        sheet.Type(Chengguan, "5");
        sheet.Type(Yongchang, "7");
        var newer = SomeList.Of(SomeList.Unit("620102", "城关区", SomeList.Lanzhou, 900, 20, 3, 1), SomeList.Unit("620321", "永昌县", SomeList.Jinchang));
        var (after, dropped) = sheet.On(newer);
        Assert.Equal((1, 1, "900", "7"), (dropped, after.TypedCount, after.Text(Chengguan), after.Text(Yongchang)));
    }

    [Fact]
    public void A_province_has_subtotals_and_sums_say_what_is_missing()
    {
        var lines = new HeadcountSheet(SomeList.Gansu()).Lines(HeadcountFilter.None);
        Assert.Equal(["城关区", "七里河区", "兰州市小计", "永昌县", "金昌市小计", "合计"], lines.Select(line => line.Name));
        Assert.Equal([1, 2, 0, 3, 0, 0], lines.Select(line => line.Number));
        Assert.Equal([824L, 412L, 1236L, null, null, 1236L], lines.Select(line => line.Sum));
        Assert.Equal([0, 0, 0, 1, 1, 1], lines.Select(line => line.Missing));
    }

    [Fact]
    public void A_filter_finds_by_name_code_and_city_and_its_sum_says_so()
    {
        var sheet = new HeadcountSheet(SomeList.Gansu());
        IEnumerable<string> Names(HeadcountFilter filter) => sheet.Lines(filter).Select(line => line.Name);
        Assert.Equal(["七里河区", "兰州市小计", "筛选合计"], Names(HeadcountFilter.Of("七里", null, null)));
        Assert.Equal(["永昌县", "金昌市小计", "筛选合计"], Names(HeadcountFilter.Of("6203", null, null)));
        Assert.Equal(["永昌县", "金昌市小计", "筛选合计"], Names(HeadcountFilter.Of(null, "missing", null)));
        Assert.Equal(["永昌县", "金昌市小计", "筛选合计"], Names(HeadcountFilter.Of(null, null, "620300")));
        Assert.Empty(Names(HeadcountFilter.Of("不存在", null, null)));
        Assert.Equal("&q=%E4%B8%83%E9%87%8C&show=missing&city=620100", HeadcountAddress.Query(HeadcountFilter.Of(" 七里 ", "missing", "620100")));
        Assert.True(HeadcountFilter.Of("", "nonsense", null).IsNone);
    }
}
