namespace MedInsure.Rules.Rosters;

/// <summary>What is wrong with a text that should be a number of an identity card.</summary>
public enum IdentityNumberFault
{
    None,

    Empty,

    /// <summary>15 digits, from before 1999: nothing proves them, so the office looks the 18 digits up.</summary>
    FifteenDigits,

    Length,

    /// <summary>Something else than 17 digits and a digit or X.</summary>
    Characters,

    /// <summary>The day of birth is none, lies in the future, or more than <see cref="IdentityNumber.OldestAge"/> years back.</summary>
    Birth,

    Checksum,
}

/// <summary>
/// 公民身份号码 by GB 11643: six digits of where it was first issued, the day of birth, three of a sequence, a check digit. Residence permits of Hong Kong, Macao and Taiwan residents begin
/// with 81, 82, 83 and follow the same rule. The first six digits say nothing about where somebody is enrolled: people of 寿县 carry 342422. Prints itself masked, so that no log holds one by accident.
/// </summary>
public readonly record struct IdentityNumber
{
    /// <summary>Nobody is older; a typing error in the year is (内部口径).</summary>
    public const int OldestAge = 130;

    public const int Length = 18;

    private const string CheckDigits = "10X98765432";

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private readonly string? value;

    private IdentityNumber(string value) => this.value = value;

    /// <summary>18 characters, X as a capital.</summary>
    public string Value => value ?? throw new InvalidOperationException("No identity number was read.");

    public DateOnly Born => new(Number(Value, 6, 4), Number(Value, 10, 2), Number(Value, 12, 2));

    /// <summary>"6201**********002X": what lists and messages show.</summary>
    public string Masked => Mask(Value);

    /// <summary>Reads what people and machines write: blanks around and between, full-width digits, a small x.</summary>
    /// <param name="today">For days of birth that cannot be.</param>
    public static IdentityNumberFault Read(ReadOnlySpan<char> text, DateOnly today, out IdentityNumber number)
    {
        number = default;
        Span<char> plain = stackalloc char[Length];
        var fault = Normalise(text, plain, out var length);
        fault = fault != IdentityNumberFault.None ? fault
            : length == 0 ? IdentityNumberFault.Empty
            : length == 15 && plain[..15].IndexOfAnyExceptInRange('0', '9') < 0 ? IdentityNumberFault.FifteenDigits
            : length != Length ? IdentityNumberFault.Length
            : Check(plain, today);
        if (fault == IdentityNumberFault.None)
        {
            number = new IdentityNumber(new string(plain));
        }

        return fault;
    }

    /// <summary>A number that was checked when it was written down; no day of birth is too far back for it.</summary>
    /// <exception cref="FormatException">It is none: what was kept has been changed.</exception>
    public static IdentityNumber Stored(ReadOnlySpan<char> plain) =>
        plain.Length == Length && plain[..17].IndexOfAnyExceptInRange('0', '9') < 0 && plain[17] == CheckDigitOf(plain)
            ? new IdentityNumber(new string(plain))
            : throw new FormatException("What was stored is no number of an identity card.");

    /// <summary>Checks 18 characters that are in order already: the way of bulk imports, without an allocation.</summary>
    public static IdentityNumberFault Check(ReadOnlySpan<char> plain, DateOnly today)
    {
        if (plain.Length != Length)
        {
            return IdentityNumberFault.Length;
        }

        if (plain[..17].IndexOfAnyExceptInRange('0', '9') >= 0 || !(char.IsAsciiDigit(plain[17]) || plain[17] == 'X'))
        {
            return IdentityNumberFault.Characters;
        }

        var (year, month, day) = (Number(plain, 6, 4), Number(plain, 10, 2), Number(plain, 12, 2));
        if (year < today.Year - OldestAge || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || new DateOnly(year, month, day) > today)
        {
            return IdentityNumberFault.Birth;
        }

        return plain[17] == CheckDigitOf(plain) ? IdentityNumberFault.None : IdentityNumberFault.Checksum;
    }

    /// <param name="first17">At least 17 digits.</param>
    public static char CheckDigitOf(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += (first17[i] - '0') * Weights[i];
        }

        return CheckDigits[sum % 11];
    }

    /// <summary>Whether a text for people, such as a reason, carries a number: it would stand there for everybody to read.</summary>
    public static bool StandsIn(string text) => WrittenText.HoldsIdentityNumber(text);

    /// <summary>The first four and the last four characters, stars between; all stars where there are not more than eight.</summary>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= 8 ? new string('*', text.Length) : $"{text[..4]}{new string('*', text.Length - 8)}{text[^4..]}";
    }

    public override string ToString() => value is null ? string.Empty : Masked;

    private static IdentityNumberFault Normalise(ReadOnlySpan<char> text, Span<char> plain, out int length)
    {
        length = 0;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) || letter is '\uFEFF' or '\u200B')
            {
                continue;
            }

            if (length == plain.Length)
            {
                return IdentityNumberFault.Length;
            }

            plain[length++] = letter switch
            {
                >= '０' and <= '９' => (char)(letter - '０' + '0'),
                'x' or 'Ｘ' or 'ｘ' => 'X',
                _ => letter,
            };
        }

        return IdentityNumberFault.None;
    }

    private static int Number(ReadOnlySpan<char> text, int start, int length)
    {
        var number = 0;
        foreach (var digit in text.Slice(start, length))
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
