using System.Globalization;

namespace MedInsure.Rules.Rosters;

/// <summary>What a comparison comes to for the counties that the file speaks for.</summary>
/// <param name="Cancelled">Identities that end. Judged rather than what is left over: another list of the same length would take everybody's identity and not become smaller.</param>
/// <param name="MissingCounties">Names of counties that had somebody and have nobody any more.</param>
/// <param name="FromElsewhere">Persons of the file who so far stand in counties that it does not speak for.</param>
public sealed record RosterSize(long Before, long After, long Cancelled, IReadOnlyList<string> MissingCounties, long FromElsewhere);

/// <summary>
/// 待第二人确认: which comparisons nobody commits alone, because a list that came incomplete looks the same as many people who lost their identity. Judged at each comparison.
/// </summary>
public static class RosterSecondLook
{
    /// <summary>
    /// 内部口径: a roster that loses more than a tenth of its identities. Never changed here: batches that were compared before their bureau set a rate of its own were judged by it.
    /// </summary>
    public const int DefaultPerMille = 100;

    /// <summary>A bureau sets its own rate within 1 % …</summary>
    public const int MinPerMille = 10;

    /// <summary>… and 50 %: a roster that loses more than half is never one person's to commit.</summary>
    public const int MaxPerMille = 500;

    /// <param name="perMille">The rate of the bureau, in thousandths of the identities.</param>
    /// <returns>Why a second person has to look, as a Chinese sentence; null when nobody has to.</returns>
    public static string? Reason(RosterSize size, int perMille = DefaultPerMille)
    {
        ArgumentNullException.ThrowIfNull(size);
        ArgumentOutOfRangeException.ThrowIfLessThan(perMille, MinPerMille);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perMille, MaxPerMille);
        var reasons = new List<string>();
        if (size.Cancelled * 1000 > perMille * size.Before)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"将取消 {size.Cancelled:#,0} 条身份，占原有 {size.Before:#,0} 条的 {Rounded(size):0.0%}，超过 {Percent(perMille)}（内部口径）"));
        }

        if (size.MissingCounties.Count > 0)
        {
            reasons.Add($"{string.Join("、", size.MissingCounties)}原有人员、本次名单中一个也没有");
        }

        if (size.FromElsewhere > 0)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"有 {size.FromElsewhere:#,0} 条变更涉及目前登记在其他县（市、区）的人员"));
        }

        return reasons.Count == 0 ? null : $"{string.Join("；", reasons)}。须由上传人以外的另一人核对后确认入库。";
    }

    /// <summary>"10%", "12.5%".</summary>
    public static string Percent(int perMille) => string.Create(CultureInfo.InvariantCulture, $"{perMille / 10m:0.#}%");

    /// <summary>Never shown as the limit itself when it lies above it.</summary>
    private static decimal Rounded(RosterSize size) => decimal.Ceiling((decimal)size.Cancelled / size.Before * 1000) / 1000;
}
