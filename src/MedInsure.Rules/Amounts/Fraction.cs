using System.Globalization;
using System.Numerics;

namespace MedInsure.Rules.Amounts;

/// <summary>
/// An exact rational number, used for per-capita shares in yuan. A third of 10 yuan has no decimal form, and a share
/// that was rounded before it met the headcount costs a county real money (see 01-domain trap 7), so shares stay exact.
/// </summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private readonly BigInteger denominatorLessOne; // so that default(Fraction) is zero and not 0/0

    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        denominatorLessOne = (denominator / divisor) - 1;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => denominatorLessOne + 1;

    public static Fraction Zero => default;

    public static Fraction One => new(1, 1);

    public bool IsNegative => Numerator.Sign < 0;

    public static implicit operator Fraction(decimal value)
    {
        var bits = decimal.GetBits(value);
        var scale = (bits[3] >> 16) & 0xFF;
        var magnitude = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new Fraction(bits[3] < 0 ? -magnitude : magnitude, BigInteger.Pow(10, scale));
    }

    public static implicit operator Fraction(long value) => new(value, 1);

    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left + new Fraction(-right.Numerator, right.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Fraction operator /(Fraction left, Fraction right) => new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator ==(Fraction left, Fraction right) => left.Equals(right);

    public static bool operator !=(Fraction left, Fraction right) => !left.Equals(right);

    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    public static Fraction Sum(IEnumerable<Fraction> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Aggregate(Zero, (sum, value) => sum + value);
    }

    /// <summary>The largest whole number that is not above the value.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>An amount in yuan as whole fen, half a fen rounded away from zero (四舍五入).</summary>
    public Money RoundToFen()
    {
        var fen = new Fraction(BigInteger.Abs(Numerator), Denominator) * 100L;
        var rounded = (fen + new Fraction(1, 2)).Floor();
        return new Money((long)(IsNegative ? -rounded : rounded));
    }

    /// <summary>The exact decimal, when the value has one of at most 12 places; otherwise false.</summary>
    public bool TryToDecimal(out decimal value)
    {
        var scaled = this * new Fraction(BigInteger.Pow(10, 12), 1);
        value = 0;
        if (!scaled.Denominator.IsOne || BigInteger.Abs(scaled.Numerator) > new BigInteger(decimal.MaxValue))
        {
            return false;
        }

        value = (decimal)scaled.Numerator / 1_000_000_000_000m;
        return true;
    }

    /// <summary>Reads what <see cref="ToText"/> writes: "8.16" or "10/3".</summary>
    public static Fraction Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : new Fraction(
                BigInteger.Parse(text.AsSpan(0, slash), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                BigInteger.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// The exact value: the shortest decimal where there is one ("8.16"), else numerator/denominator ("10/3").
    /// Canonical texts and hashes use this form.
    /// </summary>
    public string ToText() => TryToDecimal(out var value)
        ? value.ToString("0.############", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>For people: at least two decimals, more where the value has more, "10/3 (≈3.3333)" where it has no end.</summary>
    public string ToYuanText()
    {
        if (TryToDecimal(out var value))
        {
            return value.ToString("0.00##########", CultureInfo.InvariantCulture);
        }

        var tenThousandths = ((this * 10_000L) + new Fraction(1, 2)).Floor();
        var approximate = ((decimal)tenThousandths / 10_000m).ToString("0.0000", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}（≈{approximate}）");
    }

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Fraction other) => Numerator == other.Numerator && denominatorLessOne == other.denominatorLessOne;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, denominatorLessOne);

    public override string ToString() => ToText();
}
