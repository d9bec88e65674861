using System.Globalization;

namespace MedInsure.Testing.Rosters;

/// <summary>What the generator does to a number, in one row of a hundred.</summary>
[Flags]
public enum InventedFault
{
    None = 0,

    /// <summary>A wrong check digit.</summary>
    Checksum = 1,

    /// <summary>30 February.</summary>
    Birth = 2,

    FifteenDigits = 4,

    /// <summary>No number at all: a full roster with such a row is refused whole.</summary>
    Blank = 8,

    /// <summary>Sound: full-width digits, as an input method leaves them.</summary>
    FullWidth = 16,

    /// <summary>Sound: a small x.</summary>
    SmallX = 32,

    Sound = FullWidth | SmallX,

    AllButBlank = Checksum | Birth | FifteenDigits | Sound,
}

/// <summary>
/// Numbers by GB 11643, one for each number of a person: no two are equal, whatever the first six digits are. They are computed here, independently of the rules that are tested with them. That a real
/// person happens to carry one of them says nothing about that person.
/// </summary>
internal static class InventedIdentity
{
    /// <summary>Days of birth, from 1 January 1935 on: nobody was identified before being born.</summary>
    private const int Days = 29_219;

    /// <summary>So many persons there can be.</summary>
    public const long Most = Days * 1000L;

    private static readonly DateOnly First = new(1935, 1, 1);

    public static DateOnly BornOf(long person) => First.AddDays((int)(person % Days * 7_919 % Days));

    /// <param name="issued">Six digits; says nothing about where the person lives.</param>
    public static string NumberOf(long person, string issued)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"{issued}{BornOf(person):yyyyMMdd}{person / Days:000}");
        return first + CheckDigit(first);
    }

    /// <returns>What stands in the file. A small x becomes full-width digits where the number has no X.</returns>
    public static string Written(string number, InventedFault fault) => fault switch
    {
        InventedFault.Checksum => number[..17] + (number[17] == '7' ? '8' : '7'),
        InventedFault.Birth => $"{number[..10]}0230{number[14..]}",
        InventedFault.FifteenDigits => number[..6] + number[8..17],
        InventedFault.Blank => "",
        InventedFault.SmallX when number[17] == 'X' => number[..17] + 'x',
        InventedFault.FullWidth or InventedFault.SmallX => string.Concat(number.Select(digit => digit == 'X' ? 'Ｘ' : (char)(digit - '0' + '０'))),
        _ => number,
    };

    /// <summary>ISO 7064 MOD 11-2: the weight of a digit is 2 to the power of its place from the right.</summary>
    private static char CheckDigit(string first17)
    {
        var sum = 0;
        foreach (var digit in first17)
        {
            sum = (sum + (digit - '0')) * 2 % 11;
        }

        return ((12 - sum) % 11) switch { 10 => 'X', var plain => (char)('0' + plain) };
    }
}
