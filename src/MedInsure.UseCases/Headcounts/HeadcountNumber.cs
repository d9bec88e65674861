using System.Globalization;
using MedInsure.Rules.Outcomes;
using MedInsure.UseCases.Spreadsheets;

namespace MedInsure.UseCases.Headcounts;

/// <summary>A number of persons as people type it; one rule for the grid and for files.</summary>
public static class HeadcountNumber
{
    /// <summary>More than any county has: beyond it, a digit too many was typed. Our own limit (内部口径).</summary>
    public const long Most = 99_999_999;

    public static Result<long> Read(string text)
    {
        if (PlainText.Of(text).Length == 0)
        {
            return new Refused("没有填写。请填写 0 或正整数。");
        }

        if (!FigureText.TryPlain(text, out var figure))
        {
            return new Refused($"“{Shortened(text)}”不是数字。请填写 0 或正整数，不要带单位和文字。");
        }

        var parts = figure.Split('.');
        if (parts.Length == 2 && parts[1].AsSpan().IndexOfAnyExcept('0') >= 0)
        {
            return new Refused($"“{Shortened(text)}”不是整数。请填写 0 或正整数。");
        }

        if (figure.StartsWith('-') && parts[0].AsSpan(1).IndexOfAnyExcept('0') >= 0)
        {
            return new Refused($"“{Shortened(text)}”是负数。请填写 0 或正整数。");
        }

        var digits = parts[0].TrimStart('-').TrimStart('0').PadLeft(1, '0');
        return digits.Length > 18 || long.Parse(digits, CultureInfo.InvariantCulture) > Most
            ? new Refused($"“{Shortened(text)}”超过 {Most} 人。请核对是否多写了位数。")
            : long.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static string Shortened(string text) => text.Trim() is { Length: > 30 } much ? much[..30] + "…" : text.Trim();
}
