using System.Text;
using System.Text.RegularExpressions;

namespace MedInsure.UseCases.Filings;

/// <summary>发文字号 as it is printed: issuing agency's word, year in 〔〕, serial number without 第 and without leading zeros (兰医保函〔2020〕1号).</summary>
public static partial class LetterNumber
{
    /// <summary>Takes the brackets, widths and spaces that people type; null when it is no document number.</summary>
    public static string? Normalise(string? typed)
    {
        var plain = (typed ?? "").Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)).ToArray();
        var parts = Form().Match(new string(plain));
        return parts.Success ? $"{parts.Groups["word"].Value}〔{parts.Groups["year"].Value}〕{parts.Groups["serial"].Value}号" : null;
    }

    // FormKC makes （ ［ and full-width digits plain; 【 〔 〖 stay as they are.
    [GeneratedRegex(@"^(?<word>\p{Lo}{2,30})[(\[【〔〖](?<year>[0-9]{4})[)\]】〕〗]第?0*(?<serial>[1-9][0-9]{0,5})号$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
