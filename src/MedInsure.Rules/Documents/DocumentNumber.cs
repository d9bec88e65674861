using System.Text;
using System.Text.RegularExpressions;

namespace MedInsure.Rules.Documents;

/// <summary>
/// 发文字号 in one form, so that a document is found whatever brackets, widths and spaces somebody typed: 甘医保发〔2020〕66号, without 第 and leading
/// zeros; an order or announcement as 人力资源社会保障部国家医疗保障局令第41号, 国家医疗保障局公告2020年第3号, without spaces between the bodies.
/// </summary>
public static partial class DocumentNumber
{
    /// <summary>Null when it is no document number.</summary>
    public static string? Normalise(string? typed)
    {
        var plain = Plain(typed);
        var order = Order().Match(plain);
        return OfLetter(typed) ?? (order.Success ? $"{order.Groups["word"].Value}{order.Groups["year"].Value}第{order.Groups["serial"].Value}号" : null);
    }

    /// <summary>The same for a bureau's own letters, which always bear a year: 兰医保函〔2020〕1号.</summary>
    public static string? OfLetter(string? typed)
    {
        var letter = Letter().Match(Plain(typed));
        return letter.Success ? $"{letter.Groups["word"].Value}〔{letter.Groups["year"].Value}〕{letter.Groups["serial"].Value}号" : null;
    }

    /// <summary>For comparing: the one form where it is a number, the text without spaces where it is none.</summary>
    public static string Key(string? number) => Normalise(number) ?? Plain(number);

    /// <summary>The year that the number bears; null where it bears none.</summary>
    public static int? YearOf(string number)
    {
        var year = Year().Match(Key(number));
        return year.Success ? int.Parse(year.Groups["year"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    // FormKC makes （ ［ and full-width digits plain; 【 〔 〖 stay as they are.
    private static string Plain(string? typed) => string.Concat((typed ?? string.Empty).Normalize(NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter)));

    [GeneratedRegex(@"^(?<word>\p{Lo}{2,30})[(\[【〔〖](?<year>[0-9]{4})[)\]】〕〗]第?0*(?<serial>[1-9][0-9]{0,5})号$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Letter();

    [GeneratedRegex(@"^(?<word>\p{Lo}{1,58}[令告])(?<year>([0-9]{4}年)?)第0*(?<serial>[1-9][0-9]{0,5})号$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Order();

    [GeneratedRegex("〔(?<year>[0-9]{4})〕|(?<year>[0-9]{4})年第", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();
}
