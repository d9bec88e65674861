using System.Globalization;
using MedInsure.Persistence.Matches;
using MedInsure.Rules.Matches;
using MedInsure.UseCases.Tables;

namespace MedInsure.UseCases.Matches;

/// <summary>What kinds, states and resolutions of 三方比对 are called.</summary>
public static class MatchWords
{
    public static string Chinese(this MatchKind kind) => kind switch
    {
        MatchKind.SubsidisedNotEnrolled => "已资助未参保",
        MatchKind.EnrolledNotSubsidised => "已参保应资助未资助",
        MatchKind.PaidTwice => "重复资助",
        MatchKind.AmountDiffers => "金额不符",
        MatchKind.IdentityCancelled => "身份已取消",
        MatchKind.Deceased => "已死亡",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Chinese(this MatchState state) => state switch
    {
        MatchState.Open => "待处理",
        MatchState.Resolved => "已处理",
        MatchState.Gone => "已消除",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Chinese(this MatchResolution resolution) => resolution switch
    {
        MatchResolution.Mended => "已更正",
        MatchResolution.Recovered => "已追回",
        MatchResolution.Justified => "核实无误",
        MatchResolution.HandedOn => "转其他部门处理",
        _ => throw new ArgumentOutOfRangeException(nameof(resolution), resolution, null),
    };

    /// <summary>What does not fit, in one sentence.</summary>
    public static string Sentence(MatchCaseEntity one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.Kind switch
        {
            MatchKind.SubsidisedNotEnrolled => $"已资助 {Yuan(one.SubsidyFen)}，没有本年度缴费记录。请与税务部门核对是否参保。",
            MatchKind.EnrolledNotSubsidised => $"已缴费 {Yuan(one.ContributionFen)}，应资助 {Yuan(one.ExpectedFen)}，还没有编入支付批次。",
            MatchKind.PaidTwice => $"本年度支付了不止一次，合计 {Yuan(one.SubsidyFen)}{(one.ExpectedFen is null ? "" : $"，按最近一次认定应为 {Yuan(one.ExpectedFen)}")}。",
            MatchKind.AmountDiffers when one.ContributionFen is { } paid => $"缴费记录 {Yuan(paid)}，个人缴费标准 {Yuan(one.ExpectedFen)}。请与税务部门核对。",
            MatchKind.AmountDiffers => $"已资助 {Yuan(one.SubsidyFen)}，按最近一次认定应为 {Yuan(one.ExpectedFen)}。",
            MatchKind.IdentityCancelled => $"已支付或正在支付 {Yuan(one.SubsidyFen)}，所依据月份的身份{(one.Since is { } since ? $"自 {since.ToString("yyyy年M月", CultureInfo.InvariantCulture)}起" : "")}已取消。",
            MatchKind.Deceased => $"已支付或正在支付 {Yuan(one.SubsidyFen)}，登记的死亡日期是 {one.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}。",
            _ => throw new ArgumentOutOfRangeException(nameof(one), one.Kind, null),
        };
    }

    private static string Yuan(int? fen) => fen is { } amount ? $"{MoneyText.Display(amount, MoneyUnit.Yuan)} 元" : "—";
}
