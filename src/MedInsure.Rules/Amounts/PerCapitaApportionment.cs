using System.Numerics;

namespace MedInsure.Rules.Amounts;

/// <summary>
/// The rule of <see cref="Apportionment"/> made ready for one set of shares a head and many headcounts: thousands of counties stand in a handful of
/// tiers. The shares are brought over one denominator once, and a county then costs whole-number arithmetic; a property test holds it to the rule.
/// </summary>
public sealed class PerCapitaApportionment
{
    /// <summary>Above this a product with a headcount, or a sum of such products, could leave 128 bits.</summary>
    private static readonly BigInteger Widest = BigInteger.One << 58;

    private readonly IReadOnlyList<Fraction> perCapita;
    private readonly long[]? fenOverDenominator;
    private readonly long denominator;

    /// <param name="perCapita">Yuan a head, in payer order, none negative.</param>
    public PerCapitaApportionment(IReadOnlyList<Fraction> perCapita)
    {
        ArgumentNullException.ThrowIfNull(perCapita);
        if (perCapita.Any(share => share.IsNegative))
        {
            throw new ArgumentException("A payer's share cannot be negative.", nameof(perCapita));
        }

        this.perCapita = perCapita;
        var common = perCapita.Aggregate(BigInteger.One, (multiple, share) => multiple / BigInteger.GreatestCommonDivisor(multiple, share.Denominator) * share.Denominator);
        var numerators = perCapita.Select(share => share.Numerator * 100 * (common / share.Denominator)).ToList();
        if (common <= Widest && numerators.All(numerator => numerator <= Widest) && numerators.Count <= 16)
        {
            denominator = (long)common;
            fenOverDenominator = [.. numerators.Select(numerator => (long)numerator)];
        }
    }

    /// <summary>The parts of share × headcount in whole fen; together the exact total, rounded half up.</summary>
    /// <param name="persons">0 or more.</param>
    public IReadOnlyList<WholeFenPart> Of(long persons)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(persons);
        return fenOverDenominator is null
            ? [.. Apportionment.LargestRemainder([.. perCapita.Select(share => share * persons)]).Select(part => new WholeFenPart(part.Amount, part.ResidualFen))]
            : InWholeNumbers(fenOverDenominator, persons);
    }

    private WholeFenPart[] InWholeNumbers(long[] numerators, long persons)
    {
        var floors = new long[numerators.Length];
        Span<Int128> remainders = stackalloc Int128[numerators.Length];
        var (sum, whole) = (Int128.Zero, 0L);
        for (var i = 0; i < numerators.Length; i++)
        {
            var exact = (Int128)numerators[i] * persons;
            var (fen, remainder) = Int128.DivRem(exact, denominator);
            (floors[i], remainders[i]) = ((long)fen, remainder);
            sum += exact;
            whole += floors[i];
        }

        var parts = new WholeFenPart[numerators.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new WholeFenPart(new Money(floors[i]), 0);
        }

        for (var missing = (long)(((sum * 2) + denominator) / ((Int128)denominator * 2)) - whole; missing > 0; missing--)
        {
            var largest = 0;
            for (var i = 1; i < parts.Length; i++)
            {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }

            remainders[largest] = -1;
            parts[largest] = new WholeFenPart(new Money(floors[largest] + 1), 1);
        }

        return parts;
    }
}

/// <param name="ResidualFen">尾差: the fen, 0 or 1, by which the part was raised above its whole fen so that the parts meet the total.</param>
public readonly record struct WholeFenPart(Money Amount, int ResidualFen);
