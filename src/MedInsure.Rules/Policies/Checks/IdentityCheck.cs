using System.Text.RegularExpressions;
using MedInsure.Rules.Policies.Findings;

namespace MedInsure.Rules.Policies.Checks;

/// <summary>Whose policy it is, what it follows from, and that no id stands for two things.</summary>
internal static partial class IdentityCheck
{
    public static void Run(CheckScope scope)
    {
        var content = scope.Content;
        scope.AddIf(content.Format != 1, "$.format", "本系统只认识格式 1，请写 1。");
        scope.AddIf(!Code().IsMatch(content.Tenant), "$.tenant", "机构代码应为小写字母、数字和连字符，例如 lanzhou。");
        scope.AddIf(string.IsNullOrWhiteSpace(content.Title), "$.title", "请写明政策名称。");
        Chain(scope);
        Unique(scope, content.Documents.At("$.documents").Select(entry => (entry.Item.Id, entry.Path)), []);
        Unique(scope, content.Groups.At("$.groups").Select(entry => (entry.Item.Id, entry.Path)), scope.Ancestors.SelectMany(above => above.Groups.Select(group => group.Id)));
        Unique(scope, content.Funding.Tiers.At("$.funding.tiers").Select(entry => (entry.Item.Id, entry.Path)), []);
        Unique(scope, content.CriticalIllness.Tiers.At("$.criticalIllness.tiers").Select(entry => (entry.Item.Id, entry.Path)), []);
        Unique(scope, content.FundItems.At("$.fundItems").Select(entry => (entry.Item.Id, entry.Path)), []);
        Unique(scope, content.Bounds.At("$.bounds").Select(entry => (entry.Item.Id, entry.Path)), scope.Ancestors.SelectMany(above => above.Bounds.Select(bound => bound.Id)));
        Unique(
            scope,
            content.Subsidies.Categories.At("$.subsidies.categories").Select(entry => (entry.Item.Id, entry.Path)),
            scope.Ancestors.SelectMany(above => above.Subsidies.Categories.Select(category => category.Id)));
        Unique(scope, content.Deadlines.At("$.deadlines").Select(entry => (entry.Item.Id, entry.Path)), []);
        Unique(scope, (content.Pooling?.Rules ?? []).At("$.pooling.rules").Select(entry => (entry.Item.Id, entry.Path)), []);
        Unique(scope, content.Benefits.At("$.benefits").Select(entry => (entry.Item.Id, entry.Path)), []);
        Unique(scope, content.Gaps.At("$.gaps").Select(entry => (entry.Item.Id, entry.Path)), scope.Ancestors.SelectMany(above => above.Gaps.Select(gap => gap.Id)));
    }

    private static void Chain(CheckScope scope)
    {
        var content = scope.Content;
        var above = scope.Ancestors.LastOrDefault();
        scope.AddIf(
            content.Parent != above?.Tenant,
            "$.parent",
            above is null
                ? $"没有给出上级机构“{content.Parent}”的政策，请一并提供。"
                : $"上级应为“{above.Tenant}”，文件中写的是“{content.Parent ?? "（无）"}”，请核对上级或文件次序。",
            FindingKind.Chain);
        for (var i = 0; i < scope.Ancestors.Count; i++)
        {
            scope.AddIf(
                scope.Ancestors[i].Parent != (i == 0 ? null : scope.Ancestors[i - 1].Tenant),
                "$.parent",
                $"上级政策“{scope.Ancestors[i].Tenant}”与它的上级接不上，请按国家、省、市的次序给全。",
                FindingKind.Chain);
        }

        scope.AddIf(scope.Ancestors.Any(policy => policy.Tenant == content.Tenant), "$.tenant", "机构不能是自己的上级，请核对机构代码。", FindingKind.Chain);
        foreach (var other in scope.Ancestors.Where(policy => policy.Year.Funding != content.Year.Funding))
        {
            scope.Add("$.year.funding", $"财政补助年度为 {content.Year.Funding}，上级“{other.Tenant}”为 {other.Year.Funding}，请使用同一年度的政策。", FindingKind.Chain);
        }

        scope.AddIf(content.Year.Funding is < 2000 or > 2100, "$.year.funding", "请写四位年份，例如 2020。");
    }

    private static void Unique(CheckScope scope, IEnumerable<(string Id, string Path)> entries, IEnumerable<string> above)
    {
        var upper = above.ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, path) in entries)
        {
            scope.AddIf(!Code().IsMatch(id), path + ".id", "标识应为小写字母、数字和连字符，例如 gansu-1。");
            scope.AddIf(!seen.Add(id), path + ".id", $"标识“{id}”在同一列表中用了两次，请改名。");
            scope.AddIf(upper.Contains(id), path + ".id", $"标识“{id}”已被上级政策使用，请改名；沿用上级内容时不必重写。");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
