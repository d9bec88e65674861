using System.Globalization;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Tests.Tables;

public sealed class MoneyTextTests
{
    [Theory]
    [InlineData(0, "0.00", "0.000000")]
    [InlineData(1, "0.01", "0.000001")]
    [InlineData(-1, "-0.01", "-0.000001")]
    [InlineData(123_456, "1,234.56", "0.123456")]
    [InlineData(-14_357_000_00, "-14,357,000.00", "-1,435.700000")]
    [InlineData(100_000_000_000_000_00, "100,000,000,000,000.00", "10,000,000,000.000000")]
    [InlineData(long.MaxValue, "92,233,720,368,547,758.07", "9,223,372,036,854.775807")]
    [InlineData(long.MinValue, "-92,233,720,368,547,758.08", "-9,223,372,036,854.775808")]
    public void Fen_are_written_exactly_in_either_unit(long fen, string yuan, string tenThousand)
    {
        Assert.Equal(yuan, MoneyText.Display(fen, MoneyUnit.Yuan));
        Assert.Equal(tenThousand, MoneyText.Display(fen, MoneyUnit.TenThousandYuan));
        Assert.Equal(yuan.Replace(",", "", StringComparison.Ordinal), MoneyText.Plain(fen, MoneyUnit.Yuan));
        Assert.Equal(fen, decimal.Parse(MoneyText.Plain(fen, MoneyUnit.TenThousandYuan), CultureInfo.InvariantCulture) * 1_000_000m);
    }

    [Theory]
    [InlineData("550", "550.00")]
    [InlineData("96.4", "96.40")]
    [InlineData("14.3570", "14.357")]
    [InlineData("1550.125", "1,550.125")]
    [InlineData("-0.5", "-0.50")]
    [InlineData("550/3", "550/3")]
    public void A_rate_a_head_has_two_decimals_and_more_only_where_its_value_has_more(string exact, string shown) =>
        Assert.Equal(shown, PerCapitaText.Display(exact));

    [Theory]
    [InlineData("")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("1.")]
    [InlineData("依据待补")]
    public void A_rate_that_is_no_exact_number_cannot_stand_in_a_table(string text) => Assert.Throws<ArgumentException>(() => new PerCapitaCell(text));
}
