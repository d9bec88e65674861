using System.Globalization;

namespace MedInsure.Rules.Amounts;

/// <summary>
/// An amount of renminbi in whole fen. There is no way to hold part of a fen: a product of a per-capita share and a
/// headcount becomes Money once, through <see cref="Apportionment"/> or <see cref="Fraction.RoundToFen"/>.
/// </summary>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public static Money Zero => default;

    /// <summary>Takes an amount in yuan that is a whole number of fen; anything finer is an error, never rounded.</summary>
    public static Money FromYuan(decimal yuan)
    {
        var fen = yuan * 100m;
        return fen == decimal.Truncate(fen)
            ? new Money((long)fen)
            : throw new ArgumentOutOfRangeException(nameof(yuan), yuan, "An amount of money is a whole number of fen.");
    }

    /// <summary>The amount in yuan, exact.</summary>
    public decimal Yuan => Fen / 100m;

    public static Money operator +(Money left, Money right) => new(checked(left.Fen + right.Fen));

    public static Money operator -(Money left, Money right) => new(checked(left.Fen - right.Fen));

    public static Money operator -(Money value) => new(checked(-value.Fen));

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    public static Money Sum(IEnumerable<Money> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return amounts.Aggregate(Zero, (sum, amount) => sum + amount);
    }

    public override string ToString() => Yuan.ToString("0.00", CultureInfo.InvariantCulture);
}
