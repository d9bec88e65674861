using System.Globalization;
using System.Numerics;

namespace MedInsure.Rules.Amounts;

/// <summary>
/// An exact rational number, used for per-capita shares in yuan. A third of 10 yuan has no decimal form, and a share
/// that was rounded before it met the headcount costs a county real money (see 01-domain trap 7), so shares stay exact.
/// </summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    // Nearly every value fits in two longs; those that do not live in big, in lowest terms as well, so that equal values have one form.
    private readonly long numerator;
    private readonly long denominatorLessOne; // so that default(Fraction) is zero and not 0/0
    private readonly Wide? big;

    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        var (above, below) = (numerator / divisor, denominator / divisor);
        if (above >= long.MinValue && above <= long.MaxValue && below <= long.MaxValue)
        {
            (this.numerator, denominatorLessOne) = ((long)above, (long)below - 1);
        }
        else
        {
            big = new Wide(above, below);
        }
    }

    private Fraction(long numerator, long denominator)
    {
        this.numerator = numerator;
        denominatorLessOne = denominator - 1;
    }

    public BigInteger Numerator => big?.Numerator ?? numerator;

    public BigInteger Denominator => big?.Denominator ?? denominatorLessOne + 1;

    public static Fraction Zero => default;

    public static Fraction One => new(1L, 1L);

    public bool IsNegative => big is null ? numerator < 0 : big.Numerator.Sign < 0;

    public static implicit operator Fraction(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var words = System.Runtime.InteropServices.MemoryMarshal.Cast<int, uint>(bits); // the halves of the magnitude have no sign of their own
        var scale = (int)(words[3] >> 16) & 0xFF;
        var (low, high) = (((ulong)words[1] << 32) | words[0], words[2]);
        if (high == 0 && low <= long.MaxValue && scale < PowersOfTen.Length)
        {
            return Reduced(decimal.IsNegative(value) ? -(long)low : (long)low, PowersOfTen[scale]);
        }

        var magnitude = ((BigInteger)high << 64) | low;
        return new Fraction(decimal.IsNegative(value) ? -magnitude : magnitude, BigInteger.Pow(10, scale));
    }

    public static implicit operator Fraction(long value) => new(value, 1L);

    public static Fraction operator +(Fraction left, Fraction right) => left.big is null && right.big is null
        ? Reduced(((Int128)left.numerator * right.Below) + ((Int128)right.numerator * left.Below), (Int128)left.Below * right.Below)
        : new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left.big is null && right.big is null
        ? Reduced(((Int128)left.numerator * right.Below) - ((Int128)right.numerator * left.Below), (Int128)left.Below * right.Below)
        : new((left.Numerator * right.Denominator) - (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) => left.big is null && right.big is null
        ? Reduced((Int128)left.numerator * right.numerator, (Int128)left.Below * right.Below)
        : new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Fraction operator /(Fraction left, Fraction right) => left.big is null && right.big is null && right.numerator > 0
        ? Reduced((Int128)left.numerator * right.Below, (Int128)left.Below * right.numerator)
        : new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

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
        if (big is null)
        {
            var (whole, rest) = Math.DivRem(numerator, Below);
            return rest < 0 ? whole - 1 : whole;
        }

        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The largest whole number that is not above the value, and what is left; a whole number beyond 64 bits is an overflow.</summary>
    internal (long Whole, Fraction Remainder) Cut()
    {
        if (big is not null)
        {
            var floor = (long)Floor();
            return (floor, this - floor);
        }

        var (whole, rest) = Math.DivRem(numerator, Below);
        whole -= rest < 0 ? 1 : 0;
        return (whole, this - whole);
    }

    /// <summary>An amount in yuan as whole fen, half a fen rounded away from zero (四舍五入).</summary>
    public Money RoundToFen()
    {
        var fen = (IsNegative ? Zero - this : this) * 100L;
        var rounded = (fen + new Fraction(1L, 2L)).Floor();
        return new Money((long)(IsNegative ? -rounded : rounded));
    }

    /// <summary>The exact decimal, when the value has one of at most 12 places; otherwise false.</summary>
    public bool TryToDecimal(out decimal value)
    {
        var scaled = this * 1_000_000_000_000L;
        value = 0;
        if (scaled.big is null)
        {
            value = scaled.numerator / 1_000_000_000_000m;
            return scaled.denominatorLessOne == 0;
        }

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
        ? value.ToString(CultureInfo.InvariantCulture) // a quotient of decimals has no trailing zeros
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>For people: at least two decimals, more where the value has more, "10/3 (≈3.3333)" where it has no end.</summary>
    public string ToYuanText()
    {
        if (TryToDecimal(out var value))
        {
            return value.ToString("0.00##########", CultureInfo.InvariantCulture);
        }

        var tenThousandths = ((IsNegative ? Zero - this : this) * 10_000L + new Fraction(1L, 2L)).Floor();
        var digits = tenThousandths.ToString("00000", CultureInfo.InvariantCulture);
        var approximate = $"{(IsNegative ? "-" : "")}{digits[..^4]}.{digits[^4..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}（≈{approximate}）");
    }

    public int CompareTo(Fraction other) => big is null && other.big is null
        ? ((Int128)numerator * other.Below).CompareTo((Int128)other.numerator * Below)
        : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Fraction other) => numerator == other.numerator && denominatorLessOne == other.denominatorLessOne && Equals(big, other.big);

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(numerator, denominatorLessOne, big);

    public override string ToString() => ToText();

    private static ReadOnlySpan<long> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    private long Below => denominatorLessOne + 1;

    /// <param name="denominator">Above zero.</param>
    private static Fraction Reduced(Int128 numerator, Int128 denominator)
    {
        if (numerator <= long.MinValue || numerator > long.MaxValue || denominator > long.MaxValue)
        {
            return new Fraction((BigInteger)numerator, (BigInteger)denominator);
        }

        var (above, below) = ((long)numerator, (long)denominator);
        var (a, b) = (Math.Abs(above), below);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return new Fraction(above / a, below / a);
    }

    private sealed record Wide(BigInteger Numerator, BigInteger Denominator);
}
