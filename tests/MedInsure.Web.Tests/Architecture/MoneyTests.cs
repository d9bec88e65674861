namespace MedInsure.Web.Tests.Architecture;

/// <summary>Money is fen in a long, rates are decimal (docs/adr/0005-money.md): floating point has no way in.</summary>
public sealed class MoneyTests
{
    /// <summary>Column widths, row heights and font sizes of a sheet, and the number as a workbook stores it before it is read as decimal.</summary>
    private static readonly string[] Excused = ["ColumnWidths", "RowHeights", "SheetXml", "XlsxStyles", "XlsxValue", "NumberKinds", "StoredValue"];

    [Fact]
    public void Rules_know_no_floating_point() => Assert.Empty(House.Rules.Written().SelectMany(FloatingPoint.In));

    [Fact]
    public void Persistence_stores_no_floating_point() => Assert.Empty(House.Persistence.Written().SelectMany(FloatingPoint.In));

    [Fact]
    public void Use_cases_take_and_give_no_floating_point_but_for_lengths_on_paper_and_cells_of_a_workbook() =>
        Assert.Empty(House.UseCases.Written().Where(type => !Excused.Contains(type.Name)).SelectMany(FloatingPoint.In));

    [Fact]
    public void The_check_sees_every_place_where_floating_point_could_hide() =>
        Assert.Equal(5, FloatingPoint.In(typeof(Planted)).Count());

#pragma warning disable IDE0051, CA1823, MA0182 // planted faults
    private sealed class Planted(Half rate)
    {
        private readonly List<double?> amounts = [];

        public float[] Shares() => [(float)rate];

        public static void Pay(Dictionary<string, float> byPayer) => ArgumentNullException.ThrowIfNull(byPayer);

        public int Count => amounts.Count;
    }
#pragma warning restore
}
