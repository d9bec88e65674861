using MedInsure.Rules.Documents;

namespace MedInsure.UseCases.Filings;

/// <summary>发文字号 of a bureau's letter as it is printed: issuing agency's word, year in 〔〕, serial number without 第 and without leading zeros (兰医保函〔2020〕1号).</summary>
public static class LetterNumber
{
    /// <summary>Takes the brackets, widths and spaces that people type; null when it is no document number.</summary>
    public static string? Normalise(string? typed) => DocumentNumber.OfLetter(typed);
}
