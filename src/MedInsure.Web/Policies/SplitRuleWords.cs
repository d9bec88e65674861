using MedInsure.Rules.Funding;
using MedInsure.Rules.Policies;
using MedInsure.UseCases.Policies;
using MedInsure.Web.Components.Kit;

namespace MedInsure.Web.Policies;

/// <summary>How a county's split is told in a line.</summary>
internal static class SplitRuleWords
{
    private const string Definite = "已确定";
    private const string Open = "市县待分";
    private const string Waiting = "依据待补";
    private const string Wrong = "政策矛盾";

    public static string StateOf(SplitRuleRow row) => row.Split.State switch
    {
        SplitState.Inconsistent => Wrong,
        SplitState.Undetermined => Waiting,
        _ when row.Split.Determined!.Shares.Any(share => share.OpenGap is not null) => Waiting,
        _ when row.Split.Determined!.Shares.Any(share => share.IsBucket) => Open,
        _ => Definite,
    };

    public static BadgeTone ToneOf(SplitRuleRow row) => StateOf(row) switch
    {
        Definite => BadgeTone.Good,
        Open => BadgeTone.Info,
        Wrong => BadgeTone.Bad,
        _ => BadgeTone.Warning,
    };

    public static IEnumerable<(string Key, string Name, int Count)> States(IReadOnlyList<SplitRuleRow> rows) =>
        rows.GroupBy(StateOf).Select(group => (group.Key, group.Key, group.Count()));

    public static IReadOnlyList<string> Shares(SplitPossibility row) => [.. row.Shares.Select(share => $"{PayerNames.Of(share.Payers)} {share.PerCapita.ToYuanText()}")];

    /// <summary>Why the split is not certain or not complete; empty when it is.</summary>
    public static string Reason(SplitRuleRow row, IReadOnlyList<Gap> gaps)
    {
        if (row.Split.Problem is { } problem)
        {
            return problem;
        }

        var open = row.Split.Gaps.Concat(row.Split.Possibilities.SelectMany(possible => possible.Shares).Select(share => share.OpenGap).OfType<string>()).Distinct();
        return string.Join("；", open.Select(id => $"缺{gaps.FirstOrDefault(gap => gap.Id == id)?.What ?? id}"));
    }

    /// <summary>A bucket of city and county that no gap keeps together is for the city to divide and to file.</summary>
    public static bool NeedsFiling(SplitRuleRow row) =>
        row.Split.Possibilities.SelectMany(possible => possible.Shares).Any(share => share.Payers == (Payers.City | Payers.County) && share.OpenGap is null);
}
