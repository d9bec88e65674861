using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Amounts;

namespace MedInsure.Rules.Tests.Amounts;

public sealed class FractionTests
{
    /// <summary>Small and huge values alike: the long path, the BigInteger path, and the border between them.</summary>
    private static readonly Arbitrary<Fraction> Any = ArbMap.Default.ArbFor<(int, NonNegativeInt, NonNegativeInt, int)>().Generator
        .Select(seed =>
        {
            var (numerator, below, scale, kind) = seed;
            BigInteger top = (kind & 3) switch { 0 => numerator, 1 => (BigInteger)numerator * long.MaxValue, 2 => new BigInteger(long.MaxValue) - Math.Abs((long)numerator), _ => BigInteger.Pow(numerator, 5) };
            BigInteger bottom = (kind & 4) == 0 ? 1 + below.Get : BigInteger.Pow(10, scale.Get % 25);
            return new Fraction(top, bottom);
        })
        .ToArbitrary();

    [Fact]
    public void Addition_and_multiplication_obey_the_laws_of_arithmetic() =>
        Prop.ForAll(Any, Any, Any, (a, b, c) =>
            a + b == b + a && a + (b + c) == (a + b) + c && a * b == b * a && a * (b * c) == (a * b) * c && a * (b + c) == (a * b) + (a * c)
            && a + Fraction.Zero == a && a * Fraction.One == a && a - a == Fraction.Zero && a - b == a + (Fraction.Zero - b)).QuickCheckThrowOnFailure();

    [Fact]
    public void Division_undoes_multiplication() =>
        Prop.ForAll(Any, Any, (a, b) => b == Fraction.Zero || a * b / b == a).QuickCheckThrowOnFailure();

    [Fact]
    public void The_result_is_that_of_plain_big_integers() =>
        Prop.ForAll(Any, Any, (a, b) =>
        {
            var sum = a + b;
            var product = a * b;
            return sum.Numerator * a.Denominator * b.Denominator == ((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator)) * sum.Denominator
                && product.Numerator * a.Denominator * b.Denominator == a.Numerator * b.Numerator * product.Denominator
                && a.CompareTo(b) == (a.Numerator * b.Denominator).CompareTo(b.Numerator * a.Denominator);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_value_is_always_in_lowest_terms_over_a_positive_denominator() =>
        Prop.ForAll(Any, Any, (a, b) => BigInteger.GreatestCommonDivisor((a * b).Numerator, (a * b).Denominator).IsOne && (a - b).Denominator.Sign > 0).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_values_have_equal_hashes_however_they_came_about() =>
        Prop.ForAll(Any, Any, (a, b) => (a + b - b).GetHashCode() == a.GetHashCode() && (a + b - b).Equals(a)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_text_reads_back_as_the_same_value() =>
        Prop.ForAll(Any, a => Fraction.Parse(a.ToText()) == a).QuickCheckThrowOnFailure();

    [Fact]
    public void The_text_of_a_decimal_has_no_zeros_at_its_end() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int, NonNegativeInt)>(), pair =>
        {
            var value = pair.Item1 / (decimal)Math.Pow(10, pair.Item2.Get % 7);
            return ((Fraction)value).ToText() == value.ToString("0.############", CultureInfo.InvariantCulture);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_decimal_is_taken_exactly() =>
        Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), value =>
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            var point = text.IndexOf('.', StringComparison.Ordinal);
            var digits = BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            return (Fraction)value == new Fraction(digits, BigInteger.Pow(10, point < 0 ? 0 : text.Length - point - 1));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_floor_is_the_largest_whole_number_not_above() =>
        Prop.ForAll(Any, a => new Fraction(a.Floor(), 1) <= a && new Fraction(a.Floor() + 1, 1) > a).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("8.16", "8.16", "8.16")]
    [InlineData("550", "550", "550.00")]
    [InlineData("14.357", "14.357", "14.357")]
    [InlineData("10/3", "10/3", "10/3（≈3.3333）")]
    [InlineData("-10/3", "-10/3", "-10/3（≈-3.3333）")]
    [InlineData("-0.5", "-0.5", "-0.50")]
    [InlineData("0", "0", "0.00")]
    [InlineData("2/3", "2/3", "2/3（≈0.6667）")]
    public void Texts_for_files_and_for_people(string written, string canonical, string people)
    {
        Assert.Equal(canonical, Fraction.Parse(written).ToText());
        Assert.Equal(people, Fraction.Parse(written).ToYuanText());
    }

    [Fact]
    public void Even_a_huge_endless_value_has_a_text_for_people() =>
        Assert.Equal($"1{new string('0', 40)}/3（≈{new string('3', 40)}.3333）", new Fraction(BigInteger.Pow(10, 40), 3).ToYuanText());

    [Theory]
    [InlineData("0.005", 1)]
    [InlineData("0.0049999", 0)]
    [InlineData("-0.005", -1)]
    [InlineData("1/300", 0)]
    [InlineData("1/150", 1)]
    public void Half_a_fen_is_rounded_away_from_zero(string yuan, long fen) => Assert.Equal(fen, Fraction.Parse(yuan).RoundToFen().Fen);

    [Fact]
    public void An_amount_beyond_all_money_is_an_error_and_not_another_amount() =>
        Assert.Throws<OverflowException>(() => new Fraction(BigInteger.Pow(10, 20), 1).RoundToFen());

    [Fact]
    public void Nothing_is_divided_by_zero()
    {
        Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0));
        Assert.Throws<DivideByZeroException>(() => Fraction.One / Fraction.Zero);
    }

    [Fact]
    public void The_default_value_is_zero()
    {
        Assert.Equal(Fraction.Zero, default);
        Assert.Equal("0", default(Fraction).ToText());
        Assert.Equal(Fraction.One, default(Fraction) + Fraction.One);
    }
}
