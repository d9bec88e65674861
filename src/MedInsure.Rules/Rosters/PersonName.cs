using System.Globalization;

namespace MedInsure.Rules.Rosters;

/// <summary>Names as the household register has them: Chinese characters, also those beyond the basic plane, letters, and the dot between the parts of a name.</summary>
public static class PersonName
{
    public const int MaxLength = 50;

    /// <summary>The name in one form: no blanks at the ends, one dot (·) for the many that are typed, no blanks between Chinese characters.</summary>
    /// <returns>The name, or what is wrong with it as a Chinese sentence.</returns>
    public static (string? Name, string? Problem) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExceptInRange('\u4E00', '\u9FA5'))
        {
            return (text, null);
        }

        var plain = string.Concat(text.Where(letter => letter is not ('\uFEFF' or '\u200B')).Select(letter => letter switch
        {
            '•' or '・' or '．' or '●' or '‧' or '∙' or '⋅' => '·',
            '　' or '\u00A0' or '\t' => ' ',
            _ => letter,
        })).Trim();
        if (plain.Any(letter => letter >= '\u2E80'))
        {
            plain = plain.Replace(" ", "", StringComparison.Ordinal);
        }

        return plain.Length == 0 ? (null, "没有填姓名，请补填。")
            : plain.Length > MaxLength ? (null, $"姓名超过 {MaxLength} 个字，请核对。")
            : plain.Any(char.IsDigit) ? (null, "姓名中有数字，请核对是否与其他列错位。")
            : plain.EnumerateRunes().All(IsOfAName) ? (plain, null)
            : (null, "姓名中有不能识别的字符，请核对。");
    }

    private static bool IsOfAName(System.Text.Rune letter) =>
        System.Text.Rune.GetUnicodeCategory(letter) is UnicodeCategory.OtherLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.LetterNumber or UnicodeCategory.PrivateUse
        || letter.Value is '·' or '.' or '-' or '\'' or ' ' or '〇';
}
