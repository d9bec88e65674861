using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies.Checks;

/// <summary>Windows, deadlines and stages: dates that exist and stand in order.</summary>
internal static class TimeCheck
{
    public static void Run(CheckScope scope)
    {
        var content = scope.Content;
        Windows(scope, content.Year.Collection, "$.year.collection");
        Windows(scope, content.Year.Coverage, "$.year.coverage");
        foreach (var (deadline, path) in content.Deadlines.At("$.deadlines"))
        {
            // A day holds for every year, so 29 February is none; 2001 stands for an ordinary year.
            scope.AddIf(deadline.Month is < 1 or > 12, path + ".month", "月份应为 1 到 12。");
            scope.AddIf(
                deadline.Month is >= 1 and <= 12 && deadline.Day is { } day && (day < 1 || day > DateTime.DaysInMonth(2001, deadline.Month)),
                path + ".day",
                $"{deadline.Month} 月没有 {deadline.Day} 日，请核对；月底请不填日，改选“当月最后一天”（monthEnd）。");
            scope.AddIf(deadline.Day is null != deadline.MonthEnd, path + ".day", "日（day）和当月最后一天（monthEnd）必须且只能写一种。");
            scope.AddIf(deadline.YearOffset is < -5 or > 5, path + ".yearOffset", "年份差应在 -5 到 5 之间，例如次年写作 1。");
            scope.AddIf(string.IsNullOrWhiteSpace(deadline.Actor), path + ".actor", "请写明由谁办理。");
        }

        foreach (var (stage, path) in (content.Pooling?.Stages ?? []).At("$.pooling.stages"))
        {
            scope.AddIf(stage.From > stage.To, path, "阶段的开始日期晚于结束日期，请核对。");
        }

        foreach (var (authority, path) in content.Subsidies.Categories.At("$.subsidies.categories").SelectMany(entry => entry.Item.Authorities.At(entry.Path + ".authorities")))
        {
            scope.AddIf(authority.From > authority.To, path, "名单部门的起始日期晚于终止日期，请核对。");
        }
    }

    private static void Windows(CheckScope scope, IReadOnlyList<YearWindow> windows, string path)
    {
        foreach (var (window, at) in windows.At(path))
        {
            scope.AddIf(window.Gap is not null == (window.From is not null || window.To is not null), at, "起止日期和缺口（gap）必须且只能写一种。");
            scope.AddIf(window.From > window.To, at, "开始日期晚于结束日期，请核对。");
        }

        foreach (var twice in windows.At(path).GroupBy(entry => entry.Item.PopulationGroup).Where(group => group.Count() > 1))
        {
            scope.Add(twice.Last().Path, "同一人群写了两个期间，请只保留一个。", FindingKind.ValidityOverlap);
        }
    }
}
