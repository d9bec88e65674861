using System.Globalization;
using MedInsure.Rules.Policies;

namespace MedInsure.UseCases.Policies;

/// <summary>
/// The three years of a policy, in words: funding year, collection window, coverage year. Where no notice says a window, the gap says so
/// in its place.
/// </summary>
/// <param name="Contribution">The individual contribution with the coverage year that it buys; null when no level sets one.</param>
public sealed record PolicyYears(int FundingYear, string Collection, string Coverage, string? Contribution, bool HasGap)
{
    public static PolicyYears Of(IEnumerable<IssuedPolicy> chain)
    {
        var nearestFirst = chain.Reverse().ToList();
        var year = nearestFirst[0].Content.Year.Funding;
        var gaps = nearestFirst.SelectMany(policy => policy.Content.Gaps).ToDictionary(gap => gap.Id);
        var collection = nearestFirst.Select(policy => policy.Content.Year.Collection).FirstOrDefault(windows => windows.Count > 0) ?? [];
        var coverage = nearestFirst.Select(policy => policy.Content.Year.Coverage).FirstOrDefault(windows => windows.Count > 0) ?? [];
        var contribution = nearestFirst.SelectMany(policy => policy.Content.Contribution).FirstOrDefault(standard => standard.Yuan is not null);
        var bought = coverage.FirstOrDefault(window => window is { Gap: null, PopulationGroup: null });
        var buys = bought is { From: { } from, To: { } to } && from.Year == to.Year
            ? $"对应{from.Year}年度待遇（不是{year}年度）"
            : "对应的待遇年度依据待补";
        return new PolicyYears(
            year,
            Words(collection, gaps, "征缴期"),
            Words(coverage, gaps, "待遇享受期"),
            contribution is null ? null : $"个人缴费 {contribution.Yuan!.Value.ToString("0.##", CultureInfo.InvariantCulture)} 元，{(bought?.From?.Year == year ? $"对应{year}年度待遇" : buys)}",
            collection.Concat(coverage).Any(window => window.Gap is not null) || collection.Count == 0 || coverage.Count == 0);
    }

    private static string Words(IReadOnlyList<YearWindow> windows, Dictionary<string, Gap> gaps, string what) => windows.Count == 0
        ? $"依据待补：没有文件规定{what}"
        : string.Join("；", windows.Select(window => (window.PopulationGroup is { } group ? $"{group}：" : "") + Words(window, gaps)));

    private static string Words(YearWindow window, Dictionary<string, Gap> gaps) => (window.Gap, window.From, window.To) switch
    {
        ({ } gap, _, _) => $"依据待补：{gaps.GetValueOrDefault(gap)?.What ?? gap}",
        (_, { } from, { } to) => $"{from:yyyy年M月d日}至{to:yyyy年M月d日}",
        (_, null, { } to) => $"{to:yyyy年M月d日}前",
        (_, { } from, null) => $"{from:yyyy年M月d日}起",
        _ => "依据待补",
    };
}
