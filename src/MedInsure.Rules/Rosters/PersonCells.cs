namespace MedInsure.Rules.Rosters;

/// <summary>Cells about persons in lists of other offices, rosters and contributions alike: what can be read, and the sentence where nothing can.</summary>
internal static class PersonCells
{
    /// <summary>What is wrong with a cell before anybody asks what it means; null where nothing is.</summary>
    /// <param name="mayBeNumber">The column of numbers of identity cards; anywhere else such a number has slipped.</param>
    public static string? Unreadable(string text, bool mayBeNumber) =>
        text == RosterRowCheck.NoResult ? "是公式，而文件里没有保存它的结果。请在 Excel 或 WPS 中重新计算并保存，或直接填写内容。"
        : text.StartsWith('#') ? "是公式的错误值（如 #REF!、#N/A）。请改正公式，或直接填写内容。"
        : text.Any(letter => letter < ' ' && letter is not ('\t' or '\n' or '\r')) ? "含有看不见的控制字符，请删去原内容后重新填写。"
        : !mayBeNumber && WrittenText.HoldsIdentityNumber(text) ? "内容像身份证号码，请核对是否与其他列错位。"
        : null;

    /// <param name="isLost">The cell held a number and has lost its last digits.</param>
    /// <returns>The number, or what is wrong with it.</returns>
    public static (IdentityNumber? Number, string? Problem) Number(string text, DateOnly today, out bool isLost)
    {
        isLost = WrittenText.HasLostDigits(text);
        if (isLost)
        {
            return (null, "号码被存成了数字，后几位已经丢失。请先把“身份证号码”列设为文本格式，再重新填写号码。");
        }

        if (Unreadable(text, mayBeNumber: true) is { } problem)
        {
            return (null, problem);
        }

        // An apostrophe or ="…" is how people make a csv keep its digits.
        var written = text.AsSpan().Trim().TrimStart("'‘’`=").Trim('"');
        var fault = IdentityNumber.Read(written, today, out var number);
        return fault == IdentityNumberFault.None ? (number, null)
            : (null, fault is IdentityNumberFault.Checksum && written.EndsWith("000")
                ? "校验位不对，而且末三位都是 0，可能是按数字保存时丢了后几位。请把“身份证号码”列设为文本格式，再核对填写。"
                : IdentityNumberWords.SentenceOf(fault));
    }
}
