namespace MedInsure.Rules.Rosters;

/// <summary>What a fault is called on the screen and in the annotated file.</summary>
public static class IdentityNumberWords
{
    /// <summary>What is wrong and what to do, in Chinese.</summary>
    public static string SentenceOf(IdentityNumberFault fault) => fault switch
    {
        IdentityNumberFault.Empty => "没有填身份证号码，请补填。",
        IdentityNumberFault.FifteenDigits => "是 15 位旧号码，请查对后改填 18 位号码。",
        IdentityNumberFault.Length => "身份证号码应为 18 位，请核对是否漏填或多填。",
        IdentityNumberFault.Characters => "身份证号码前 17 位应为数字，末位为数字或 X，请核对。",
        IdentityNumberFault.Birth => "身份证号码中的出生日期不成立，请核对第 7 至 14 位。",
        IdentityNumberFault.Checksum => "身份证号码的校验位不对，请逐位核对。",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
