using FsCheck;
using FsCheck.Fluent;
using MedInsure.Rules.Rosters;

namespace MedInsure.Rules.Tests.Rosters;

/// <summary>Every number here is made by the test from digits that belong to nobody's card: sequences 000.</summary>
public sealed class IdentityNumberTests
{
    private static readonly DateOnly Today = new(2020, 12, 31);

    /// <summary>The check digit by the definition: the weighted sum of all 18, the last with weight 1 and X as 10, leaves 1 when divided by 11.</summary>
    private static string Number(string place, DateOnly born, string sequence = "000")
    {
        var first = $"{place}{born:yyyyMMdd}{sequence}";
        var sum = first.Select((digit, i) => (digit - '0') * (int)Math.Pow(2, 17 - i) % 11).Sum();
        var check = Enumerable.Range(0, 11).Single(last => (sum + last) % 11 == 1);
        return first + (check == 10 ? "X" : check.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("620123")]
    [InlineData("342422")] // 寿县 of today lies under 340400
    [InlineData("810000")]
    [InlineData("820000")]
    [InlineData("830000")]
    public void A_number_is_read_whatever_place_it_begins_with(string place)
    {
        var text = Number(place, new DateOnly(1990, 2, 28));
        Assert.Equal(IdentityNumberFault.None, IdentityNumber.Read(text, Today, out var number));
        Assert.Equal((text, new DateOnly(1990, 2, 28)), (number.Value, number.Born));
    }

    [Fact]
    public void Blanks_full_width_digits_and_a_small_x_are_put_in_order()
    {
        var text = Enumerable.Range(0, 100).Select(n => Number("620123", new DateOnly(1970, 1, 1).AddDays(n))).First(number => number[17] == 'X');
        var wide = string.Concat(text.Select(letter => letter == 'X' ? 'ｘ' : (char)(letter - '0' + '０')));
        foreach (var written in new[] { text.ToLowerInvariant(), $" {text} ", $"{text[..6]} {text[6..14]} {text[14..]}", wide, $"\uFEFF{text}\u3000" })
        {
            Assert.Equal(IdentityNumberFault.None, IdentityNumber.Read(written, Today, out var number));
            Assert.Equal(text, number.Value);
        }
    }

    [Fact]
    public void Each_fault_has_its_name_and_its_sentence()
    {
        var sound = Number("620123", new DateOnly(1990, 2, 28));
        var wrong = sound[..17] + (sound[17] == '0' ? '1' : '0');
        (string Text, IdentityNumberFault Fault)[] cases =
        [
            (" \t", IdentityNumberFault.Empty),
            ("620123900228000", IdentityNumberFault.FifteenDigits),
            ("62012390022800X", IdentityNumberFault.Length),
            (sound[..17], IdentityNumberFault.Length),
            (sound + "1", IdentityNumberFault.Length),
            ("62012319900228000A", IdentityNumberFault.Characters),
            ("X20123199002280001", IdentityNumberFault.Characters),
            ("62012319900230000" + "1", IdentityNumberFault.Birth),
            (Number("620123", Today.AddDays(1)), IdentityNumberFault.Birth),
            (Number("620123", new DateOnly(Today.Year - IdentityNumber.OldestAge - 1, 12, 31)), IdentityNumberFault.Birth),
            ("62012300000000000" + "1", IdentityNumberFault.Birth),
            (wrong, IdentityNumberFault.Checksum),
        ];
        foreach (var (text, fault) in cases)
        {
            Assert.Equal(fault, IdentityNumber.Read(text, Today, out var number));
            Assert.Equal(default, number);
            Assert.EndsWith("。", IdentityNumberWords.SentenceOf(fault), StringComparison.Ordinal);
        }

        Assert.Equal(Enum.GetValues<IdentityNumberFault>().Where(fault => fault != IdentityNumberFault.None), cases.Select(one => one.Fault).Distinct().Order());
        Assert.Equal(IdentityNumberFault.None, IdentityNumber.Read(Number("620123", Today), Today, out _));
    }

    [Fact]
    public void What_was_stored_is_taken_as_it_is_unless_it_was_changed()
    {
        var old = Number("620123", new DateOnly(1850, 2, 28));
        Assert.Equal(old, IdentityNumber.Stored(old).Value);
        Assert.Throws<FormatException>(() => IdentityNumber.Stored(old.AsSpan(0, 17)));
        Assert.Throws<FormatException>(() => IdentityNumber.Stored(old[..17] + (old[17] == '0' ? '1' : '0')));
        Assert.Throws<FormatException>(() => IdentityNumber.Stored("A" + old[1..]));
    }

    [Fact]
    public void It_prints_itself_masked()
    {
        IdentityNumber.Read(Number("620123", new DateOnly(1990, 2, 28)), Today, out var number);
        Assert.Equal(number.Masked, $"{number}");
        Assert.Matches("^6201\\*{10}000[0-9X]$", number.ToString());
        Assert.DoesNotContain("19900228", new { number }.ToString(), StringComparison.Ordinal);
        Assert.Equal(("", "********", "6201*1234"), (default(IdentityNumber).ToString(), IdentityNumber.Mask("62011234"), IdentityNumber.Mask("620101234")));
    }

    /// <summary>What the check digit is for: one wrong digit, or two neighbours that changed places, are always found.</summary>
    [Fact]
    public void One_wrong_digit_or_a_swap_of_neighbours_is_never_taken_for_sound()
    {
        var people = from days in Gen.Choose(0, 40000) from sequence in Gen.Choose(0, 999) select Number("620123", new DateOnly(1905, 1, 1).AddDays(days), sequence.ToString("000", System.Globalization.CultureInfo.InvariantCulture));
        var errors = from text in people from at in Gen.Choose(0, 16) from digit in Gen.Choose(0, 9) select (text, at, digit);
        Check.QuickThrowOnFailure(Prop.ForAll(errors.ToArbitrary(), error =>
        {
            var (text, at, digit) = error;
            var typed = text.ToCharArray();
            typed[at] = (char)('0' + digit);
            var swapped = text.ToCharArray();
            (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
            return IdentityNumber.Read(text, Today, out _) == IdentityNumberFault.None
                && (IdentityNumber.Read(new string(typed), Today, out _) == IdentityNumberFault.None) == (text[at] - '0' == digit)
                && (IdentityNumber.Read(new string(swapped), Today, out _) == IdentityNumberFault.None) == (text[at] == text[at + 1]);
        }));
    }
}
