using MedInsure.Rules.Funding;
using MedInsure.UseCases.Overview;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.Overview;

/// <summary>The newest run's amounts as bars, in 万元. Bars are drawn from exact amounts; the table beside them shows the same figures.</summary>
internal static class OverviewChart
{
    public static IReadOnlyList<string> Payers(PayerShares shares) => [.. shares.Total.Payers.Select(sum => PayerNames.Of(sum.Payers))];

    public static IReadOnlyList<StackedBars.BarSeries> ByPayer(PayerShares shares) => [new("金额", [.. shares.Total.Payers.Select(sum => TenThousands(sum.Amount.Fen))])];

    public static IReadOnlyList<string> Units(PayerShares shares) => [.. Drawn(shares).Select(unit => unit.Name)];

    public static IReadOnlyList<StackedBars.BarSeries> ByUnit(PayerShares shares) =>
    [
        .. shares.Total.Payers.Select(payer => new StackedBars.BarSeries(
            PayerNames.Of(payer.Payers),
            [.. Drawn(shares).Select(unit => TenThousands(unit.Sums.Payers.FirstOrDefault(sum => sum.Payers == payer.Payers)?.Amount.Fen ?? 0))])),
    ];

    /// <summary>A unit without a computed line has no bar; it is not a bar of zero.</summary>
    private static IEnumerable<UnitShares> Drawn(PayerShares shares) => shares.ByUnit.Where(unit => unit.Sums.Lines > 0);

    private static decimal TenThousands(long fen) => fen / 1_000_000m;
}
