using System.Diagnostics.CodeAnalysis;

namespace MedInsure.Rules.Regions;

/// <summary>
/// An administrative division's code: six digits of GB/T 2260, or, for a functional zone that has none, four digits of its prefecture
/// with L and a serial digit (毛集实验区 is 3404L1). Never derived from an ID-card number.
/// </summary>
public readonly record struct RegionCode : IComparable<RegionCode>
{
    private readonly string? value;

    public RegionCode(string code)
    {
        if (!IsValid(code))
        {
            throw new FormatException($"'{code}' is not a region code.");
        }

        value = code;
    }

    public string Value => value ?? string.Empty;

    public static bool IsValid([NotNullWhen(true)] string? code) =>
        code is { Length: 6 }
        && code.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0
        && (char.IsAsciiDigit(code[4]) || code[4] == 'L')
        && char.IsAsciiDigit(code[5]);

    public static bool TryParse(string? code, out RegionCode region)
    {
        region = IsValid(code) ? new RegionCode(code) : default;
        return region != default;
    }

    public int CompareTo(RegionCode other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
