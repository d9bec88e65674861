using System.Globalization;
using MedInsure.Persistence.Entitlements;
using MedInsure.Rules.Policies;
using MedInsure.Rules.Subsidies;

namespace MedInsure.UseCases.Entitlements;

/// <summary>What states and kinds are called, on screens and in files.</summary>
public static class EntitlementWords
{
    public static string Of(EntitlementState state) => state switch
    {
        EntitlementState.Due => "应资助",
        EntitlementState.Settled => "已资助",
        EntitlementState.TopUp => "建议补差",
        EntitlementState.Confirm => "需人工确认",
        EntitlementState.None => "不资助",
        EntitlementState.Unknown => "无法计算",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(EntitlementRunState state) => state switch
    {
        EntitlementRunState.Queued => "正在认定",
        EntitlementRunState.Computed => "已认定",
        EntitlementRunState.Failed => "未完成",
        EntitlementRunState.Cancelled => "已取消",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(EntitlementDecisionKind kind) => kind switch
    {
        EntitlementDecisionKind.Pay => "补差",
        EntitlementDecisionKind.Keep => "维持不变",
        EntitlementDecisionKind.Recover => "追回",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(PaymentMode? mode) => mode switch
    {
        PaymentMode.OnBehalf => "代缴",
        PaymentMode.Card => "一卡通",
        _ => "未规定",
    };

    /// <summary>"2021 年度第 3 次"</summary>
    public static string RunNumber(int coverageYear, int number) => string.Create(CultureInfo.InvariantCulture, $"{coverageYear} 年度第 {number} 次");
}
