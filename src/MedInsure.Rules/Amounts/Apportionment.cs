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

        var floors = new long[exactParts.Count];
        var remainders = new Fraction[exactParts.Count];
        var (whole, sum) = (0L, Fraction.Zero);
        for (var i = 0; i < exactParts.Count; i++)
        {
            var fen = exactParts[i] * 100L;
            (floors[i], remainders[i]) = fen.Cut();
            whole += floors[i];
            sum += exactParts[i];
        }

        var missing = (int)(sum.RoundToFen().Fen - whole);
        HashSet<int> raised = missing == 0 ? [] : [.. Enumerable.Range(0, exactParts.Count).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take(missing)];
        var parts = new ApportionedPart[exactParts.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var residual = raised.Contains(i) ? 1 : 0;
            parts[i] = new ApportionedPart(exactParts[i], new Money(floors[i] + residual), residual);
        }

        return parts;
    }
}
