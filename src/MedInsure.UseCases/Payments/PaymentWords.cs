using System.Globalization;
using MedInsure.Persistence.Payments;
using MedInsure.Rules.Payments;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Payments;

/// <summary>What states, modes and reasons of 资助支付 are called, on screens and in files.</summary>
public static class PaymentWords
{
    public static string Chinese(this PaymentBatchState state) => state switch
    {
        PaymentBatchState.Planned => "待送出",
        PaymentBatchState.Sent => "已送出",
        PaymentBatchState.Closed => "已办结",
        PaymentBatchState.Cancelled => "已取消",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Chinese(this PaymentItemState state) => state switch
    {
        PaymentItemState.Planned => "待送出",
        PaymentItemState.Sent => "待回复",
        PaymentItemState.Paid => "已支付",
        PaymentItemState.Bounced => "退回",
        PaymentItemState.Reversed => "已冲销",
        PaymentItemState.Withdrawn => "已撤出",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Chinese(this PaymentMode mode) => mode switch
    {
        PaymentMode.OnBehalf => "代缴",
        PaymentMode.Card => "一卡通",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    /// <summary>Whom the list goes to.</summary>
    public static string Recipient(this PaymentMode mode) => mode == PaymentMode.OnBehalf ? "税务部门" : "代发银行";

    public static string Chinese(this PaymentLeftOut reason) => reason switch
    {
        PaymentLeftOut.NotContributed => "先缴后补，尚无本年度缴费记录",
        PaymentLeftOut.NotYet => "还没有到资助月份",
        PaymentLeftOut.NoMode => "资助方式依据待补",
        PaymentLeftOut.OtherMode => "已按另一种方式支付",
        PaymentLeftOut.Above => "与已支付的合计超过个人缴费标准",
        PaymentLeftOut.Reversed => "认定之后已冲销，须重新认定",
        PaymentLeftOut.NoIdentity => "认定之后名单已撤销或身份已取消，须重新认定",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>"2021 年度第 3 批"</summary>
    public static string BatchNumber(int coverageYear, int number) => string.Create(CultureInfo.InvariantCulture, $"{coverageYear} 年度第 {number} 批");

    /// <summary>用途</summary>
    public static string Purpose(int coverageYear, PaymentMode mode) => string.Create(CultureInfo.InvariantCulture, $"{coverageYear}年度城乡居民基本医疗保险参保资助（{mode.Chinese()}）");
}
