using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Amounts;

namespace MedInsure.Rules.Tests.Amounts;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0.001")]
    [InlineData("14.357")]
    [InlineData("1.0000000000000000000000000001")]
    public void Part_of_a_fen_is_refused(string yuan) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.FromYuan(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Yuan_and_fen_are_the_same_amount() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), fen => Money.FromYuan(new Money(fen).Yuan) == new Money(fen)).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_and_differences_are_exact() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int, int)>(), pair => new Money(pair.Item1) + new Money(pair.Item2) - new Money(pair.Item2) == new Money(pair.Item1)).QuickCheckThrowOnFailure();

    [Fact]
    public void An_overflow_is_an_error_and_not_a_wrong_figure()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue));
        Assert.Throws<OverflowException>(() => Money.Sum([new Money(long.MaxValue), new Money(1)]));
        Assert.Throws<OverflowException>(() => Money.FromYuan(1_000_000_000_000_000_000m));
    }

    [Fact]
    public void Amounts_are_ordered_and_written_by_value()
    {
        Assert.True(new Money(1) > Money.Zero && new Money(-1) < Money.Zero && new Money(1) >= new Money(1) && new Money(1) <= new Money(1));
        Assert.Equal("-0.05", new Money(-5).ToString());
        Assert.Equal("143570.00", Money.FromYuan(143_570m).ToString());
    }
}
