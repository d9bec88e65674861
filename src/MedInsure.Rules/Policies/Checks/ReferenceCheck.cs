namespace MedInsure.Rules.Policies.Checks;

/// <summary>Every gap, group, category and bureau that is referred to exists here or above.</summary>
internal static class ReferenceCheck
{
    public static void Run(CheckScope scope)
    {
        foreach (var (gap, path) in GapReferences(scope))
        {
            scope.AddIf(!scope.Gaps.Contains(gap), path, $"缺口“{gap}”没有登记，请在 gaps 中写明缺什么、由谁补。");
        }

        foreach (var (group, path) in scope.Selectors().SelectMany(entry =>
            entry.Selector.Groups.At(entry.Path + ".groups").Concat((entry.Selector.Except?.Groups ?? []).At(entry.Path + ".except.groups"))))
        {
            scope.AddIf(!scope.Groups.Contains(group), path, $"地区分组“{group}”没有定义，请在 groups 中登记或改用上级的分组。");
        }

        foreach (var (group, path) in scope.Content.Groups.At("$.groups"))
        {
            foreach (var (outer, at) in (group.Within?.Groups ?? []).At(path + ".within.groups"))
            {
                scope.AddIf(!scope.Groups.Contains(outer) || outer == group.Id, at, $"外围分组“{outer}”没有定义或就是自己，请改用另一个分组或区划。");
            }
        }

        foreach (var (category, path) in CategoryReferences(scope))
        {
            scope.AddIf(!scope.Categories.Contains(category), path, $"资助对象类别“{category}”没有定义，请在 categories 中登记或改用上级的类别。");
        }

        foreach (var (duty, path) in scope.Content.MustFile.At("$.mustFile"))
        {
            scope.AddIf(!scope.NearestFirst.Any(policy => policy.Tenant == duty.To), path + ".to", $"“{duty.To}”不是本机构或上级机构，请核对备案的去向。");
        }
    }

    private static IEnumerable<(string Gap, string Path)> GapReferences(CheckScope scope)
    {
        var content = scope.Content;
        return Some(content.Year.Collection.At("$.year.collection"), window => window.Gap)
            .Concat(Some(content.Year.Coverage.At("$.year.coverage"), window => window.Gap))
            .Concat(Some(content.Groups.At("$.groups"), group => group.Gap))
            .Concat(Some(content.FiscalSubsidy.At("$.fiscalSubsidy"), standard => standard.Gap))
            .Concat(Some(content.Contribution.At("$.contribution"), standard => standard.Gap))
            .Concat(Some([(content.Funding, "$.funding")], funding => funding.Gap))
            .Concat(Some([(content.CriticalIllness, "$.criticalIllness")], illness => illness.Gap))
            .Concat(scope.ShareLists().SelectMany(list => Some(list.Shares.At(list.Path), share => share.OpenGap, ".openGap")))
            .Concat(scope.ShareLists().SelectMany(list => Some(list.Shares.At(list.Path), share => (share as GapShare)?.Gap)))
            .Concat(Some(content.Subsidies.Rules.At("$.subsidies.rules"), rule => (rule.Form as GapSubsidy)?.Gap, ".form.gap"))
            .Concat(Some(content.Bounds.At("$.bounds"), bound => (bound.Limit as NotAbovePreviousLimit)?.Gap, ".limit.gap"))
            .Concat(Some(content.Benefits.At("$.benefits"), benefit => benefit.Gap))
            .Concat(Some(content.Benefits.At("$.benefits"), benefit => (benefit.Value as GapBenefit)?.Gap, ".value.gap"));
    }

    private static IEnumerable<(string Gap, string Path)> Some<T>(IEnumerable<(T Item, string Path)> entries, Func<T, string?> gapOf, string member = ".gap") =>
        entries.Select(entry => (Gap: gapOf(entry.Item), Path: entry.Path + member)).Where(entry => entry.Gap is not null).Select(entry => (entry.Gap!, entry.Path));

    private static IEnumerable<(string Category, string Path)> CategoryReferences(CheckScope scope)
    {
        var content = scope.Content;
        return content.Bounds.At("$.bounds").SelectMany(entry => entry.Item.Categories.At(entry.Path + ".categories"))
            .Concat(content.Benefits.At("$.benefits").SelectMany(entry => entry.Item.Categories.At(entry.Path + ".categories")))
            .Concat(content.Subsidies.Categories.At("$.subsidies.categories").Where(entry => entry.Item.Parent is not null).Select(entry => (entry.Item.Parent!, entry.Path + ".parent")))
            .Concat(content.Subsidies.Aliases.At("$.subsidies.aliases").Select(entry => (entry.Item.Category, entry.Path + ".category")))
            .Concat(content.Subsidies.Rules.At("$.subsidies.rules").Select(entry => (entry.Item.Category, entry.Path + ".category")));
    }
}
