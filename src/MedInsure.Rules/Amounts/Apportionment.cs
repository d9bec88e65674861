using System.Numerics;

namespace MedInsure.Rules.Amounts;

/// <summary>One payer's part of an apportioned amount.</summary>
/// <param name="Exact">The part before rounding, in yuan.</param>
/// <param name="Amount">The part in whole fen; less than one fen away from <paramref name="Exact"/>.</param>
/// <param name="ResidualFen">尾差: the fen, 0 or 1, by which the part was raised above its whole fen so that the parts meet the total.</param>
public readonly record struct ApportionedPart(Fraction Exact, Money Amount, int ResidualFen);

/// <summary>
/// Turns exact parts into whole fen that add up to the exact total, itself rounded half up. Each part is first cut to
/// whole fen; the fen that are missing go to the parts with the largest cut-off remainder, and between equal remainders to the
/// one that comes first. The order of the parts is therefore part of the rule (内部口径: central, province, city, county).
/// </summary>
public static class Apportionment
{
    public static IReadOnlyList<ApportionedPart> LargestRemainder(IReadOnlyList<Fraction> exactParts)
    {
        ArgumentNullException.ThrowIfNull(exactParts);
        if (exactParts.Any(part => part.IsNegative))
        {
            throw new ArgumentException("A payer's part cannot be negative.", nameof(exactParts));
        }

        var floors = new BigInteger[exactParts.Count];
        var remainders = new Fraction[exactParts.Count];
        for (var i = 0; i < exactParts.Count; i++)
        {
            var fen = exactParts[i] * 100L;
            floors[i] = fen.Floor();
            remainders[i] = fen - new Fraction(floors[i], 1);
        }

        var total = Fraction.Sum(exactParts).RoundToFen();
        var missing = (int)(total.Fen - floors.Aggregate(BigInteger.Zero, (sum, floor) => sum + floor));
        var raised = Enumerable.Range(0, exactParts.Count).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take(missing).ToHashSet();
        return [.. exactParts.Select((part, i) => new ApportionedPart(part, new Money((long)floors[i] + (raised.Contains(i) ? 1 : 0)), raised.Contains(i) ? 1 : 0))];
    }
}
