using MedInsure.Rules.Contributions;
using MedInsure.Rules.Payments;
using MedInsure.UseCases.Tables;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.Payments;

/// <summary>How amounts and states of 缴费 and 支付 are shown.</summary>
internal static class Shown
{
    /// <summary>"1,234.56"; a dash for what is not there.</summary>
    public static string Yuan(long? fen) => fen is { } amount ? MoneyText.Display(amount, MoneyUnit.Yuan) : "—";

    /// <summary>At least one.</summary>
    public static int Pages(int count, int size) => Math.Max(1, (count + size - 1) / size);

    public static BadgeTone Tone(this PaymentBatchState state) => state switch
    {
        PaymentBatchState.Planned => BadgeTone.Warning,
        PaymentBatchState.Sent => BadgeTone.Info,
        PaymentBatchState.Closed => BadgeTone.Good,
        _ => BadgeTone.Neutral,
    };

    public static BadgeTone Tone(this PaymentItemState state) => state switch
    {
        PaymentItemState.Paid => BadgeTone.Good,
        PaymentItemState.Bounced or PaymentItemState.Reversed => BadgeTone.Bad,
        PaymentItemState.Sent => BadgeTone.Info,
        _ => BadgeTone.Neutral,
    };

    public static BadgeTone Tone(this ContributionBatchState state) => state switch
    {
        ContributionBatchState.Committed => BadgeTone.Good,
        ContributionBatchState.Refused or ContributionBatchState.Failed => BadgeTone.Bad,
        ContributionBatchState.Previewed => BadgeTone.Warning,
        ContributionBatchState.Uploaded or ContributionBatchState.Checking => BadgeTone.Info,
        _ => BadgeTone.Neutral,
    };
}
