using System.Globalization;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>Reads a number of persons as it is typed, pasted or found in a file.</summary>
public static class PersonsText
{
    /// <summary>More than any county has; a longer number is a slip of the hand.</summary>
    public const long Max = 99_999_999;

    /// <summary>Whole persons; null for a blank cell, which says "not known" and not 0.</summary>
    public static Result<long?> Parse(string? text)
    {
        var plain = PlainText.Of(text ?? "");
        if (plain.Length == 0)
        {
            return Result<long?>.Ok(null);
        }

        if (!FigureText.TryPlain(plain, out var figure))
        {
            return new Refused($"“{Short(plain)}”不是数字，请填写人数，如 12345。");
        }

        if (figure.StartsWith('-') && figure.Any(c => c is >= '1' and <= '9'))
        {
            return new Refused($"人数不能是负数（{Short(plain)}），请填写 0 或正整数。");
        }

        var parts = figure.TrimStart('-').Split('.');
        if (parts.Length == 2 && parts[1].Any(c => c != '0'))
        {
            return new Refused($"人数必须是整数（{Short(plain)}），请去掉小数。");
        }

        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var persons) && persons <= Max
            ? Result<long?>.Ok(persons)
            : new Refused($"人数 {Short(plain)} 超过 {HeadcountWords.Persons(Max)}，请核对是否多写了数字或填成了金额。");
    }

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
