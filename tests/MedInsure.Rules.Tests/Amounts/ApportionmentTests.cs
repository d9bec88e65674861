using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Amounts;

namespace MedInsure.Rules.Tests.Amounts;

public sealed class ApportionmentTests
{
    private static readonly Arbitrary<Fraction[]> Parts = ArbMap.Default.ArbFor<(NonNegativeInt, PositiveInt)[]>().Generator
        .Select(pairs => pairs.Select(pair => new Fraction(pair.Item1.Get, pair.Item2.Get)).ToArray()).ToArbitrary();

    [Fact]
    public void The_parts_add_up_to_the_total_rounded_half_up() =>
        Prop.ForAll(Parts, exact => Money.Sum(Apportionment.LargestRemainder(exact).Select(part => part.Amount)) == Fraction.Sum(exact).RoundToFen()).QuickCheckThrowOnFailure();

    [Fact]
    public void No_part_is_off_by_a_fen_or_more() =>
        Prop.ForAll(Parts, exact => Apportionment.LargestRemainder(exact).All(part =>
            part.Amount.Yuan - part.Exact < new Fraction(1, 100) && part.Exact - (Fraction)part.Amount.Yuan < new Fraction(1, 100))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_residual_is_what_was_added_to_the_whole_fen() =>
        Prop.ForAll(Parts, exact => Apportionment.LargestRemainder(exact).All(part => part.ResidualFen is 0 or 1 && part.Amount.Fen == (long)(part.Exact * 100L).Floor() + part.ResidualFen)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_part_with_a_larger_remainder_is_raised_before_one_with_a_smaller() =>
        Prop.ForAll(Parts, exact =>
        {
            var parts = Apportionment.LargestRemainder(exact);
            Fraction Cut(ApportionedPart part) => (part.Exact * 100L) - new Fraction((part.Exact * 100L).Floor(), 1);
            return parts.Where(part => part.ResidualFen == 1).All(raised => parts.Where(part => part.ResidualFen == 0).All(cut => Cut(raised) >= Cut(cut)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whole_fen_stay_as_they_are() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt[]>(), fen =>
            Apportionment.LargestRemainder([.. fen.Select(value => new Fraction(value.Get, 100))]).Select(part => part.Amount.Fen).SequenceEqual(fen.Select(value => (long)value.Get))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_split_of_a_total_is_not_the_product_of_a_rounded_share()
    {
        Fraction standard = 20.51m;
        var parts = Apportionment.LargestRemainder([standard * 7L / 10L * 10_000L, standard * 3L / 10L * 10_000L]);
        Assert.Equal([14_357_000L, 6_153_000L], parts.Select(part => part.Amount.Fen)); // 143,570.00 + 61,530.00; 14.36 × 10,000 would be 143,600.00
        Assert.All(parts, part => Assert.Equal(0, part.ResidualFen));
    }

    [Theory]
    [InlineData(new long[] { 1, 1, 1 }, 3, new long[] { 34, 33, 33 })] // a yuan in thirds: the first payer gets the fen
    [InlineData(new long[] { 2, 2, 2 }, 3, new long[] { 67, 67, 66 })]
    [InlineData(new long[] { 1, 1, 1, 1 }, 200, new long[] { 1, 1, 0, 0 })] // four half fen: the first two
    [InlineData(new long[] { 1, 3, 0, 4 }, 800, new long[] { 0, 0, 0, 1 })] // ⅛, ⅜, 0 and ½ fen make one: the largest remainder
    public void A_tied_fen_goes_to_the_payer_that_comes_first(long[] numerators, long denominator, long[] fen) =>
        Assert.Equal(fen, Apportionment.LargestRemainder([.. numerators.Select(numerator => new Fraction(numerator, denominator))]).Select(part => part.Amount.Fen));

    [Fact]
    public void Shares_made_ready_for_many_headcounts_give_what_the_rule_gives() =>
        Prop.ForAll(Parts, ArbMap.Default.ArbFor<NonNegativeInt>(), (shares, persons) =>
            Same(new PerCapitaApportionment(shares).Of(persons.Get), Apportionment.LargestRemainder([.. shares.Select(share => share * (long)persons.Get)]))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("670.37 / 7", "1/3", "1/3", 999_999_937)]
    [InlineData("1/2", "1/2", "1/2", 1)] // 3/2 yuan
    [InlineData("1/200", "1/300", "1/700", 1)] // just below half a fen together, and above
    [InlineData("1/900719925474099100", "1/3", "8.16", 1_400_000_000)] // too wide for 64 bits: the rule itself
    [InlineData("0", "0", "0", 5)]
    public void Odd_denominators_and_wide_ones_are_apportioned_alike(string first, string second, string third, long persons)
    {
        Fraction[] shares = [.. new[] { first, second, third }.Select(text => text.Contains(" / ", StringComparison.Ordinal) ? Fraction.Parse("670.37") / 7L : Fraction.Parse(text))];
        Assert.True(Same(new PerCapitaApportionment(shares).Of(persons), Apportionment.LargestRemainder([.. shares.Select(share => share * persons)])));
    }

    [Fact]
    public void A_negative_share_or_headcount_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new PerCapitaApportionment([Fraction.One, -1L]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerCapitaApportionment([Fraction.One]).Of(-1));
        Assert.Equal(100, new PerCapitaApportionment([Fraction.One]).Of(1)[0].Amount.Fen);
    }

    private static bool Same(IReadOnlyList<WholeFenPart> parts, IReadOnlyList<ApportionedPart> byRule) =>
        parts.SequenceEqual(byRule.Select(part => new WholeFenPart(part.Amount, part.ResidualFen)));

    [Fact]
    public void Nothing_to_divide_is_nothing() => Assert.Empty(Apportionment.LargestRemainder([]));

    [Fact]
    public void A_negative_part_is_refused() => Assert.Throws<ArgumentException>(() => Apportionment.LargestRemainder([Fraction.One, -1L]));

    [Fact]
    public void A_huge_headcount_is_exact()
    {
        var third = new Fraction(550, 3);
        var parts = Apportionment.LargestRemainder([third * 1_400_000_001L, third * 1_400_000_001L, third * 1_400_000_001L]);
        Assert.Equal(550L * 1_400_000_001L * 100L, parts.Sum(part => part.Amount.Fen));
    }

    [Fact]
    public void An_amount_beyond_all_money_is_an_error() =>
        Assert.Throws<OverflowException>(() => Apportionment.LargestRemainder([(Fraction)550L * long.MaxValue, Fraction.One]));
}
